import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors.ts';
import { Synonyms } from '../../src/text/synonyms.ts';

describe('Synonyms', () => {
  const synonyms = Synonyms.parse(
    '# 注释\n刻公章 → 刻制印章、印章\n发改委 = 发展和改革委员会\r\n公章 = 印章 # 同\n',
  );
  const alternatives = (text: string) =>
    synonyms.find(text).map(({ word, alternatives: others }) => [word, others]);

  it('looks for the targets of → only one way', () => {
    expect(alternatives('哪里刻公章')).toEqual([['刻公章', ['刻制印章', '印章']]]);
    expect(alternatives('刻制印章')).toEqual([['印章', ['公章']]]);
  });

  it('takes = both ways, the longest word first', () => {
    expect(alternatives('发展和改革委员会')).toEqual([['发展和改革委员会', ['发改委']]]);
    expect(alternatives('县发改委')).toEqual([['发改委', ['发展和改革委员会']]]);
  });

  it('tells where a word stands', () => {
    expect(synonyms.find('找发改委')).toEqual([
      { word: '发改委', start: 1, end: 4, alternatives: ['发展和改革委员会'] },
    ]);
  });

  it.each(['孤词', '甲 →', '→ 乙', '甲 → 乙 → 丙', '甲 ='])('names the wrong line %j', (line) => {
    expect(() => Synonyms.parse(`甲 = 乙\n${line}`)).toThrow(/第 2 行/u);
  });

  it('reads the file of the repository, and refuses a folder without one', () => {
    expect(Synonyms.open(readConfig({}).ZHENGDA_DICTIONARY).find('刻公章')[0]?.alternatives).toEqual([
      '刻制印章',
    ]);
    expect(() => Synonyms.open('no-such-folder')).toThrow(AppError);
  });
});
