import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx } from './onnx.ts';

const special = (content: string, id: number) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Symmetric int8 with one scale for each row: value = table × scale. The largest number of a row becomes ±127. */
export function quantise(
  vectors: Float32Array,
  dimensions: number,
): { table: Int8Array; scales: Float32Array } {
  const table = new Int8Array(vectors.length);
  const scales = new Float32Array(vectors.length / dimensions);
  for (let row = 0; row < scales.length; row += 1) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const largest = vector.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
    if (largest === 0) continue;
    const scale = largest / 127;
    scales[row] = scale;
    for (const [column, number] of vector.entries()) {
      table[row * dimensions + column] = Math.round(number / scale);
    }
  }
  return { table, scales };
}

/**
 * Writes the folder that `src/embedding/model.ts` opens, and returns the size of its ONNX file in bytes.
 * `words` begin with [PAD] and [UNK]; `vectors` hold a row for each word, of zeros for these two.
 */
export function writeStaticModel(
  target: string,
  model: { name: string; words: readonly string[]; vectors: Float32Array; dimensions: number },
): number {
  const { name, words, vectors, dimensions } = model;
  if (vectors.length !== words.length * dimensions) {
    throw new Error(`${words.length} words, but ${vectors.length} numbers: ${dimensions} for each expected`);
  }
  const { table, scales } = quantise(vectors, dimensions);
  // The scaling and the sum over the words are one product, scales [1, length] × table rows [length, 256]: half the
  // memory traffic of multiplying first and summing then. [PAD] and [UNK] are rows of zeros, so no mask is needed.
  const onnx = encodeOnnx({
    name: 'static-embedding',
    inputs: [{ name: 'input_ids', type: 'int64', dims: ['batch', 'length'] }],
    outputs: [{ name: 'sentence_embedding', type: 'float', dims: ['batch', dimensions] }],
    initializers: [
      { name: 'table', type: 'int8', dims: [words.length, dimensions], data: table },
      { name: 'scales', type: 'float', dims: [words.length], data: scales },
      { name: 'axis', type: 'int64', dims: [1], data: BigInt64Array.of(1n) },
    ],
    nodes: [
      { operator: 'Gather', inputs: ['table', 'input_ids'], outputs: ['rows'] },
      { operator: 'Cast', inputs: ['rows'], outputs: ['numbers'], attributes: { to: 1 } },
      { operator: 'Gather', inputs: ['scales', 'input_ids'], outputs: ['weights'] },
      { operator: 'Unsqueeze', inputs: ['weights', 'axis'], outputs: ['weightRow'] },
      { operator: 'MatMul', inputs: ['weightRow', 'numbers'], outputs: ['sum'] },
      { operator: 'Squeeze', inputs: ['sum', 'axis'], outputs: ['sentence_embedding'] },
    ],
  });

  mkdirSync(join(target, 'onnx'), { recursive: true });
  writeFileSync(join(target, 'onnx/model_quantized.onnx'), onnx);
  writeFileSync(
    join(target, 'tokenizer.json'),
    JSON.stringify({
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: [special('[PAD]', 0), special('[UNK]', 1)],
      normalizer: null,
      pre_tokenizer: { type: 'WhitespaceSplit' },
      post_processor: null,
      decoder: null,
      // Words are looked up whole. transformers.js has no class of this name and takes its plain look-up for it.
      model: {
        type: 'WordLevel',
        vocab: Object.fromEntries(words.map((word, id) => [word, id])),
        unk_token: '[UNK]',
      },
    }),
  );
  writeFileSync(
    join(target, 'tokenizer_config.json'),
    json({
      tokenizer_class: 'PreTrainedTokenizer',
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      clean_up_tokenization_spaces: false,
    }),
  );
  // The type `custom` stands for a plain encoder of our own.
  writeFileSync(
    join(target, 'config.json'),
    json({ model_type: 'custom', hidden_size: dimensions, vocab_size: words.length }),
  );
  writeFileSync(
    join(target, 'embedding.json'),
    json({ name, input: 'words', pooling: 'none', dimensions, dtype: 'q8', maxTokens: 4096 }),
  );
  return onnx.length;
}
