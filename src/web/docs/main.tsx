import '../shared/no-eval.ts';
import { mount } from '../shared/mount.tsx';
import { DocsPage } from './docs-page.tsx';

mount(<DocsPage />);
