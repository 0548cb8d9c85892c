import '../shared/no-eval.ts';
import { mount } from '../shared/mount.tsx';
import { RetrievalPage } from './retrieval-page.tsx';

mount(<RetrievalPage />);
