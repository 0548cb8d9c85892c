import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeOnnx } from '../../scripts/train-embedding/onnx.ts';
import { writeStaticModel } from '../../scripts/train-embedding/static-model.ts';

const folders: string[] = [];

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhengda-model-'));
  folders.push(folder);
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Rows small enough to add up by hand; each has a largest number that makes int8 exact (127 steps of 1). */
export const STATIC_WORDS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  企业: [127, 0, 0, 0],
  诉求: [0, 127, 0, 0],
  办结: [0, 0, 127, 0],
  时限: [127, 127, 0, 0],
};

export function writeTinyStatic(folder: string): void {
  writeStaticModel(folder, {
    name: 'tiny-static',
    words: ['[PAD]', '[UNK]', ...Object.keys(STATIC_WORDS)],
    vectors: Float32Array.from([...new Array<number>(8).fill(0), ...Object.values(STATIC_WORDS).flat()]),
    dimensions: 4,
  });
}

export const TINY_DIMENSIONS = 4;
export const TINY_VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '查', '问', '企', '业', '税', '公', '章'];

/** The embedding of token `id` in dimension `column`: any numbers that differ will do. */
export const tinyWeight = (id: number, column: number): number =>
  Math.fround(Math.sin(1 + id * 7 + column * 3));

/**
 * A BERT folder with one layer: one head of self-attention whose queries, keys and values are the token's embedding
 * itself, and a residual connection. hidden = x + softmax(x xᵀ + mask) x.
 */
export function writeTinyTransformer(folder: string, settings?: Readonly<Record<string, unknown>>): void {
  const special = (content: string) => ({
    id: TINY_VOCABULARY.indexOf(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const json = (file: string, value: unknown) => writeFileSync(join(folder, file), JSON.stringify(value));
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  json('config.json', { model_type: 'bert', hidden_size: TINY_DIMENSIONS });
  json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    unk_token: '[UNK]',
    pad_token: '[PAD]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
    model_max_length: 512,
  });
  json('tokenizer.json', {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map(special),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(TINY_VOCABULARY.map((token, id) => [token, id])),
    },
  });
  if (settings !== undefined) json('embedding.json', settings);

  const table = Float32Array.from({ length: TINY_VOCABULARY.length * TINY_DIMENSIONS }, (_, at) =>
    tinyWeight(Math.floor(at / TINY_DIMENSIONS), at % TINY_DIMENSIONS),
  );
  const constant = (name: string, value: number) =>
    ({ name, type: 'float', dims: [1], data: Float32Array.of(value) }) as const;
  const onnx = encodeOnnx({
    name: 'tiny-bert',
    inputs: ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => ({
      name,
      type: 'int64',
      dims: ['batch', 'length'],
    })),
    outputs: [{ name: 'last_hidden_state', type: 'float', dims: ['batch', 'length', TINY_DIMENSIONS] }],
    initializers: [
      { name: 'table', type: 'float', dims: [TINY_VOCABULARY.length, TINY_DIMENSIONS], data: table },
      { name: 'types', type: 'float', dims: [1, TINY_DIMENSIONS], data: new Float32Array(TINY_DIMENSIONS) },
      { name: 'axis', type: 'int64', dims: [1], data: BigInt64Array.of(1n) },
      constant('one', 1),
      constant('far', -1e9),
    ],
    nodes: [
      { operator: 'Gather', inputs: ['table', 'input_ids'], outputs: ['words'] },
      { operator: 'Gather', inputs: ['types', 'token_type_ids'], outputs: ['typed'] },
      { operator: 'Add', inputs: ['words', 'typed'], outputs: ['x'] },
      { operator: 'Transpose', inputs: ['x'], outputs: ['xT'], attributes: { perm: [0, 2, 1] } },
      { operator: 'MatMul', inputs: ['x', 'xT'], outputs: ['scores'] },
      { operator: 'Cast', inputs: ['attention_mask'], outputs: ['mask'], attributes: { to: 1 } },
      { operator: 'Sub', inputs: ['one', 'mask'], outputs: ['padded'] },
      { operator: 'Mul', inputs: ['padded', 'far'], outputs: ['penalty'] },
      { operator: 'Unsqueeze', inputs: ['penalty', 'axis'], outputs: ['penaltyRow'] },
      { operator: 'Add', inputs: ['scores', 'penaltyRow'], outputs: ['masked'] },
      { operator: 'Softmax', inputs: ['masked'], outputs: ['attention'], attributes: { axis: -1 } },
      { operator: 'MatMul', inputs: ['attention', 'x'], outputs: ['mixed'] },
      { operator: 'Add', inputs: ['x', 'mixed'], outputs: ['last_hidden_state'] },
    ],
  });
  writeFileSync(join(folder, 'onnx/model.onnx'), onnx);
}

/** The same layer, written once more in plain loops: rows of hidden states for the ids of one text. */
export function tinyHiddenStates(ids: readonly number[]): number[][] {
  const x = ids.map((id) => Array.from({ length: TINY_DIMENSIONS }, (_, column) => tinyWeight(id, column)));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, number, at) => sum + number * (b[at] ?? 0), 0);
  return x.map((row) => {
    const powers = x.map((other) => Math.exp(dot(row, other)));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return row.map(
      (number, column) =>
        number + x.reduce((sum, other, at) => sum + ((powers[at] ?? 0) / total) * (other[column] ?? 0), 0),
    );
  });
}
