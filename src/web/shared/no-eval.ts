import { config } from 'zod';

/** zod would compile its checks with `new Function`, which the content security policy forbids. First import of a page. */
config({ jitless: true });
