import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceSentences } from '../../src/text/source-sentences.ts';
import { titleRunEnd } from '../../src/text/title-run.ts';

/** What stands before the blank that ends the title; null where there is none. */
const title = (text: string, start = 0): string | null => {
  const end = titleRunEnd(text, start);
  return end < 0 ? null : text.slice(start, end);
};

/** Twelve characters, the least that must go on behind a title. */
const REST = '为切实做好疫情防控工作，';

describe('titleRunEnd', () => {
  it.each([
    '农业农村部开展防控疫情专项法治宣传行动',
    // Eight characters and sixty, the shortest and the longest run.
    '关于做好防控工作',
    '关'.repeat(60),
    // Quotation marks, commas and figures stand in titles too: 14 of 17 characters are Chinese.
    '2021年“五型”政府建设工作要点',
  ])('finds the title that a lost line end has run together with its text: %s', (run) => {
    expect(title(`${run} ${REST}`)).toBe(run);
    // A blank of another width, or several.
    expect(title(`${run}　　${REST}`)).toBe(run);
  });

  it('begins where it is told to', () => {
    const text = `前言\n关于做好防控工作的通知 ${REST}`;
    expect(title(text, 3)).toBe('关于做好防控工作的通知');
    expect(title(text)).toBeNull();
  });

  it.each([
    ['the label of an article', `第一百三十三条之一 在道路上驾驶机动车，有下列情形之一的`],
    ['a label with a heading', `第十二条规定的适用范围 ${REST}`],
    ['a date', `2020年12月31日 ${REST}`],
    ['a date behind a name', `发布2020-12-31 12:00:00 ${REST}`],
    ['a run of seven characters', `做好防控的工作 ${REST}`],
    ['a run of sixty-one characters', `${'关'.repeat(61)} ${REST}`],
    ['a run with ；', `开展宣传行动；做好防控工作 ${REST}`],
    ['a run with a full stop', `开展宣传行动。做好防控工作 ${REST}`],
    ['a run with a colon', `主送机关：各省农业农村部门 ${REST}`],
    ['a run with a line end', `开展宣传行动\n做好防控工作 ${REST}`],
    ['a run that ends with a figure', `农业农村部开展宣传行动2 ${REST}`],
    ['a run of which less than 0.6 is Chinese', `abcdefgh行动 ${REST}`],
    ['eleven characters behind the blank', `农业农村部开展宣传行动 ${REST.slice(0, 11)}`],
    ['a line end within twelve characters', `农业农村部开展宣传行动 ${REST.slice(0, 8)}\n${REST}`],
    ['figures behind the blank', `农业农村部开展宣传行动 2020${REST}`],
    ['a text without a blank', `农业农村部开展宣传行动${REST}`],
    ['nothing', ''],
  ])('finds none in %s', (_, text) => {
    expect(title(text)).toBeNull();
  });

  it('goes on to a later blank where the first comes too early', () => {
    expect(title(`农业部 关于防控工作的通知 ${REST}`)).toBe('农业部 关于防控工作的通知');
  });

  it('only ever ends at a blank behind eight to sixty characters of one line, without a full stop', () => {
    const text = fc.string({
      unit: fc.constantFrom('农', '业', '部', ' ', '　', '。', '；', '\n', '第', '条', '1', 'a'),
      maxLength: 90,
    });
    fc.assert(
      fc.property(text, fc.nat(5), (source, start) => {
        const end = titleRunEnd(source, start);
        if (end < 0) return;
        const run = source.slice(start, end);
        expect(run.length).toBeGreaterThanOrEqual(8);
        expect(run.length).toBeLessThanOrEqual(60);
        expect(run).not.toMatch(/[。；：\n]/u);
        expect(source.slice(end)).toMatch(/^[ 　]+[农业部第条]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('sourceSentences', () => {
  it('cut such a title off as well, though reading text drops blanks between Chinese characters', () => {
    const run = '农业农村部开展防控疫情专项法治宣传行动';
    const text = `${run} ${REST}根据有关规定执行。`;
    expect(sourceSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      run,
      `${REST}根据有关规定执行。`,
    ]);
  });
});
