import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { openEmbedder } from '../../src/embedding/model.ts';
import type { Embedder } from '../../src/embedding/schema.ts';
import { AppError } from '../../src/errors.ts';
import { Segmenter } from '../../src/text/segment.ts';
import {
  newFolder,
  removeFolders,
  TINY_DIMENSIONS,
  TINY_VOCABULARY,
  tinyHiddenStates,
  writeTinyStatic,
  writeTinyTransformer,
} from './tiny-models.ts';

const segmenter = Segmenter.open(readConfig().ZHENGDA_DICTIONARY);

const row = (vectors: Float32Array, index: number, dimensions: number): number[] => [
  ...vectors.subarray(index * dimensions, (index + 1) * dimensions),
];

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
}

function expectClose(actual: readonly number[], expected: readonly number[], digits = 6): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, number] of expected.entries()) expect(actual[index]).toBeCloseTo(number, digits);
}

async function failure(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`an AppError was expected, not ${String(error)}`);
}

/** What the port promises, for every implementation. */
function describeContract(title: string, open: () => Promise<Embedder>, known: readonly string[]): void {
  describe(`${title}: the port's promises`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await open();
    });

    it('gives a unit vector for each text, in order', async () => {
      const vectors = await embedder.embed(known, 'passage');
      expect(vectors).toHaveLength(known.length * embedder.dimensions);
      for (const index of known.keys()) {
        expect(Math.hypot(...row(vectors, index, embedder.dimensions))).toBeCloseTo(1, 5);
      }
    });

    it('gives zeros for a text without a known word', async () => {
      const vectors = await embedder.embed(['', ' \n', '。！', '𠀀', known[0] ?? ''], 'query');
      expect([...vectors.subarray(0, 4 * embedder.dimensions)].every((number) => number === 0)).toBe(true);
      expect(Math.hypot(...row(vectors, 4, embedder.dimensions))).toBeCloseTo(1, 5);
    });

    it('gives nothing for no texts', async () => {
      expect(await embedder.embed([], 'query')).toHaveLength(0);
    });

    it('gives the same numbers each time', async () => {
      const [first, second] = [await embedder.embed(known, 'query'), await embedder.embed(known, 'query')];
      expect(second).toEqual(first);
    });

    it('gives a text the vector it has alone, whatever stands beside it', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.constantFrom(...known), { maxLength: 40 }), { maxLength: 12 }),
          async (pieces) => {
            const texts = pieces.map((words) => words.join(''));
            const together = await embedder.embed(texts, 'passage');
            for (const [index, text] of texts.entries()) {
              const alone = await embedder.embed([text], 'passage');
              expectClose(row(together, index, embedder.dimensions), [...alone], 5);
            }
          },
        ),
        { numRuns: 30 },
      );
    });
  });
}

const tinyStatic = newFolder();
writeTinyStatic(tinyStatic);
const tinyTransformer = newFolder();
writeTinyTransformer(tinyTransformer);

const WORDS = ['企业', '诉求', '办结', '时限'];
describeContract('tiny static model', () => openEmbedder(tinyStatic, segmenter), WORDS);
describeContract('tiny transformer', () => openEmbedder(tinyTransformer, segmenter), [
  '企业',
  '税',
  '公章',
  '查',
]);
describeContract('bundled model', () => openEmbedder(readConfig().EMBEDDING_MODEL, segmenter), [
  '企业诉求',
  '五个工作日内办结',
  '营商环境',
  '容缺受理',
]);

