import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeOnnx, type OnnxGraph } from './onnx.ts';

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

/** The residual layer behind the sum, x + outer · relu(inner · x + bias); matrices row by row as torch keeps them. */
export interface Tower {
  readonly width: number;
  /** [width, dimensions] */
  readonly inner: Float32Array;
  /** [width] */
  readonly bias: Float32Array;
  /** [dimensions, width] */
  readonly outer: Float32Array;
}

/** Cuts the numbers of train.py's tower.f32 (inner, bias, outer one after the other). */
export function readTower(numbers: Float32Array, dimensions: number): Tower {
  const width = numbers.length / (2 * dimensions + 1);
  if (!Number.isInteger(width))
    throw new Error(`${numbers.length} numbers are no tower of ${dimensions} dimensions`);
  const inner = width * dimensions;
  return {
    width,
    inner: numbers.subarray(0, inner),
    bias: numbers.subarray(inner, inner + width),
    outer: numbers.subarray(inner + width),
  };
}

function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      turned[column * rows + row] = matrix[row * columns + column] ?? 0;
    }
  }
  return turned;
}

/** Nodes and weights from the unit vector of `sum` to `sentence_embedding`. */
function towerGraph(tower: Tower, dimensions: number): Pick<OnnxGraph, 'nodes' | 'initializers'> {
  const { width } = tower;
  return {
    initializers: [
      {
        name: 'inner',
        type: 'float',
        dims: [dimensions, width],
        data: transpose(tower.inner, width, dimensions),
      },
      { name: 'bias', type: 'float', dims: [width], data: tower.bias },
      {
        name: 'outer',
        type: 'float',
        dims: [width, dimensions],
        data: transpose(tower.outer, dimensions, width),
      },
    ],
    nodes: [
      { operator: 'LpNormalization', inputs: ['pooled'], outputs: ['unit'], attributes: { axis: -1, p: 2 } },
      { operator: 'MatMul', inputs: ['unit', 'inner'], outputs: ['product'] },
      { operator: 'Add', inputs: ['product', 'bias'], outputs: ['biased'] },
      { operator: 'Relu', inputs: ['biased'], outputs: ['units'] },
      { operator: 'MatMul', inputs: ['units', 'outer'], outputs: ['correction'] },
      { operator: 'Add', inputs: ['unit', 'correction'], outputs: ['sentence_embedding'] },
    ],
  };
}

/**
 * Writes the folder that `src/embedding/model.ts` opens, and returns the size of its ONNX file in bytes.
 * `words` begin with [PAD] and [UNK]; `vectors` hold a row for each word, of zeros for these two.
 */
export function writeStaticModel(
  target: string,
  model: {
    name: string;
    words: readonly string[];
    vectors: Float32Array;
    dimensions: number;
    tower?: Tower | undefined;
  },
): number {
  const { name, words, vectors, dimensions, tower } = model;
  if (vectors.length !== words.length * dimensions) {
    throw new Error(`${words.length} words, but ${vectors.length} numbers: ${dimensions} for each expected`);
  }
  const { table, scales } = quantise(vectors, dimensions);
  const behind = tower === undefined ? { nodes: [], initializers: [] } : towerGraph(tower, dimensions);
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
      ...behind.initializers,
    ],
    nodes: [
      { operator: 'Gather', inputs: ['table', 'input_ids'], outputs: ['rows'] },
      { operator: 'Cast', inputs: ['rows'], outputs: ['numbers'], attributes: { to: 1 } },
      { operator: 'Gather', inputs: ['scales', 'input_ids'], outputs: ['weights'] },
      { operator: 'Unsqueeze', inputs: ['weights', 'axis'], outputs: ['weightRow'] },
      { operator: 'MatMul', inputs: ['weightRow', 'numbers'], outputs: ['sum'] },
      {
        operator: 'Squeeze',
        inputs: ['sum', 'axis'],
        outputs: [tower === undefined ? 'sentence_embedding' : 'pooled'],
      },
      ...behind.nodes,
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
