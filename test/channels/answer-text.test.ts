import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../src/answer/schema.ts';
import { answerText } from '../../src/channels/answer-text.ts';
import { fakeKnowledge } from '../http/fake-knowledge.ts';

const answered = await fakeKnowledge().ask({ question: '企业诉求', topK: 5 });

function citation(index: number, title: string, label: string, quote: string): Citation {
  const [like] = answered.citations;
  if (like === undefined) throw new Error('the fixture has no citation');
  return {
    ...like,
    index,
    quote,
    document: { ...like.document, title, documentNumber: null },
    clause: { ...like.clause, label },
    url: `/documents/${index}`,
  };
}

function answerOf(answer: string, quotes: readonly string[], more: Partial<Answer> = {}): Answer {
  const citations = quotes.map((quote, at) => citation(at + 1, '某办法', `第${at + 1}项`, quote));
  return { ...answered, answer, citations, ...more };
}

describe('an answer as text', () => {
  it('has a paragraph and a marker for each quote, and the sources in their order', () => {
    const { text, markers } = answerText(answerOf('甲。\n乙。', ['甲。', '乙。']), { publicUrl: 'http://z' });
    expect(text).toBe(
      '甲。 [1]\n\n乙。 [2]\n\n出处：\n\n[1] 《某办法》第1项 http://z/documents/1\n\n[2] 《某办法》第2项 http://z/documents/2',
    );
    expect(markers.map(({ citation: { index }, start, end }) => [index, text.slice(start, end)])).toEqual([
      [1, '[1]'],
      [2, '[2]'],
    ]);
  });

  it('keeps the markers that an answer has itself, and takes no other number in brackets for one', () => {
    const { text, markers } = answerText(answerOf('按规定[2]办理[1]，见[9]。\n乙。', ['甲', '乙']));
    expect(text.startsWith('按规定[2]办理[1]，见[9]。\n\n乙。\n\n出处：')).toBe(true);
    expect(markers.map(({ citation: { index } }) => index)).toEqual([2, 1]);
  });

  it('puts all markers at the end where lines and quotes do not pair', () => {
    expect(answerText(answerOf('甲乙。', ['甲', '乙'])).text.startsWith('甲乙。 [1] [2]\n\n')).toBe(true);
  });

  it('passes on what the reader must know', () => {
    const warnings = [
      { code: 'repealed', message: '《某办法》已废止', documentId: '1', since: null, by: null },
    ] as const;
    const { text } = answerText(answerOf('甲。', ['甲。'], { warnings: [...warnings] }));
    expect(text).toContain('甲。 [1]\n\n注意：《某办法》已废止\n\n出处：');
  });

  it('writes a title within a title in single marks', () => {
    const cited = citation(1, '关于印发《某办法》的通知', '第一条', '甲');
    expect(answerText({ ...answered, answer: '甲', citations: [cited] }).text).toContain(
      '[1] 《关于印发〈某办法〉的通知》第一条',
    );
  });

  it('stops at a sentence where it is too long, and still names every source', () => {
    const sentence = `${'长'.repeat(999)}。`;
    const { text, shortened, markers } = answerText(
      answerOf(`${sentence}\n${sentence}${sentence}\n末。`, [sentence, `${sentence}${sentence}`, '末。']),
    );
    expect(shortened).toBe(true);
    expect(text.startsWith(`${sentence} [1]\n\n${sentence}……（后文从略，全文见出处） [2]\n\n出处：`)).toBe(
      true,
    );
    expect(text).toContain('[3] 《某办法》第3项');
    expect(markers).toHaveLength(2);
  });

  it('shows the first words of the answer however little room there is', () => {
    expect(answerText(answerOf('一二三。四五六。', ['一二三。四五六。']), { maxLength: 0 }).text).toMatch(
      /^一……/u,
    );
  });
});
