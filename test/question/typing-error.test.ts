import { describe, expect, it } from 'vitest';
import { findTypingError } from '../../src/question/typing-error.ts';

describe('findTypingError', () => {
  it.each([
    ['素求', '诉求', 'sound'],
    ['办节', '办结', 'sound'],
    ['服务形政府', '服务型政府', 'sound'],
    ['时向', '时限', 'near_sound'],
    ['拆求', '诉求', 'shape'],
    ['工作目', '工作日', 'shape'],
    ['办口', '办结', 'other'],
    ['求诉', '诉求', 'swapped'],
    ['工日作', '工作日', 'swapped'],
    ['国院', '国务院', 'left_out'],
    ['工作', '工作日', 'left_out'],
    ['诉诉求', '诉求', 'doubled'],
    ['诉请求', '诉求', 'added'],
    ['诉求', '诉求', null],
    ['素球', '诉求', null],
    ['诉', '工作日', null],
    ['日工作', '工作日', null],
  ])('%s for %s: %s', (written, word, error) => expect(findTypingError(written, word)).toBe(error));
});
