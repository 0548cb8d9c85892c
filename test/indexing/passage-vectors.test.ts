import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedPassages, surroundings } from '../../src/indexing/passage-vectors.ts';
import { HashEmbedder } from './writer-parts.ts';

const row = (rows: Float32Array, at: number, dimensions: number): number[] => [
  ...rows.subarray(at * dimensions, (at + 1) * dimensions),
];

/** Vectors given by hand; a text that is not named has none. */
const stubEmbedder = (vectors: Readonly<Record<string, readonly number[]>>) => {
  const calls: { texts: readonly string[]; role: string }[] = [];
  return {
    calls,
    embedder: {
      name: 'stub',
      hash: 'stub',
      dimensions: 3,
      embed: async (texts: readonly string[], role: string) => {
        calls.push({ texts, role });
        return Float32Array.from(texts.flatMap((text) => vectors[text] ?? [0, 0, 0]));
      },
    },
  };
};

describe('surroundings', () => {
  it('are the passage itself where it is alone in its unit, however long', () => {
    expect(surroundings(['第一条。'])).toEqual(['第一条。']);
    const long = '长'.repeat(900);
    expect(surroundings([long])).toEqual([long]);
    expect(surroundings([])).toEqual([]);
  });

  it('are the whole unit up to 600 characters, line ends counted', () => {
    // 200 + 1 + 200 + 1 + 198 = 600
    const texts = ['甲'.repeat(200), '乙'.repeat(200), '丙'.repeat(198)];
    const whole = texts.join('\n');
    expect(surroundings(texts)).toEqual([whole, whole, whole]);
  });

  it('are a window of a longer unit, half of the room before the passage and half behind it', () => {
    // 200 + 1 + 300 + 1 + 200 = 702 > 600. Room is 600 less the passage's length, halved: 200 for the passages of
    // 200 characters, 150 for that of 300. Each line end takes one character of it.
    const [a = '', b = '', c = ''] = surroundings(['甲'.repeat(200), '乙'.repeat(300), '丙'.repeat(200)]);
    expect(a).toBe(`${'甲'.repeat(200)}\n${'乙'.repeat(199)}`);
    expect(b).toBe(`${'甲'.repeat(149)}\n${'乙'.repeat(300)}\n${'丙'.repeat(149)}`);
    expect(c).toBe(`${'乙'.repeat(199)}\n${'丙'.repeat(200)}`);
  });

  it('are the passage alone where it fills the window', () => {
    const [a = '', b = ''] = surroundings(['甲'.repeat(600), '乙'.repeat(10)]);
    expect(a).toBe('甲'.repeat(600));
    // Room (600 − 10) / 2 = 295, of which the line end is one.
    expect(b).toBe(`${'甲'.repeat(294)}\n${'乙'.repeat(10)}`);
  });

  it('hold the passage and come from the unit, in at most 600 characters where it has no more', () => {
    const texts = fc.array(
      fc.string({ unit: fc.constantFrom('甲', '乙', '，'), minLength: 1, maxLength: 400 }),
      {
        minLength: 2,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(texts, (unit) => {
        const around = surroundings(unit);
        expect(around).toHaveLength(unit.length);
        for (const [at, text] of unit.entries()) {
          expect(around[at]).toContain(text);
          expect(unit.join('\n')).toContain(around[at]);
          expect((around[at] ?? '').length).toBeLessThanOrEqual(600);
        }
      }),
    );
  });
});

describe('embedPassages', () => {
  it('adds text, surroundings and headings with the weights 1, 1 and 0.4, and scales to unit length', async () => {
    const { embedder } = stubEmbedder({ 文: [1, 0, 0], 周围: [0, 1, 0], 标题: [0, 0, 1] });
    const rows = await embedPassages([{ text: '文', around: '周围', headings: '标题' }], embedder);
    // (1, 1, 0.4) / √(1 + 1 + 0.16) = (1, 1, 0.4) / 1.469694
    expect(rows).toHaveLength(3);
    expect(rows[0]).toBeCloseTo(0.680414, 5);
    expect(rows[1]).toBeCloseTo(0.680414, 5);
    expect(rows[2]).toBeCloseTo(0.272166, 5);
  });

  it('counts a text twice where nothing stands around it', async () => {
    const { embedder } = stubEmbedder({ 文: [1, 0, 0], 标题: [0, 1, 0] });
    const rows = await embedPassages([{ text: '文', around: '文', headings: '标题' }], embedder);
    // (2, 0.4, 0) / √4.16 = (2, 0.4, 0) / 2.039608
    expect(rows[0]).toBeCloseTo(0.980581, 5);
    expect(rows[1]).toBeCloseTo(0.196116, 5);
  });

  it('does without headings that the model does not know', async () => {
    const { embedder } = stubEmbedder({ 文: [3 / 5, 4 / 5, 0] });
    const rows = await embedPassages([{ text: '文', around: '文', headings: '未知' }], embedder);
    expect(row(rows, 0, 3)).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6), 0]);
  });

  it('gives zeros where the model knows no word of the text itself, whatever stands around it', async () => {
    const { embedder } = stubEmbedder({ 文: [1, 0, 0], 周围: [0, 1, 0], 标题: [0, 0, 1] });
    const passages = [
      { text: '未知', around: '周围', headings: '标题' },
      { text: '文', around: '未知', headings: '未知' },
    ];
    const rows = await embedPassages(passages, embedder);
    expect(row(rows, 0, 3)).toEqual([0, 0, 0]);
    expect(row(rows, 1, 3)).toEqual([1, 0, 0]);
  });

  it('embeds each text once, all in one call, as passages', async () => {
    const { embedder, calls } = stubEmbedder({});
    await embedPassages(
      [
        { text: '甲', around: '甲乙', headings: '题' },
        { text: '乙', around: '甲乙', headings: '题' },
        { text: '甲', around: '甲', headings: '乙' },
      ],
      embedder,
    );
    expect(calls).toEqual([{ texts: ['甲', '甲乙', '题', '乙'], role: 'passage' }]);
  });

  it('gives nothing for nothing', async () => {
    expect(await embedPassages([], stubEmbedder({}).embedder)).toHaveLength(0);
  });

  it('gives unit vectors, the same for a passage whatever else is embedded with it', async () => {
    const embedder = new HashEmbedder(8);
    const word = fc.constantFrom('企业', '诉求', '无词', '办结');
    const passage = fc.record({ text: word, around: word, headings: word });
    await fc.assert(
      fc.asyncProperty(fc.array(passage, { minLength: 1, maxLength: 5 }), async (passages) => {
        const rows = await embedPassages(passages, embedder);
        expect(rows).toHaveLength(passages.length * 8);
        for (const [at, one] of passages.entries()) {
          const own = row(rows, at, 8);
          expect(Math.hypot(...own)).toBeCloseTo(one.text === '无词' ? 0 : 1, 5);
          expect(own).toEqual([...(await embedPassages([one], embedder))]);
        }
      }),
    );
  });
});
