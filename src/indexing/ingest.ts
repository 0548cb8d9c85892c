import { relative, resolve, sep } from 'node:path';
import { pMapIterable } from 'p-map';
import type { Config } from '../config.ts';
import { openEmbedder } from '../embedding/model.ts';
import type { AppError } from '../errors.ts';
import { Segmenter } from '../text/segment.ts';
import type { ParsedDocument } from './catalogue.ts';
import { collectFiles, isInFolders } from './collect-files.ts';
import { type FileReport, fileReport } from './file-report.ts';
import { sha256 } from './files.ts';
import { INSIDE, type IncomingFile, incomingFiles, type RefusedPath } from './incoming-files.ts';
import { type AddedFile, IndexWriter, type PublishProgress } from './index-writer.ts';
import { fileFailure } from './parse-document.ts';
import { ParsePool, type ParsePoolOptions } from './parse-pool.ts';
import type { IndexStatistics } from './schema.ts';
import { Trial } from './trial.ts';

/** Files stored in one transaction. A stopped ingest reads at most these again. */
const BATCH_FILES = 64;

/** `total` grows while archives are being opened. */
export type ReadProgress = Readonly<{ phase: 'read'; done: number; total: number }>;
export type IngestProgress = PublishProgress | ReadProgress;

export type IngestReport = Readonly<{ files: readonly FileReport[]; statistics: IndexStatistics }>;

export type IngestOptions = Readonly<{
  /** Withdraw documents whose files have gone from the folders given. */
  prune?: boolean;
  /** How many files are read and parsed at once. */
  concurrency?: number;
  onFile?: (report: FileReport) => void;
  onProgress?: (progress: IngestProgress) => void;
}>;

/** What takes the files in: an index's writer, or its {@link Trial}. */
export type FileSink = Pick<
  IndexWriter,
  'knows' | 'recognise' | 'parse' | 'store' | 'summary' | 'batch' | 'keys' | 'withdrawFile'
>;

/** Names in the catalogue that are no paths (uploads, say) have a colon before any slash. */
const isPathKey = (key: string): boolean => !/^[^/]*:/.test(key);

/** A file is known by its way from the index folder, so that both can be moved together. */
export const fileKey = (indexFolder: string, path: string): string =>
  relative(resolve(indexFolder), path).split(sep).join('/');

/** The archive on the disk that a path within one lies in; any other path itself. */
const onDisk = (path: string): string => path.split(INSIDE)[0] ?? path;

/** A file that has been looked at; `parsed` where the index did not know it. */
type Looked = Readonly<{
  file: AddedFile;
  path: string;
  incoming: IncomingFile;
  parsed: ParsedDocument | null;
}>;
type Failed = Readonly<{ path: string; state: 'failed' | 'skipped'; error: AppError }>;

/** Reads and parses one file. A failure of the file is a value; only a bug or a broken index is thrown. */
async function look(
  incoming: IncomingFile | RefusedPath,
  indexFolder: string,
  sink: FileSink,
): Promise<Looked | Failed> {
  if ('state' in incoming) return incoming;
  const { path, fileName } = incoming;
  try {
    const bytes = await incoming.read();
    const file = { key: fileKey(indexFolder, path), fileName, sha256: sha256(bytes) };
    const parsed = sink.knows(file) ? null : await sink.parse(bytes, fileName);
    return { file, path, incoming, parsed };
  } catch (cause) {
    return { path, state: 'failed', error: fileError(fileName, cause) };
  }
}

/** Codes that say something of the index or the installation, not of one file: they stop the ingest. */
const FATAL_CODES: ReadonlySet<string> = new Set([
  'index_missing',
  'index_incompatible',
  'index_damaged',
  'index_busy',
  'model_invalid',
  'configuration_invalid',
]);

function fileError(fileName: string, cause: unknown): AppError {
  const error = fileFailure(fileName, cause);
  if (FATAL_CODES.has(error.code)) throw error;
  return error;
}

