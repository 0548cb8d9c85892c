import { describe, expect, it } from 'vitest';
import { readLayout } from '../../../src/document/layout.ts';
import { MENTION, readStatements } from '../../../src/document/relations/statements.ts';

const read = (text: string) => readStatements(text, readLayout(text));
const skeletons = (text: string): string[] =>
  read(text).map(({ skeleton }) => skeleton.replaceAll(MENTION, '●'));

describe('readStatements', () => {
  it.each([
    ['第九条 《甲办法》（甲发〔2001〕1号）和《乙办法》同时废止。', '第九条●和●同时废止。'],
    ['第九条 《关于修改《甲办法》的决定》同时废止。', '第九条●同时废止。'],
    ['第九条 甲发〔2001〕1号《甲办法》同时废止。', '第九条●同时废止。'],
    ['第九条 甲部关于乙问题的通知（甲发〔2001〕1号)同时废止。', '第九条甲部关于乙问题的通知●同时废止。'],
    ['第九条 本办法（含附件）施行后，《甲办法》废止。', '第九条本办法施行后，●废止。'],
  ])('%s', (text, skeleton) => {
    expect(skeletons(text)).toEqual([skeleton]);
  });

  it('joins number and title, and leaves those of its later changes beside them', () => {
    const [statement] = read(
      '第九条 《甲办法》（甲发〔2001〕1号，根据《关于修改〈甲办法〉的决定》修订）废止。',
    );
    expect(statement?.mentions.map(({ title, documentNumber, at }) => [title, documentNumber, at])).toEqual([
      ['甲办法', '甲发〔2001〕1号', 3],
      ['关于修改〈甲办法〉的决定', null, -1],
    ]);
  });

  it.each([
    ['《某市住宅管理办法》（以下简称《办法》）', '办法'],
    ['《某市住宅管理办法》（甲发〔2001〕1号，以下简称“办法”）', '办法'],
    ['《某市住宅管理办法》，以下简称《住宅办法》', '住宅办法'],
  ])('%s', (text, shortName) => {
    expect(read(`第九条 ${text}施行。`)[0]?.mentions[0]?.shortName).toBe(shortName);
  });

  it('a wording in quotation marks is not said by the sentence', () => {
    const [statement] = read(
      '一、将第九条修改为：“本办法自2020年5月1日起施行，《甲管理规定》同时废止，请各单位认真执行，不得延误。”',
    );
    expect(statement?.skeleton).toBe('一、将第九条修改为：');
  });

  it('an opening mark that never closes costs no more than its neighbourhood', () => {
    const text = `第九条 ${'《（'.repeat(20_000)}废止。`;
    expect(read(text).flatMap(({ mentions }) => mentions)).toEqual([]);
  });
});