afterAll(removeFolders);
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('static model', () => {
  it('adds up the words, each as often as it stands there', async () => {
    const embedder = await openEmbedder(tinyStatic, segmenter);
    const vectors = await embedder.embed(['企业诉求办结时限', '企业，企业、诉求', '企业甲乙诉求'], 'passage');
    // [127 + 127, 127 + 127, 127, 0] = 127 × [2, 2, 1, 0], of length 3 × 127.
    expectClose(row(vectors, 0, 4), [2 / 3, 2 / 3, 1 / 3, 0]);
    // 127 × [2, 1, 0, 0].
    expectClose(row(vectors, 1, 4), [2 / Math.sqrt(5), 1 / Math.sqrt(5), 0, 0]);
    // 甲 and 乙 are unknown, and so are their bigrams.
    expectClose(row(vectors, 2, 4), unit([1, 1, 0, 0]));
  });

  it('gives exactly the same vector in any company: padding adds zeros', async () => {
    const embedder = await openEmbedder(readConfig().EMBEDDING_MODEL, segmenter);
    const texts = [
      '企业诉求',
      '企业诉求一般问题五个工作日办结，疑难问题十个工作日回复',
      '营商环境'.repeat(50),
    ];
    const together = await embedder.embed(texts, 'passage');
    for (const [index, text] of texts.entries()) {
      expect(row(together, index, 256)).toEqual([...(await embedder.embed([text], 'passage'))]);
    }
  });

  it('has a name, the 256 dimensions of the index, and a hash of its files', async () => {
    const embedder = await openEmbedder(readConfig().EMBEDDING_MODEL, segmenter);
    expect(embedder.dimensions).toBe(256);
    expect(embedder.name).toMatch(/^zhengda-static/);
    expect(embedder.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes its hash with any file that is loaded, and with no other', async () => {
    const folder = newFolder();
    writeTinyStatic(folder);
    const { hash } = await openEmbedder(folder, segmenter);
    expect(hash).toBe((await openEmbedder(tinyStatic, segmenter)).hash);
    writeFileSync(join(folder, 'README.md'), '模型卡');
    expect((await openEmbedder(folder, segmenter)).hash).toBe(hash);
    writeFileSync(join(folder, 'config.json'), '{"model_type":"custom","hidden_size":4,"remark":1}');
    expect((await openEmbedder(folder, segmenter)).hash).not.toBe(hash);
  });

  it('opens and embeds without the network', async () => {
    const fetch = vi.fn(() => {
      throw new Error('no network');
    });
    vi.stubGlobal('fetch', fetch);
    const folder = newFolder();
    writeTinyStatic(folder);
    const embedder = await openEmbedder(folder, segmenter);
    await embedder.embed(['企业诉求'], 'query');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('cuts off what lies beyond maxTokens', async () => {
    const folder = newFolder();
    writeTinyStatic(folder);
    const file = join(folder, 'embedding.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"maxTokens": \d+/, '"maxTokens": 1'));
    const embedder = await openEmbedder(folder, segmenter);
    expectClose([...(await embedder.embed(['企业诉求'], 'query'))], [1, 0, 0, 0]);
  });
});

describe('transformer', () => {
  const idsOf = (text: string): number[] => [2, ...[...text].map((one) => TINY_VOCABULARY.indexOf(one)), 3];
  const mean = (states: readonly number[][]): number[] =>
    Array.from(
      { length: TINY_DIMENSIONS },
      (_, column) => states.reduce((sum, state) => sum + (state[column] ?? 0), 0) / states.length,
    );

  it('takes the mean of the token vectors where nothing is said, padding left out', async () => {
    const embedder = await openEmbedder(tinyTransformer, segmenter);
    expect(embedder.dimensions).toBe(TINY_DIMENSIONS);
    const vectors = await embedder.embed(['企业税', '公'], 'passage');
    expectClose(row(vectors, 0, 4), unit(mean(tinyHiddenStates(idsOf('企业税')))), 5);
    expectClose(row(vectors, 1, 4), unit(mean(tinyHiddenStates(idsOf('公')))), 5);
  });

  it('puts the prefix before questions only, and takes the first vector, as bge asks', async () => {
    const folder = newFolder();
    writeTinyTransformer(folder, { name: 'tiny-bge', pooling: 'cls', queryPrefix: '查问：' });
    const embedder = await openEmbedder(folder, segmenter);
    expect(embedder.name).toBe('tiny-bge');
    const question = [...(await embedder.embed(['企业税'], 'query'))];
    const passage = [...(await embedder.embed(['企业税'], 'passage'))];
    // ： is not in the vocabulary: [UNK], id 1.
    expectClose(question, unit(tinyHiddenStates([2, 4, 5, 1, 6, 7, 8, 3])[0] ?? []), 5);
    expectClose(passage, unit(tinyHiddenStates(idsOf('企业税'))[0] ?? []), 5);
  });

  it('follows the pooling of sentence-transformers', async () => {
    const folder = newFolder();
    writeTinyTransformer(folder);
    mkdirSync(join(folder, '1_Pooling'));
    writeFileSync(
      join(folder, '1_Pooling/config.json'),
      JSON.stringify({ word_embedding_dimension: 4, pooling_mode_cls_token: true }),
    );
    const embedder = await openEmbedder(folder, segmenter);
    expectClose(
      [...(await embedder.embed(['企业税'], 'query'))],
      unit(tinyHiddenStates(idsOf('企业税'))[0] ?? []),
      5,
    );
  });

  it('keeps the end mark where a text is cut off', async () => {
    const folder = newFolder();
    writeTinyTransformer(folder, { maxTokens: 4 });
    const embedder = await openEmbedder(folder, segmenter);
    expectClose(
      [...(await embedder.embed(['企业税公章'], 'query'))],
      unit(mean(tinyHiddenStates(idsOf('企业')))),
      5,
    );
  });
});

describe('damaged or incomplete folder', () => {
  const cases: readonly [string, (folder: string) => void, RegExp][] = [
    ['no folder', (folder) => rmSync(folder, { recursive: true }), /没有这个向量模型文件夹/],
    ['no tokenizer', (folder) => rmSync(join(folder, 'tokenizer.json')), /缺少 tokenizer\.json/],
    ['no config', (folder) => rmSync(join(folder, 'config.json')), /缺少 config\.json/],
    [
      'no weights',
      (folder) => rmSync(join(folder, 'onnx/model_quantized.onnx')),
      /缺少 onnx\/model_quantized\.onnx/,
    ],
    ['weights cut short', (folder) => truncateSync(join(folder, 'onnx/model_quantized.onnx'), 100), /装不进/],
    ['weights empty', (folder) => truncateSync(join(folder, 'onnx/model_quantized.onnx'), 0), /装不进/],
    ['tokenizer no JSON', (folder) => writeFileSync(join(folder, 'tokenizer.json'), '{'), /装不进/],
    ['config no JSON', (folder) => writeFileSync(join(folder, 'config.json'), ''), /config\.json 读不懂/],
    [
      'unknown setting',
      (folder) => writeFileSync(join(folder, 'embedding.json'), '{"poolling":"cls"}'),
      /embedding\.json 读不懂/,
    ],
    [
      'dimensions that the model does not give',
      (folder) => {
        const file = join(folder, 'embedding.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"dimensions": 4', '"dimensions": 5'));
      },
      /输出不合要求.*应为 float32 \[1,5\]/,
    ],
    [
      'a vocabulary longer than the table',
      (folder) => {
        const file = join(folder, 'tokenizer.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"企业":2', '"企业":2,"多余":6'));
      },
      /装不进/,
    ],
    [
      'no dimensions anywhere',
      (folder) => {
        writeFileSync(join(folder, 'config.json'), '{"model_type":"custom"}');
        rmSync(join(folder, 'embedding.json'));
      },
      /没有写明维数/,
    ],
  ];

  it.each(cases)('%s: model_invalid, with what to do next', async (_title, damage, message) => {
    const folder = newFolder();
    writeTinyStatic(folder);
    damage(folder);
    const error = await failure(openEmbedder(folder, segmenter));
    expect(error.code).toBe('model_invalid');
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/请/);
  });
});
