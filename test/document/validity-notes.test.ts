import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/document/layout.ts';
import { readStatements } from '../../src/document/relations/statements.ts';
import { readNotes } from '../../src/document/validity-notes.ts';

function notesOf(...lines: readonly string[]) {
  const text = `# 某某管理条例\n\n${lines.join('\n\n')}\n\n<!-- INFO END -->\n\n第一条 为了规范管理，制定本条例。\n`;
  const layout = readLayout(text);
  const { publishedOn, passedOn, effectiveFrom, revisions } = readNotes(readStatements(text, layout), layout);
  return [publishedOn, passedOn, effectiveFrom?.date ?? null, revisions.map(({ date }) => date)];
}

describe('readNotes', () => {
  it('published by an order, revised twice', () => {
    expect(
      notesOf(
        '2000年1月29日 中华人民共和国国务院令第278号发布',
        '2011年1月8日 《国务院关于废止和修改部分行政法规的决定》第一次修订',
        '2016年2月6日 《国务院关于修改部分行政法规的决定》第二次修订',
      ),
    ).toEqual(['2000-01-29', null, null, ['2011-01-08', '2016-02-06']]);
  });

  it('passed by one assembly and approved by another soon after: one wording', () => {
    expect(
      notesOf('2010年8月27日 某市人民代表大会常务委员会通过', '2010年9月29日 某省人民代表大会常务委员会批准'),
    ).toEqual([null, '2010-09-29', null, []]);
  });

  it('passed, then in force', () => {
    expect(
      notesOf(
        '2003年6月18日 国务院第12次常务会议通过',
        '2003年6月26日 国务院令第382号公布',
        '2003年8月1日 施行',
      ),
    ).toEqual(['2003-06-26', '2003-06-18', '2003-08-01', []]);
  });
});
