// Runs TypeScript as it is: `node --import ./src/typescript.mjs FILE.ts`, or imported by a worker thread.
import { register as registerHooks } from 'node:module';
import { register } from 'tsx/esm/api';

register();
registerHooks('./library-hooks.mjs', import.meta.url);
