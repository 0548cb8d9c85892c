import { AutoModel, AutoTokenizer, env, LogLevel, type PreTrainedModel, Tensor } from '@xenova/transformers';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Segmenter } from '../text/segment.ts';
import { batchByLength } from './batches.ts';
import { type ModelFolder, openModelFolder } from './model-folder.ts';
import type { Embedder, EmbeddingRole } from './schema.ts';
import { TextEncoder, type TokenEncoder, WordEncoder } from './tokens.ts';
import { normaliseLength, poolMean } from './vectors.ts';

// Nothing is ever fetched, nor copied into a cache. Failures are thrown, so the library need not print them too.
env.allowRemoteModels = false;
env.allowLocalModels = true;
env.useFSCache = false;
env.useBrowserCache = false;
env.logLevel = LogLevel.NONE;

/**
 * Tokens in a batch, padding counted. A static model's rows of one batch (1024 × 256 × 4 bytes = 1 MB) then stay in
 * the cache of a core.
 */
const MAX_CELLS = { words: 1024, text: 4096 } as const;

const Outputs = z.record(z.string(), z.unknown());
/** Names under which exported models give one vector a text, or one a token, in order of preference. */
const OUTPUT_NAMES = {
  none: ['sentence_embedding', 'pooler_output'],
  mean: ['last_hidden_state', 'token_embeddings'],
  cls: ['last_hidden_state', 'token_embeddings'],
} as const;

class TransformersEmbedder implements Embedder {
  readonly name: string;
  readonly hash: string;
  readonly dimensions: number;
  private readonly folder: ModelFolder;
  private readonly model: PreTrainedModel;
  private readonly tokens: TokenEncoder;
  private readonly padding: bigint;

  constructor(folder: ModelFolder, model: PreTrainedModel, tokens: TokenEncoder, padding: number) {
    this.name = folder.settings.name;
    this.hash = folder.hash;
    this.dimensions = folder.settings.dimensions;
    this.folder = folder;
    this.model = model;
    this.tokens = tokens;
    this.padding = BigInt(padding);
  }

  async embed(texts: readonly string[], role: EmbeddingRole): Promise<Float32Array> {
    const rows = texts.map((text) => this.tokens.encode(text, role));
    const vectors = new Float32Array(rows.length * this.dimensions);
    const lengths = rows.map((ids) => ids.length);
    for (const batch of batchByLength(lengths, MAX_CELLS[this.folder.settings.input])) {
      await this.embedTokens(
        batch.map((row) => rows[row] ?? []),
        batch.map((row) => vectors.subarray(row * this.dimensions, (row + 1) * this.dimensions)),
      );
    }
    return vectors;
  }

  /** Writes the vector of each row of ids, none of them empty, to the target of the same index. */
  async embedTokens(rows: readonly number[][], targets: readonly Float32Array[]): Promise<void> {
    const length = Math.max(...rows.map((ids) => ids.length));
    const dims = [rows.length, length];
    const ids = new BigInt64Array(rows.length * length).fill(this.padding);
    for (const [row, tokens] of rows.entries()) {
      for (const [at, id] of tokens.entries()) ids[row * length + at] = BigInt(id);
    }
    const inputs: Record<string, Tensor> = { input_ids: new Tensor('int64', ids, dims) };
    if (this.folder.settings.input === 'text') {
      const mask = new BigInt64Array(rows.length * length);
      for (const [row, tokens] of rows.entries()) mask.fill(1n, row * length, row * length + tokens.length);
      inputs.attention_mask = new Tensor('int64', mask, dims);
    }
    const outputs: unknown = await this.model(inputs);
    this.pool(Outputs.parse(outputs), rows, length, targets);
  }

  private pool(
    outputs: Record<string, unknown>,
    rows: readonly number[][],
    length: number,
    targets: readonly Float32Array[],
  ): void {
    const { dimensions } = this;
    const { pooling } = this.folder.settings;
    const expected = pooling === 'none' ? [rows.length, dimensions] : [rows.length, length, dimensions];
    const name = OUTPUT_NAMES[pooling].find((candidate) => candidate in outputs) ?? Object.keys(outputs)[0];
    const output = name === undefined ? undefined : outputs[name];
    const numbers = output instanceof Tensor ? output.data : undefined;
    if (
      !(output instanceof Tensor) ||
      !(numbers instanceof Float32Array) ||
      output.dims.join() !== expected.join()
    ) {
      const found = output instanceof Tensor ? `${output.type} [${output.dims}]` : '没有张量';
      throw new AppError(
        'model_invalid',
        `向量模型的输出不合要求：${this.folder.path} 给出 ${name ?? '空'}：${found}，应为 float32 [${expected}]。请检查 embedding.json 的 pooling 和 dimensions`,
      );
    }
    const width = numbers.length / rows.length;
    for (const [row, target] of targets.entries()) {
      const states = numbers.subarray(row * width, (row + 1) * width);
      if (pooling === 'mean') poolMean(states, rows[row]?.length ?? 0, target);
      else target.set(states.subarray(0, dimensions));
      normaliseLength(target);
    }
  }
}

/**
 * Opens the model in `folder`: `models/static`, or any other in the same layout (see the card there). Vectors depend
 * on the text alone; of a transformer, padding beside longer texts may change the last digits.
 * Throws `model_invalid` where a file is missing or damaged, or the files do not fit each other.
 */
export async function openEmbedder(folder: string, segmenter: Segmenter): Promise<Embedder> {
  const opened = await openModelFolder(folder);
  const { path, settings } = opened;
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(path, { local_files_only: true });
    const model = await AutoModel.from_pretrained(path, {
      local_files_only: true,
      device: 'cpu',
      dtype: settings.dtype,
      // Looking up and adding rows is too little work to share: threads would cost more than they save.
      session_options: settings.input === 'words' ? { intraOpNumThreads: 1, interOpNumThreads: 1 } : {},
    });
    const tokens =
      settings.input === 'words'
        ? new WordEncoder(tokenizer, segmenter, settings)
        : new TextEncoder(tokenizer, settings);
    const embedder = new TransformersEmbedder(opened, model, tokens, tokenizer.pad_token_id ?? 0);
    // The vocabulary's last id must have its row in the model, and the output the shape that the settings say.
    const vocabulary: Map<string, number> = tokenizer.get_vocab();
    const last = Math.max(
      0,
      [...vocabulary.values()].reduce((most, id) => Math.max(most, id), 0),
    );
    await embedder.embedTokens([[last]], [new Float32Array(settings.dimensions)]);
    return embedder;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'model_invalid',
      `向量模型装不进：${path}。文件可能损坏或彼此不配套，应为 @xenova/transformers 能读的 ONNX 模型和 tokenizer.json；请换回完整的模型文件夹（git checkout models）`,
      { cause },
    );
  }
}