/** Brings files, and the files in folders and archives, to the sink, in the order in which they are found. */
async function takeIn(
  sink: FileSink,
  indexFolder: string,
  paths: readonly string[],
  { prune = false, concurrency = 1, onFile = () => {}, onProgress = () => {} }: IngestOptions,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const report = (path: string, state: FileReport['state'], rest: Partial<FileReport> = {}): void => {
    const full = fileReport(relative(process.cwd(), path) || path, state, rest);
    reports.push(full);
    onFile(full);
  };
  const refuse = ({ path, state, error }: Failed): void =>
    report(path, state, { reason: { code: error.code, message: error.message } });
  const collected = collectFiles(paths);
  for (const { path, error } of collected.failures) refuse({ path, state: 'failed', error });
  for (const { path, error } of collected.skipped) refuse({ path, state: 'skipped', error });

  let total = collected.files.length;
  let done = 0;
  const found = new Set<string>();
  const unread = new Set(collected.failures.map(({ path }) => path));

  /** Stores what has been looked at, in transactions; what turns out to be unknown after all is parsed then. */
  const flush = async (looked: readonly (Looked | Failed)[]): Promise<void> => {
    const items = [...looked];
    let next = 0;
    while (next < items.length) {
      sink.batch(() => {
        for (; next < items.length; next += 1) {
          const item = items[next];
          if (item === undefined) continue;
          if ('error' in item) {
            unread.add(onDisk(item.path));
            refuse(item);
            continue;
          }
          const outcome =
            sink.recognise(item.file) ?? (item.parsed === null ? null : sink.store(item.file, item.parsed));
          // Another file of this batch held the text until it was replaced a moment ago.
          if (outcome === null) return;
          found.add(item.file.key);
          const { state, documentId, sameAs = null } = outcome;
          report(item.path, state, { ...sink.summary(documentId), documentId, sameAs });
        }
      });
      const item = items[next];
      if (item !== undefined && !('error' in item)) {
        try {
          items[next] = {
            ...item,
            parsed: await sink.parse(await item.incoming.read(), item.file.fileName),
          };
        } catch (cause) {
          items[next] = { path: item.path, state: 'failed', error: fileError(item.file.fileName, cause) };
        }
      }
    }
  };

  let looked: (Looked | Failed)[] = [];
  const counted = async function* () {
    for await (const incoming of incomingFiles(collected.files)) {
      if (incoming.path.includes(INSIDE)) total += 1;
      yield incoming;
    }
  };
  const reading = pMapIterable(counted(), (incoming) => look(incoming, indexFolder, sink), {
    concurrency,
    backpressure: 2 * concurrency,
  });
  for await (const item of reading) {
    looked.push(item);
    done += 1;
    if (looked.length === BATCH_FILES) {
      await flush(looked);
      looked = [];
    }
    onProgress({ phase: 'read', done, total: Math.max(done, total) });
  }
  await flush(looked);

  if (prune) {
    for (const key of sink.keys()) {
      const path = resolve(indexFolder, key);
      if (found.has(key) || !isPathKey(key) || !isInFolders(path, collected.folders)) continue;
      if (unread.has(onDisk(path))) continue;
      sink.withdrawFile(key);
      report(path, 'withdrawn');
    }
  }
  return reports;
}

/**
 * Brings files, and the files in folders and archives, into the index and publishes it. A file that cannot be read or
 * is no document is reported as failed, with the reason, and all others go in.
 */
export async function ingest(
  writer: IndexWriter,
  indexFolder: string,
  paths: readonly string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  const files = await takeIn(writer, indexFolder, paths, options);
  return { files, statistics: await writer.publish(options.onProgress) };
}

export type BuildOptions = IngestOptions & Readonly<{ rebuild?: boolean; pool?: ParsePoolOptions }>;

async function withPool<T>(options: ParsePoolOptions, action: (pool: ParsePool) => Promise<T>): Promise<T> {
  const pool = new ParsePool(options);
  try {
    return await action(pool);
  } finally {
    await pool.close();
  }
}

/** Opens dictionary, model and index as the settings say, and ingests, parsing on all cores. */
export function buildIndex(
  config: Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>,
  paths: readonly string[],
  { rebuild = false, pool: poolOptions = {}, ...options }: BuildOptions = {},
): Promise<IngestReport> {
  return withPool(poolOptions, async (pool) => {
    const segmenter = Segmenter.open(config.ZHENGDA_DICTIONARY);
    const embedder = await openEmbedder(config.EMBEDDING_MODEL, segmenter);
    const writer = IndexWriter.open(config.ZHENGDA_INDEX, {
      segmenter,
      embedder,
      parse: (bytes, fileName) => pool.parse(bytes, fileName),
      concurrency: pool.threads,
      rebuild,
    });
    try {
      return await ingest(writer, config.ZHENGDA_INDEX, paths, { ...options, concurrency: pool.threads });
    } finally {
      writer.close();
    }
  });
}

/** What {@link buildIndex} would make of each file. Reads only; nothing is written, not even an index folder. */
export function dryRun(
  { ZHENGDA_INDEX: folder }: Pick<Config, 'ZHENGDA_INDEX'>,
  paths: readonly string[],
  { pool: poolOptions = {}, ...options }: Omit<BuildOptions, 'rebuild'> = {},
): Promise<readonly FileReport[]> {
  return withPool(poolOptions, async (pool) => {
    const trial = new Trial(folder, (bytes, fileName) => pool.parse(bytes, fileName));
    try {
      return await takeIn(trial, folder, paths, { ...options, concurrency: pool.threads });
    } finally {
      trial.close();
    }
  });
}
