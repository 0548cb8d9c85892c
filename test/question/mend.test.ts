import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskTools, ask } from '../../src/answer/ask.ts';
import { openTools } from '../../src/answer/knowledge.ts';
import { parseInConversation } from '../../src/question/follow-up.ts';
import { parseQuestion } from '../../src/question/parse.ts';
import { openCorpus } from '../support/corpus.ts';

let tools: AskTools;
let close: () => void;
beforeAll(async () => {
  const corpus = await openCorpus();
  const opened = await openTools(corpus.config);
  tools = opened.tools;
  close = () => {
    opened.close();
    corpus.remove();
  };
});
afterAll(() => close());

const mended = (text: string) => parseQuestion(text, tools).mended;

describe('mending of typing errors', () => {
  it.each([
    ['企业素求办结时限是多少', '素求', '诉求'],
    ['企业诉求办节时限是多少', '办节', '办结'],
    ['企业诉求办结时线是多少', '时线', '时限'],
    ['企业求诉办结时限是多少', '求诉', '诉求'],
    ['企业拆求办结时限是多少', '拆求', '诉求'],
    ['国院督查激励要拿几项', '国院', '国务院'],
    ['疑难问题几个工做日回复', '工做日', '工作日'],
  ])('reads %s', (question, from, to) => {
    expect(mended(question)).toEqual([{ from, to }]);
  });

  it.each([
    '企业诉求办结时限是多少',
    '在层层抓落实的责任链条里，设区市一级政府扮演什么角色',
    '江西婚假有几天',
    '老百姓去大厅事情办不下来，有没有专门兜底的窗口',
    '井开区降成本、优环境，要帮企业把哪些方面的开支降下来',
    '地铁票价是多少',
    '5.0 R&D 13710',
    '。',
  ])('leaves alone %s', (question) => {
    const { mender: _, ...without } = tools;
    expect(parseQuestion(question, tools)).toEqual(parseQuestion(question, without));
    expect(mended(question)).toEqual([]);
  });

  it('looks for the word that is meant, a little less, and for what is written', () => {
    const { terms, text, normalised, content } = parseQuestion('企业素求由哪个部门办理', tools);
    expect(text).toBe('企业素求由哪个部门办理');
    expect(normalised).toBe(text);
    expect(content).toContain('企业诉求');
    const meant = terms.find(({ term }) => term === '诉求');
    // 0.9 of a word's 1.
    expect(meant).toMatchObject({ weight: 0.9 });
    expect(meant?.alternatives).toContain('素求');
    expect(terms.map(({ term }) => term)).not.toContain('素');
  });

  it('understands what is asked from the mended text where the written one does not say', () => {
    expect(parseQuestion('企业诉求办结时线', tools).answerType).toBe('time_limit');
  });

  it('leaves 文号 alone', () => {
    const question = parseQuestion('赣府法〔2022〕16号的办节时限', tools);
    expect(question.mended).toEqual([{ from: '办节', to: '办结' }]);
    expect(question.documentNumbers).toEqual(parseQuestion('赣府法〔2022〕16号', tools).documentNumbers);
  });

  it('mends a question that leans on an earlier one', () => {
    const question = parseInConversation('那疑难问提呢', ['企业诉求办结时限是多少'], tools);
    expect(question.mended).toEqual([{ from: '问提', to: '问题' }]);
    expect(question.followUp).toBe(true);
  });

  it('answers as it does without the error, and says how it has read the word', async () => {
    const right = await ask({ question: '企业诉求办结时限是多少', topK: 5 }, [], tools);
    const wrong = await ask({ question: '企业素求办节时限是多少', topK: 5 }, [], tools);
    expect(right.readAs).toBeUndefined();
    expect(wrong.readAs).toEqual([
      { from: '素求', to: '诉求' },
      { from: '办节', to: '办结' },
    ]);
    expect(wrong.citations).toEqual(right.citations);
  });
});
