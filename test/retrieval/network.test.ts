import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { Network, type NetworkWeights } from '../../src/retrieval/network.ts';

const NAMES = ['a', 'b'];
const WEIGHTS: NetworkWeights = {
  features: NAMES,
  mean: [1, 2],
  deviation: [2, 4],
  hidden: [
    [1, -1],
    [0.5, 2],
  ],
  hiddenBias: [0.5, -1],
  output: [2, 3],
  linear: [0.1, -0.2],
};

const folder = mkdtempSync(join(tmpdir(), 'zhengda-network-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
function written(content: unknown): URL {
  const path = join(folder, 'weights.json');
  writeFileSync(path, JSON.stringify(content));
  return pathToFileURL(path);
}

describe('Network', () => {
  it('scores rows of features', () => {
    const rows = [
      // x = ((3 − 1) / 2, (2 − 2) / 4) = (1, 0): units 1 + 0.5 = 1.5 and 0.5 − 1 → 0; 2 · 1.5 + 0.1 = 3.1
      [3, 2],
      // x = (0, 2): units −2 + 0.5 → 0 and 4 − 1 = 3; 3 · 3 − 0.4 = 8.6
      [1, 10],
      // x = (0, 0): units 0.5 and −1 → 0; 2 · 0.5 = 1
      [1, 2],
      // x = (2, 1): units 2 − 1 + 0.5 = 1.5 and 1 + 2 − 1 = 2; 2 · 1.5 + 3 · 2 + 0.2 − 0.2 = 9
      [5, 6],
    ];
    const scores = new Network(WEIGHTS, NAMES).scores(Float32Array.from(rows.flat()));
    expect(scores).toHaveLength(4);
    for (const [at, expected] of [3.1, 8.6, 1, 9].entries()) expect(scores[at]).toBeCloseTo(expected, 5);
    expect(new Network(WEIGHTS, NAMES).scores(new Float32Array())).toHaveLength(0);
  });

  it('is linear without hidden units', () => {
    const linear = { ...WEIGHTS, hidden: [], hiddenBias: [], output: [] };
    // 0.1 · (5 − 1) / 2 − 0.2 · (10 − 2) / 4 = 0.2 − 0.4
    expect(new Network(linear, NAMES).scores(Float32Array.of(5, 10))[0]).toBeCloseTo(-0.2, 6);
  });

  it('sees features less their mean, by their deviation, as if they came so', () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    const pair = fc.tuple(value, value);
    const deviation = fc.double({ min: 0.1, max: 5, noNaN: true });
    fc.assert(
      fc.property(pair, pair, fc.tuple(deviation, deviation), (row, mean, by) => {
        const network = new Network({ ...WEIGHTS, mean, deviation: by }, NAMES);
        const plain = new Network({ ...WEIGHTS, mean: [0, 0], deviation: [1, 1] }, NAMES);
        const standardised = row.map((one, at) => (one - (mean[at] ?? 0)) / (by[at] ?? 1));
        const given = network.scores(Float32Array.from(row))[0] ?? Number.NaN;
        const expected = plain.scores(Float32Array.from(standardised))[0] ?? Number.NaN;
        expect(Math.abs(given - expected)).toBeLessThan(1e-3 * (1 + Math.abs(expected)));
      }),
    );
  });

  it('refuses weights of other features: more, fewer, or in another order', () => {
    for (const names of [['a'], ['a', 'b', 'c'], ['b', 'a'], []]) {
      expect(() => new Network(WEIGHTS, names)).toThrow('other features');
    }
  });

  it('is read from a file, which must be whole', () => {
    expect(Network.read(written(WEIGHTS), NAMES).scores(Float32Array.of(1, 2))[0]).toBeCloseTo(1, 6);
    expect(() => Network.read(written({ ...WEIGHTS, linear: undefined }), NAMES)).toThrow('linear');
    expect(() => Network.read(written({ ...WEIGHTS, mean: ['1', 2] }), NAMES)).toThrow('mean');
    expect(() => Network.read(written(WEIGHTS), ['c'])).toThrow('other features');
    expect(() => Network.read(pathToFileURL(join(folder, 'none.json')), NAMES)).toThrow('ENOENT');
  });
});
