import '../shared/no-eval.ts';
import { mount } from '../shared/mount.tsx';
import { AskPage } from './ask-page.tsx';

mount(<AskPage />);
