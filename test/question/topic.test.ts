import { describe, expect, it } from 'vitest';
import { asksForSource, findTopic } from '../../src/question/topic.ts';
import { normalise } from '../../src/text/normalise.ts';

// Questions of our own, not of the evaluation sets.
describe('findTopic', () => {
  it.each([
    ['这份通知的文号是多少', 'documentNumber'],
    ['实施意见是什么时候印发的', 'issuedOn'],
    ['印发日期', 'issuedOn'],
    ['哪一年发布的', 'issuedOn'],
    ['主送机关有哪些', 'addressees'],
    ['抄送给谁', 'copies'],
    ['联系电话是多少', 'telephone'],
    ['制定这个方案的依据是什么', 'references'],
    ['根据哪些文件制定', 'references'],
    ['这个通知是哪个单位印发的', 'issuer'],
    ['发文机关是哪里', 'issuer'],
    ['落款是哪个处室印发的', 'issuer'],
    ['几天之内要打电话', null],
    ['领导怎么联系企业', null],
    ['怎么联系', 'telephone'],
    ['讲话的领导叫什么名字', null],
    ['有没有要求对外公开', null],
    ['这个文件的全称是什么', 'title'],
    ['这份文件可以公开吗', 'disclosure'],
    // A question word of time or place alone asks about the text.
    ['平台什么时候上线', null],
    ['会议什么时候召开', null],
    ['按照什么原则办理', null],
    ['电话联系的时限', null],
    ['哪些单位要落实', null],
    ['政务公开有什么要求', null],
  ])('%s → %s', (question, expected) => {
    expect(findTopic(normalise(question).text)).toBe(expected);
  });
});

describe('findTopic of a document that is named', () => {
  it('takes a bare date for the document’s own, but not every 时间', () => {
    expect(findTopic('第13期简报日期', true)).toBe('issuedOn');
    expect(findTopic('要做到哪三个第一时间', true)).toBe(null);
  });
});

describe('asksForSource', () => {
  it.each([
    ['出自哪个文件', true],
    ['哪个文件规定的', true],
    ['有哪些文件夹', false],
  ])('%s → %s', (question, expected) => {
    expect(asksForSource(normalise(question).text)).toBe(expected);
  });
});
