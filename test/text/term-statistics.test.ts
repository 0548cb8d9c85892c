import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  BACKGROUND_PASSAGES,
  blendedInverseFrequency,
  TermStatistics,
} from '../../src/text/term-statistics.ts';

describe('TermStatistics', () => {
  it('gives shares, an unknown term standing in one piece', () => {
    const statistics = new TermStatistics(1000, new Map([['政府', 250]]));
    expect(statistics.share('政府')).toBe(0.25);
    expect(statistics.share('餐馆')).toBe(0.001);
  });

  it('refuses a table that is missing or has no total', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'zhengda-terms-')), 'terms.tsv');
    expect(() => TermStatistics.open(path)).toThrow(/读不出/u);
    writeFileSync(path, '政府\t3\n');
    expect(() => TermStatistics.open(path)).toThrow(/首行/u);
    writeFileSync(path, '#\t10\n政府\t3\n');
    expect(TermStatistics.open(path).share('政府')).toBe(0.3);
  });
});

describe('blendedInverseFrequency', () => {
  it('is the formula of Robertson and Spärck Jones on the sums', () => {
    // N = 400 + 2000, n = 10 + 0.01 · 2000 = 30: ln(1 + 2370.5 / 30.5) = ln(78.7213…) = 4.365914…
    expect(BACKGROUND_PASSAGES).toBe(2000);
    expect(blendedInverseFrequency(400, 10, 0.01)).toBeCloseTo(4.365914, 5);
  });

  it('leaves the word to the index as it grows', () => {
    const alone = Math.log(1 + (1e7 - 1000 + 0.5) / 1000.5);
    expect(blendedInverseFrequency(1e7, 1000, 0.001)).toBeCloseTo(alone, 2);
  });
});
