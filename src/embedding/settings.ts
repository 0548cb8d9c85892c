import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';

export const SETTINGS_FILE = 'embedding.json';

/** What each dtype of transformers.js puts between `onnx/model` and `.onnx`. */
export const DTYPE_SUFFIX = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
} as const;

/**
 * How a model folder wants its texts, `embedding.json` in it. All of it may be left out for a plain transformer
 * folder: the defaults then come from its own files.
 */
export const EmbeddingSettings = z.strictObject({
  name: z.string().min(1),
  /** `words`: cut by our segmenter, each word looked up whole; `text`: as it stands, cut by the model's tokenizer. */
  input: z.enum(['words', 'text']),
  /** From token vectors to one: their mean, the first, or `none` where the model gives one vector itself. */
  pooling: z.enum(['none', 'mean', 'cls']),
  queryPrefix: z.string(),
  passagePrefix: z.string(),
  dimensions: z.number().int().positive(),
  /** What lies beyond is cut off. */
  maxTokens: z.number().int().positive(),
  dtype: z.enum(['fp32', 'fp16', 'q8', 'int8', 'uint8']),
});
export type EmbeddingSettings = Readonly<z.infer<typeof EmbeddingSettings>>;

const TransformerConfig = z.looseObject({ hidden_size: z.number().int().positive().optional() });

/** `1_Pooling/config.json` of sentence-transformers. */
const SentenceTransformersPooling = z.looseObject({
  pooling_mode_cls_token: z.boolean().optional(),
  pooling_mode_mean_tokens: z.boolean().optional(),
});

const DEFAULT_MAX_TOKENS = 512;

/** The longest message of a JSON or zod error that is worth a line. */
const reason = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);

function parse<Value>(folder: string, file: string, schema: z.ZodType<Value>): Value {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch (cause) {
    throw new AppError(
      'model_invalid',
      `向量模型的 ${file} 读不懂：${join(folder, file)}。应为合乎模型卡所述格式的 JSON；请换回完整的模型文件夹（git checkout models）`,
      { cause, details: [{ file, problem: reason(cause) }] },
    );
  }
}

/** The settings of the folder that holds `files` (paths relative to it). Throws `model_invalid`. */
export function readSettings(folder: string, files: ReadonlySet<string>): EmbeddingSettings {
  const given = files.has(SETTINGS_FILE) ? parse(folder, SETTINGS_FILE, EmbeddingSettings.partial()) : {};
  const { hidden_size: hiddenSize } = parse(folder, 'config.json', TransformerConfig);
  const pooling = files.has('1_Pooling/config.json')
    ? parse(folder, '1_Pooling/config.json', SentenceTransformersPooling)
    : {};
  const dimensions = given.dimensions ?? hiddenSize;
  if (dimensions === undefined) {
    throw new AppError(
      'model_invalid',
      `向量模型没有写明维数：${folder}。请在 ${SETTINGS_FILE} 写 dimensions，或在 config.json 写 hidden_size`,
    );
  }
  return {
    name: given.name ?? basename(folder),
    input: given.input ?? 'text',
    pooling: given.pooling ?? (pooling.pooling_mode_cls_token === true ? 'cls' : 'mean'),
    queryPrefix: given.queryPrefix ?? '',
    passagePrefix: given.passagePrefix ?? '',
    dimensions,
    maxTokens: given.maxTokens ?? DEFAULT_MAX_TOKENS,
    dtype: given.dtype ?? (files.has('onnx/model.onnx') ? 'fp32' : 'q8'),
  };
}
