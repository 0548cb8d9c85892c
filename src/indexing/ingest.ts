import { readFileSync, statSync } from 'node:fs';
import { basename, relative, resolve, sep } from 'node:path';
import type { Config } from '../config.ts';
import { MAXIMUM_FILE_BYTES } from '../document/read-text.ts';
import { openEmbedder } from '../embedding/model.ts';
import { AppError } from '../errors.ts';
import { Segmenter } from '../text/segment.ts';
import { collectFiles, isInFolders } from './collect-files.ts';
import { IndexWriter, type PublishProgress } from './index-writer.ts';
import { parseDocument } from './parse-document.ts';
import type { IndexStatistics } from './schema.ts';

/** Files read in one transaction. A stopped ingest reads at most these again. */
const BATCH_FILES = 64;

/** What became of one file. */
export type FileReport = Readonly<{
  /** As given, or found in a folder given. */
  file: string;
  state: 'added' | 'replaced' | 'unchanged' | 'duplicate' | 'withdrawn' | 'skipped' | 'failed';
  documentId: string | null;
  title: string | null;
  documentNumber: string | null;
  clauses: number | null;
  passages: number | null;
  /** For `duplicate`: the file that holds the same text. */
  sameAs: string | null;
  /** For `failed` and `skipped`: why. */
  reason: Readonly<{ code: string; message: string }> | null;
}>;

export type IngestProgress = PublishProgress | Readonly<{ phase: 'read'; done: number; total: number }>;

export type IngestReport = Readonly<{ files: readonly FileReport[]; statistics: IndexStatistics }>;

export type IngestOptions = Readonly<{
  /** Withdraw documents whose files have gone from the folders given. */
  prune?: boolean;
  onFile?: (report: FileReport) => void;
  onProgress?: (progress: IngestProgress) => void;
}>;

/** Names in the catalogue that are no paths (uploads, say) have a colon before any slash. */
const isPathKey = (key: string): boolean => !/^[^/]*:/.test(key);

/** A file is known by its way from the index folder, so that both can be moved together. */
export const fileKey = (indexFolder: string, path: string): string =>
  relative(resolve(indexFolder), path).split(sep).join('/');

/**
 * Brings files, and the files in folders, into the index and publishes it. A file that cannot be read or is no
 * document is reported as failed, with the reason, and all others go in.
 */
export async function ingest(
  writer: IndexWriter,
  indexFolder: string,
  paths: readonly string[],
  { prune = false, onFile = () => {}, onProgress = () => {} }: IngestOptions = {},
): Promise<IngestReport> {
  const reports: FileReport[] = [];
  const report = (file: string, state: FileReport['state'], rest: Partial<FileReport> = {}) => {
    const full: FileReport = {
      file: relative(process.cwd(), file) || file,
      state,
      documentId: null,
      title: null,
      documentNumber: null,
      clauses: null,
      passages: null,
      sameAs: null,
      reason: null,
      ...rest,
    };
    reports.push(full);
    onFile(full);
  };
  const collected = collectFiles(paths);
  for (const { path, error } of collected.failures)
    report(path, 'failed', { reason: { code: error.code, message: error.message } });
  for (const path of collected.skippedLinks) {
    const message = '链接指向文件夹之外，未跟随；需要时请直接写出这个文件';
    report(path, 'skipped', { reason: { code: 'unsupported_file', message } });
  }

  const total = collected.files.length;
  for (let first = 0; first < total; first += BATCH_FILES) {
    writer.batch(() => {
      for (const path of collected.files.slice(first, first + BATCH_FILES)) {
        try {
          const key = fileKey(indexFolder, path);
          const outcome = writer.add({ key, fileName: basename(path), bytes: readFile(path) });
          report(path, outcome.state, {
            ...writer.summary(outcome.documentId),
            documentId: outcome.documentId,
            sameAs: outcome.sameAs ?? null,
          });
        } catch (error) {
          report(path, 'failed', { reason: fileFailure(error) });
        }
      }
    });
    onProgress({ phase: 'read', done: Math.min(first + BATCH_FILES, total), total });
  }

  if (prune) {
    const found = new Set(collected.files.map((path) => fileKey(indexFolder, path)));
    for (const key of writer.keys()) {
      const path = resolve(indexFolder, key);
      if (found.has(key) || !isPathKey(key) || !isInFolders(path, collected.folders)) continue;
      if (collected.failures.some((failure) => failure.path === path)) continue;
      writer.withdrawFile(key);
      report(path, 'withdrawn');
    }
  }
  return { files: reports, statistics: await writer.publish(onProgress) };
}

/** Opens dictionary, model and index as the settings say, and ingests. */
export async function buildIndex(
  config: Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>,
  paths: readonly string[],
  options: IngestOptions & Readonly<{ rebuild?: boolean }> = {},
): Promise<IngestReport> {
  const segmenter = Segmenter.open(config.ZHENGDA_DICTIONARY);
  const embedder = await openEmbedder(config.EMBEDDING_MODEL, segmenter);
  const writer = IndexWriter.open(config.ZHENGDA_INDEX, {
    segmenter,
    embedder,
    parse: parseDocument,
    rebuild: options.rebuild ?? false,
  });
  try {
    return await ingest(writer, config.ZHENGDA_INDEX, paths, options);
  } finally {
    writer.close();
  }
}

function readFile(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    const regular = statSync(path).isFile();
    if (!regular) throw new Error('不是普通文件');
    // Larger ones are refused by the reader of texts; there is no need to fill the memory with them first.
    if (size > MAXIMUM_FILE_BYTES) {
      throw new AppError(
        'file_too_large',
        `文件“${basename(path)}”有 ${size} 字节，上限是 ${MAXIMUM_FILE_BYTES}。请拆分后重新入库`,
        { details: [{ path, sizeBytes: size, limit: MAXIMUM_FILE_BYTES }] },
      );
    }
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unreadable_file', `文件读不出来：${path}。请检查它是否存在、是否有读取权限`, {
      details: [{ path }],
      cause,
    });
  }
}

/** Codes that say something of one file; anything else stops the ingest. */
const FILE_CODES: ReadonlySet<string> = new Set([
  'unsupported_file',
  'unreadable_file',
  'empty_file',
  'file_too_large',
  'internal',
]);

function fileFailure(error: unknown): { code: string; message: string } {
  if (error instanceof AppError && FILE_CODES.has(error.code))
    return { code: error.code, message: error.message };
  throw error;
}
