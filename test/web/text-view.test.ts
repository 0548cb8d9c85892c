import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeInChromium, evaluate } from './chromium.ts';

/** What texts are made of: words, numbering, marks of markdown, blanks and line breaks, and a pair of surrogates. */
const pieces = fc.array(
  fc.constantFrom(
    '企业诉求',
    '一、',
    '（一）',
    '12. ',
    '**',
    '## ',
    '---',
    '\n',
    '\n\n',
    '\r\n',
    '  ',
    '　',
    '。',
    ',',
    '𠮷',
    '<b>',
  ),
  { maxLength: 40 },
);

const clauseOf = (id: string, start: number, end: number, children: readonly unknown[]) => ({
  id,
  kind: 'section',
  headingSpan: end - start > 4 ? { start: start + 1, end: start + 3 } : null,
  start,
  end,
  children,
});

describeInChromium('a rendered text', (open) => {
  it('has the stored text as its text content and the quote as that of its marks, whatever the clauses', async () => {
    const { page } = await open('/documents');
    const cases = fc
      .sample(
        fc.record({
          words: pieces,
          cuts: fc.array(fc.nat(200), { minLength: 4, maxLength: 4 }),
          quote: fc.tuple(fc.nat(200), fc.nat(200)),
        }),
        { numRuns: 400, seed: 20_221_116 },
      )
      .map(({ words, cuts, quote }) => {
        const text = words.join('');
        const within = (at: number) => at % (text.length + 1);
        const [a = 0, b = 0, c = 0, d = 0] = cuts.map(within).sort((x, y) => x - y);
        const [start, end] = [within(quote[0]), within(quote[1])].sort((x, y) => x - y);
        // One clause with a child, and text before, between and after that belongs to none.
        const clauses = a < d ? [clauseOf('1', a, d, b < c ? [clauseOf('1.1', b, c, [])] : [])] : [];
        return { text, clauses, quote: { start, end } };
      });
    const results = await evaluate(
      page,
      z.array(z.object({ text: z.string(), marked: z.string() })),
      `import('/assets/text-view.js').then(({ renderText }) => ${JSON.stringify(cases)}.map(({ text, clauses, quote }) => {
        const holder = document.createElement('div');
        holder.append(renderText(text, clauses, quote.start < quote.end ? quote : null));
        return { text: holder.textContent, marked: [...holder.querySelectorAll('mark')].map((node) => node.textContent).join('') };
      }))`,
    );
    expect(results).toEqual(
      cases.map(({ text, quote: { start = 0, end = 0 } }) => ({ text, marked: text.slice(start, end) })),
    );
  });
});
