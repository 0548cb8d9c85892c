import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { AppError } from '../../src/errors.ts';
import { normalise } from '../../src/text/normalise.ts';
import { Segmenter } from '../../src/text/segment.ts';

let segmenter: Segmenter;
beforeAll(() => {
  segmenter = Segmenter.open(readConfig({}).ZHENGDA_DICTIONARY);
});
const words = (text: string) => segmenter.words(normalise(text).text);

describe('Segmenter', () => {
  it('gives the parts of a long word beside it', () => {
    expect(words('工作日')).toEqual(['工作', '工作日']);
  });

  it('finds the words of the user dictionary through quotation marks', () => {
    expect(words('“五型”政府建设')).toContain('五型政府');
    expect(words('完善“容缺办”')).toContain('容缺办');
  });

  it('keeps numbers and Latin words whole', () => {
    expect(words('建成“赣服通”5.0版')).toEqual(['建成', '赣服通', '5.0', '版']);
    expect(words('1.8%')).toEqual(['1.8']);
    expect(words('12345热线。')).toEqual(['12345', '热线']);
  });

  it('gives bigrams of neighbouring single characters, the same in any context', () => {
    expect(words('易炼红')).toEqual(['易', '炼', '易炼', '红', '炼红']);
    expect(words('省长易炼红同志')).toEqual(expect.arrayContaining(['易炼', '炼红']));
  });

  it('leaves punctuation out, and does not join over it', () => {
    expect(words('易、炼')).toEqual(['易', '炼']);
    expect(words('，。！')).toEqual([]);
  });

  it('knows words of the dictionary and words that were added', () => {
    expect(segmenter.knows('政府')).toBe(true);
    expect(segmenter.knows('炼红')).toBe(false);
    expect(segmenter.knows('金鸡湖小镇')).toBe(false);
    segmenter.addWords(['金鸡湖小镇']);
    expect(segmenter.knows('金鸡湖小镇')).toBe(true);
    expect(words('建设金鸡湖小镇')).toContain('金鸡湖小镇');
  });

  it('refuses a second dictionary in one process and a folder without one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhengda-dictionary-'));
    expect(() => Segmenter.open(folder)).toThrow(AppError);
    writeFileSync(join(folder, 'user.dict.txt'), '新词典 100 n\n');
    expect(() => Segmenter.open(folder)).toThrow(/另一部词典/u);
  });
});
