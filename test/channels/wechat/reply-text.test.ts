import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, type Citation, NO_EVIDENCE } from '../../../src/answer/schema.ts';
import { replyMessages, shortenToBytes } from '../../../src/channels/wechat/reply-text.ts';
import { fakeKnowledge, QUOTE } from '../../http/fake-knowledge.ts';

const PLAIN = { maxBytes: 2048, maxMessages: 1, publicUrl: undefined };

async function answered(question = '企业诉求办结时限'): Promise<Answer> {
  return fakeKnowledge().ask({ question, topK: 5 });
}

const TITLE = '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见';
const SOURCE = `《${TITLE}》（赣府发〔2022〕16号）三、（四）12.`;

/** `count` citations of which each quotes `quote`; the answer has a line for each. */
async function manyCitations(count: number, quote: string, title = TITLE): Promise<Answer> {
  const answer = await answered();
  const citations = answer.citations.flatMap((citation) =>
    Array.from({ length: count }, (_, at): Citation => {
      return { ...citation, index: at + 1, quote, document: { ...citation.document, title } };
    }),
  );
  return { ...answer, citations, answer: citations.map(() => quote).join('\n') };
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

describe('replyMessages', () => {
  it('gives the answer and its source', async () => {
    expect(replyMessages(await answered(), PLAIN)).toEqual([`${QUOTE}\n\n出处：${SOURCE}`]);
  });

  it('links to the place where the address of the service is known', async () => {
    const answer = await answered();
    const [text = ''] = replyMessages(answer, { ...PLAIN, publicUrl: 'https://zhengda.example.gov.cn/' });
    expect(text).toBe(
      `${QUOTE}\n\n出处：${SOURCE} <a href="https://zhengda.example.gov.cn${answer.citations[0]?.url}">查看原文</a>`,
    );
  });

  it('says which source is for which part where there are several', async () => {
    const answer = await manyCitations(2, '第一条。');
    expect(replyMessages(answer, PLAIN)).toEqual([
      `第一条。 [1]\n第一条。 [2]\n\n出处：\n[1] ${SOURCE}\n[2] ${SOURCE}`,
    ]);
  });

  it('tells how a word was read, and what the reader must know', async () => {
    const answer = await answered('企业素求办结时限');
    const warning = {
      code: 'repealed',
      message: '该文件已废止。',
      documentId: 'x',
      since: null,
      by: null,
    } as const;
    expect(replyMessages({ ...answer, warnings: [warning] }, PLAIN)).toEqual([
      `（“素求”按“诉求”理解）\n${QUOTE}\n\n注意：该文件已废止。\n\n出处：${SOURCE}`,
    ]);
  });

  it('says that there is no evidence, and what came nearest', async () => {
    expect(replyMessages(await answered('天气'), PLAIN)).toEqual([
      `${NO_EVIDENCE}。\n\n最接近的条款（未必相关，不是回答）：\n- ${SOURCE}`,
    ]);
  });

  it('makes no link of what a document says', async () => {
    const answer = { ...(await answered()), answer: '点<a href="http://evil">这里</A>，a<b。' };
    expect(replyMessages(answer, PLAIN)[0]).toContain('点＜a href="http://evil">这里＜/A>，a<b。');
  });

  it('cuts a long answer at a sentence and keeps its source in a single message', async () => {
    // 10 sentences of 100 characters, 300 bytes each: 3,000 bytes.
    const sentence = `${'应'.repeat(99)}。`;
    const answer = { ...(await answered()), answer: sentence.repeat(10) };
    const [text = '', ...others] = replyMessages(answer, PLAIN);
    expect(others).toEqual([]);
    expect(text.endsWith(`\n\n出处：${SOURCE}`)).toBe(true);
    // 2,048 bytes hold six sentences beside a source of some 170.
    expect(text.startsWith(`${sentence.repeat(6)}……（后文从略，见原文）\n\n`)).toBe(true);
    expect(bytes(text)).toBeLessThanOrEqual(2048);
  });

  it('sends the sources as a second message where they do not fit beside the answer', async () => {
    // 650 characters, 1,950 bytes: the answer fits, with a source of some 170 it does not.
    const quote = `${'应'.repeat(649)}。`;
    const answer = { ...(await answered()), answer: quote };
    expect(replyMessages(answer, { ...PLAIN, maxMessages: 3 })).toEqual([quote, `出处：${SOURCE}`]);
  });

  it('says how many sources were left out', async () => {
    const answer = await manyCitations(20, '第一条。');
    const [text = ''] = replyMessages(answer, PLAIN);
    const listed = text.split('\n').filter((line) => /^\[\d+\] 《/u.test(line)).length;
    expect(listed).toBeGreaterThan(3);
    expect(text.endsWith(`\n（另有 ${20 - listed} 处出处未列出）`)).toBe(true);
  });

  it('never sends more than a platform takes, and always the first source', async () => {
    const parts = fc.constantFrom('应', '。', '；', '，', '😀', 'a', '1', '<a>', '\n', '（');
    const text = fc.array(parts, { minLength: 1, maxLength: 900 }).map((all) => `政${all.join('')}`);
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(1, 3),
        async (quote, title, count, warned, maxMessages) => {
          const message = '该文件已被《其他文件》废止，请以新文件为准。'.repeat(8);
          const warning = { code: 'repealed', message, documentId: 'x', since: null, by: null } as const;
          const answer = {
            ...(await manyCitations(count, quote, title)),
            warnings: Array(warned).fill(warning),
          };
          const shape = { maxBytes: 2048, maxMessages, publicUrl: 'https://zhengda.example.gov.cn' };
          const messages = replyMessages(answer, shape);
          expect(messages.length).toBeLessThanOrEqual(maxMessages);
          expect(messages.length).toBeGreaterThan(0);
          for (const one of messages) expect(bytes(one)).toBeLessThanOrEqual(2048);
          expect(messages.join('\n')).toContain(count === 1 ? '出处：《' : '出处：\n[1] 《');
          expect(messages.join('')).not.toMatch(/\p{Cs}/u);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('shortenToBytes', () => {
  it('counts bytes of UTF-8, not characters', () => {
    expect(shortenToBytes('一二。三四。', 18)).toBe('一二。三四。');
    expect(shortenToBytes('一二。三四。', 17)).toBe('一二。');
    expect(shortenToBytes('😀😀', 4)).toBe('😀');
    expect(shortenToBytes('😀', 3)).toBe('');
  });
});
