import '../shared/no-eval.ts';
import { mount } from '../shared/mount.tsx';
import { ReaderPage } from './reader-page.tsx';

mount(<ReaderPage id={decodeURIComponent(location.pathname.replace(/^.*\//u, ''))} />);
