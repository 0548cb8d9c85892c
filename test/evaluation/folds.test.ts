import { describe, expect, it } from 'vitest';
import { STARD_FOLDS, stardFold } from '../../src/evaluation/folds.ts';

describe('stardFold', () => {
  it('is the first 32 bits of SHA-256 modulo 5', () => {
    // printf abc | sha256sum: ba7816bf…; 0xba7816bf = 3,128,432,319, which leaves 4.
    expect(stardFold('abc')).toBe(4);
    // printf '' | sha256sum: e3b0c442…; 0xe3b0c442 = 3,820,012,610, which leaves 0.
    expect(stardFold('')).toBe(0);
  });

  it('parts ids about evenly', () => {
    const counts = new Array<number>(STARD_FOLDS).fill(0);
    for (let id = 0; id < 1000; id += 1) {
      const fold = stardFold(`stard-${id}`);
      counts[fold] = (counts[fold] ?? 0) + 1;
    }
    // 200 each, with a standard deviation of √(1,000 · 0.2 · 0.8) = 13.
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(5 * 13);
  });
});
