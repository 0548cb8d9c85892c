import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { parseInConversation } from '../../src/question/follow-up.ts';
import { parseQuestion, type QuestionTools } from '../../src/question/parse.ts';
import { readQuestionWords } from '../../src/question/question-words.ts';
import { Segmenter } from '../../src/text/segment.ts';
import { Synonyms } from '../../src/text/synonyms.ts';

let tools: QuestionTools;
beforeAll(() => {
  const folder = readConfig({}).ZHENGDA_DICTIONARY;
  tools = {
    segmenter: Segmenter.open(folder),
    synonyms: Synonyms.parse('县里 → 全县\n公章 = 印章'),
    questionWords: readQuestionWords(folder),
  };
});
const terms = (text: string) => parseQuestion(text, tools).terms.map(({ term }) => term);

describe('parseQuestion', () => {
  it('leaves out the words that only ask', () => {
    expect(terms('请问企业诉求的办结时限是多少呢？')).toEqual(['企业', '诉求', '企业诉求', '办结', '时限']);
  });

  it('keeps the words that mean something in official texts', () => {
    expect(terms('有什么规定和要求')).toEqual(expect.arrayContaining(['规定', '要求']));
  });

  it('knows the document that is named, however it is written, and does not search for its number', () => {
    for (const number of [
      '赣府发〔2022〕16号',
      '赣府发[2022]16号',
      '赣府发（２０２２）１６号',
      '赣府发【2022】第16号',
    ]) {
      const question = parseQuestion(`${number}要求怎么抓落实`, tools);
      expect(question.documentNumbers).toEqual(['赣府发〔2022〕16号']);
      expect(question.terms.map(({ term }) => term)).toEqual(['要求', '抓', '落实']);
    }
  });

  it('understands a number as it is spoken of', () => {
    const question = parseQuestion('16号文要求怎么抓督查', tools);
    expect(question.shortNumbers).toEqual([16]);
    expect(question.terms.map(({ term }) => term)).not.toContain('16');
    expect(parseQuestion('赣府发〔2022〕16号文件', tools).shortNumbers).toEqual([]);
  });

  it('gives synonyms to the words they replace', () => {
    const question = parseQuestion('县里免费刻公章吗', tools);
    const alternatives = Object.fromEntries(question.terms.map((term) => [term.term, term.alternatives]));
    expect(alternatives).toMatchObject({ 县里: ['全县'], 公章: ['印章'], 免费: [] });
  });

  it('weighs what is no word less', () => {
    const weights = Object.fromEntries(
      parseQuestion('易炼红省长', tools).terms.map(({ term, weight }) => [term, weight]),
    );
    expect(weights.省长).toBe(1);
    expect(weights.易炼).toBeLessThan(1);
    expect(weights.红).toBeLessThan(weights.易炼 ?? 0);
  });

  it('takes any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseQuestion(text, tools).text).toBe(text);
      }),
    );
  });
});

describe('parseInConversation', () => {
  const last = (...turns: string[]) => parseInConversation(turns.at(-1) ?? '', turns.slice(0, -1), tools);

  it('completes what leans on the question before, weighing it less', () => {
    const question = last('企业诉求一般事项几天办结', '那疑难事项呢');
    expect(question).toMatchObject({ followUp: true, answerType: 'time_limit' });
    const weights = Object.fromEntries(question.terms.map(({ term, weight }) => [term, weight]));
    expect(weights.疑难).toBe(1);
    expect(weights.办结).toBe(0.5);
  });

  it('carries the document named over', () => {
    expect(last('赣府发〔2022〕16号讲什么', '哪天印发的')).toMatchObject({
      documentNumbers: ['赣府发〔2022〕16号'],
      topic: 'issuedOn',
    });
  });

  it('looks back over several turns', () => {
    const question = last('全县推进多少个重点项目', '牵头单位是谁', '那责任单位呢');
    expect(question.terms.map(({ term }) => term)).toEqual(expect.arrayContaining(['全县', '重点项目']));
  });

  it('takes 那责任单位呢 for a field only where a field was asked for', () => {
    expect(last('重点项目由谁牵头', '那责任单位呢').clauseField).toBe('责任单位');
    expect(last('牵头单位要做什么工作', '那责任单位呢').clauseField).toBe(null);
  });

  it('leaves a question that stands alone as it is', () => {
    expect(last('企业诉求几天办结', '政务服务邮寄要收费吗')).toMatchObject({ followUp: false });
    expect(last('企业诉求几天办结', '宜区管发〔2022〕1号主送哪里')).toMatchObject({
      followUp: false,
      documentNumbers: ['宜区管发〔2022〕1号'],
    });
  });
});
