import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/schema.ts';
import { judge } from '../../src/evaluation/judge.ts';
import { fakeKnowledge, PROVINCE_ID, PROVINCE_TEXT, QUOTE } from '../http/fake-knowledge.ts';

const { catalogue, ask } = fakeKnowledge();
const fileName = catalogue.document(PROVINCE_ID)?.fileName ?? '';
const expecting = (...contains: string[]) => ({
  id: 'q',
  history: [],
  question: '企业诉求办结时限是多少',
  expected: { fileName, contains },
});
const answered = async () => {
  const answer = await ask({ question: '企业诉求办结时限是多少', topK: 5 });
  expect(answer.citations[0]?.quote).toBe(QUOTE);
  expect(PROVINCE_TEXT).toContain(QUOTE);
  return answer;
};

describe('judge', () => {
  it('wants every string, blanks aside, from the file expected', async () => {
    const answer = await answered();
    expect(judge(expecting('一般问题5个工作日办结', '疑难问题'), answer, catalogue)).toMatchObject({
      right: true,
      cited: true,
      verbatim: true,
    });
    expect(judge(expecting('一般问题6个工作日办结'), answer, catalogue)).toMatchObject({
      right: false,
      cited: true,
    });
    const elsewhere = {
      ...expecting('疑难问题'),
      expected: { fileName: 'other.txt', contains: ['疑难问题'] },
    };
    expect(judge(elsewhere, answer, catalogue)).toMatchObject({ right: false, cited: false });
  });

  it('wants a refusal where nothing is expected', async () => {
    const answer = await answered();
    expect(judge({ ...expecting(), expected: null }, answer, catalogue).right).toBe(false);
    const refused: Answer = { ...answer, status: 'no_evidence', citations: [] };
    expect(judge({ ...expecting(), expected: null }, refused, catalogue).right).toBe(true);
    expect(judge(expecting('疑难问题'), refused, catalogue).right).toBe(false);
  });

  it('notices a quote that is not the stored text, and an answer that runs on', async () => {
    const answer = await answered();
    const [citation] = answer.citations;
    if (citation === undefined) throw new Error('no citation');
    const moved = { ...answer, citations: [{ ...citation, start: citation.start + 1 }] };
    expect(judge(expecting('疑难问题'), moved, catalogue).verbatim).toBe(false);
    const long = { ...answer, answer: `${'疑难问题很多。'.repeat(40)}` };
    expect(judge(expecting('疑难问题'), long, catalogue)).toMatchObject({ concise: false, right: false });
  });
});
