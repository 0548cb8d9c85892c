import '../shared/no-eval.ts';
import { mount } from '../shared/mount.tsx';
import { QualityPage } from './quality-page.tsx';

mount(<QualityPage />);
