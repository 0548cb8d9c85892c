import { describe, expect, it } from 'vitest';
import { parseClauses } from '../../../src/clause/parse.ts';
import { coverageFault, topHeadings } from '../../../src/evaluation/documents/clause-counts.ts';
import { readLaw } from '../../../src/evaluation/documents/laws.ts';

const LAW = `# 青阳市公园条例

第一章 总则

第一条 为加强公园管理，制定本条例。

第二条 公园每日6时开放。依照第三条的规定收费。

第二条之一 公园不收门票。

第二章 附则

第三条 本条例自2015年2月1日起施行。
`;

describe('readLaw', () => {
  it('counts the lines by themselves and the articles by the parser', () => {
    // Lines that begin 第一条, 第二条, 第二条之一 and 第三条; the 第三条 inside a sentence begins none.
    const reading = readLaw(Buffer.from(LAW), '青阳市公园条例.md');
    expect(reading).toEqual({ file: '青阳市公园条例.md', lines: 4, articles: 4, fault: null });
  });
});

describe('clauses of a law', () => {
  const clauses = parseClauses({ id: 'a', text: LAW });

  it('have the chapters as top headings', () => {
    expect(topHeadings(LAW, clauses)).toEqual(['第一章总则', '第二章附则']);
  });

  it('cover the text; a gap, an overlap, a wrong end and a repeated id are faults', () => {
    const [first, ...others] = clauses;
    expect(coverageFault(clauses, 0, LAW.length)).toBeNull();
    expect(coverageFault(clauses, 0, LAW.length + 1)).toContain('ends at');
    expect(coverageFault(others, 0, LAW.length)).toContain('not 0');
    if (first === undefined) throw new Error('no clause');
    expect(coverageFault([first, { ...first, start: first.end }], 0, first.end)).toContain('twice');
    expect(coverageFault([{ ...first, start: 1 }], 0, first.end)).toContain('at 1, not 0');
  });
});
