import '../shared/no-eval.ts';
import { mount } from '../shared/mount.tsx';
import { LibraryPage } from './library-page.tsx';

mount(<LibraryPage />);
