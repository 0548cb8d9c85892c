import { relative, resolve, sep } from 'node:path';
import { pMapIterable } from 'p-map';
import type { Config } from '../config.ts';
import { openEmbedder } from '../embedding/model.ts';
import { AppError } from '../errors.ts';
import { Segmenter } from '../text/segment.ts';
import type { ParsedDocument } from './catalogue.ts';
import { collectFiles, isInFolders } from './collect-files.ts';
import { type FileReport, fileReport } from './file-report.ts';
import { sha256 } from './files.ts';
import { fileOnDisk, INSIDE, type IncomingFile, type RefusedPath, unpackFiles } from './incoming-files.ts';
import {
  type AddedFile,
  IndexWriter,
  type IndexWriterOptions,
  type PublishProgress,
} from './index-writer.ts';
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

/** Files to be taken in: what each, or each within it, is known by, and what a report calls it. */
type Given = Readonly<{
  files: readonly IncomingFile[];
  keyOf: (path: string) => string;
  nameOf: (path: string) => string;
}>;

/** Names in the catalogue that are no paths (uploads, say) have a colon before any slash. */
const isPathKey = (key: string): boolean => !/^[^/]*:/.test(key);

/** A file is known by its way from the index folder, so that both can be moved together. */
export const fileKey = (indexFolder: string, path: string): string =>
  relative(resolve(indexFolder), path).split(sep).join('/');

/** The archive on the disk that a path within one lies in; any other path itself. */
const onDisk = (path: string): string => path.split(INSIDE)[0] ?? path;

/** From the working directory, as a person wrote it; what is inside an archive is left as the archive says. */
function shownPath(path: string): string {
  const disk = onDisk(path);
  return (relative(process.cwd(), disk) || disk) + path.slice(disk.length);
}

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
  keyOf: Given['keyOf'],
  sink: FileSink,
): Promise<Looked | Failed> {
  if ('state' in incoming) return incoming;
  const { path, fileName } = incoming;
  try {
    const bytes = await incoming.read();
    const file = { key: keyOf(path), fileName, sha256: sha256(bytes) };
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

type Report = (path: string, state: FileReport['state'], rest?: Partial<FileReport>) => void;

/** Tells of each file as soon as its fate is known, and keeps what was told. */
function reporter(
  nameOf: Given['nameOf'],
  onFile: (report: FileReport) => void = () => {},
): { reports: FileReport[]; report: Report; refuse: (failed: Failed) => void } {
  const reports: FileReport[] = [];
  const report: Report = (path, state, rest = {}) => {
    const full = fileReport(nameOf(path), state, rest);
    reports.push(full);
    onFile(full);
  };
  const refuse = ({ path, state, error }: Failed): void =>
    report(path, state, { reason: { code: error.code, message: error.message } });
  return { reports, report, refuse };
}

/** Brings files, and those in archives, to the sink, in the order given. Which keys were found, and what was not read. */
async function takeIn(
  sink: FileSink,
  { files, keyOf }: Given,
  { report, refuse }: Pick<ReturnType<typeof reporter>, 'report' | 'refuse'>,
  { concurrency = 1, onProgress = () => {} }: IngestOptions,
): Promise<{ found: ReadonlySet<string>; unread: ReadonlySet<string> }> {
  let total = files.length;
  let done = 0;
  const found = new Set<string>();
  const unread = new Set<string>();

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
    for await (const incoming of unpackFiles(files)) {
      if (incoming.path.includes(INSIDE)) total += 1;
      yield incoming;
    }
  };
  const reading = pMapIterable(counted(), (incoming) => look(incoming, keyOf, sink), {
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
  return { found, unread };
}

/** Brings files, and the files in folders and archives, to the sink, in the order in which they are found. */
async function takePaths(
  sink: FileSink,
  indexFolder: string,
  paths: readonly string[],
  options: IngestOptions,
): Promise<FileReport[]> {
  const collected = collectFiles(paths);
  const given: Given = {
    files: collected.files.map(fileOnDisk),
    keyOf: (path) => fileKey(indexFolder, path),
    nameOf: shownPath,
  };
  const told = reporter(given.nameOf, options.onFile);
  for (const { path, error } of collected.failures) told.refuse({ path, state: 'failed', error });
  for (const { path, error } of collected.skipped) told.refuse({ path, state: 'skipped', error });
  const { found, unread } = await takeIn(sink, given, told, options);
  if (options.prune) {
    const missed = new Set([...collected.failures.map(({ path }) => path), ...unread]);
    for (const key of sink.keys()) {
      const path = resolve(indexFolder, key);
      if (found.has(key) || !isPathKey(key) || !isInFolders(path, collected.folders)) continue;
      if (missed.has(onDisk(path))) continue;
      sink.withdrawFile(key);
      told.report(path, 'withdrawn');
    }
  }
  return told.reports;
}

/**
 * Brings files that are known by a name and not by a path, uploads say, to the sink. `keyOf` says what a file, or a file within
 * an archive (`a.zip!/b.docx`), is known by: with a colon before any slash, so that it is never taken for a path.
 */
export async function takeNamed(
  sink: FileSink,
  files: readonly IncomingFile[],
  keyOf: (name: string) => string,
  options: Omit<IngestOptions, 'prune'> = {},
): Promise<FileReport[]> {
  const given: Given = { files, keyOf, nameOf: (name) => name };
  const told = reporter(given.nameOf, options.onFile);
  await takeIn(sink, given, told, options);
  return told.reports;
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
  const files = await takePaths(writer, indexFolder, paths, options);
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

export type WriteOptions = Pick<BuildOptions, 'rebuild' | 'pool'> &
  Readonly<{
    /** Called where another writer is at work; it is tried again when this resolves. Without it, `index_busy` is thrown. */
    onBusy?: (error: AppError) => Promise<void>;
  }>;

/** Opens dictionary, model and index as the settings say, for an action that parses in `concurrency` processes. */
export function withWriter<T>(
  config: Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>,
  { rebuild = false, pool: poolOptions = {}, onBusy }: WriteOptions,
  action: (writer: IndexWriter, concurrency: number) => Promise<T>,
): Promise<T> {
  return withPool(poolOptions, async (pool) => {
    const segmenter = Segmenter.open(config.ZHENGDA_DICTIONARY);
    const embedder = await openEmbedder(config.EMBEDDING_MODEL, segmenter);
    const options: IndexWriterOptions = {
      segmenter,
      embedder,
      parse: (bytes, fileName) => pool.parse(bytes, fileName),
      concurrency: pool.workers,
      rebuild,
    };
    const open = async (): Promise<IndexWriter> => {
      for (;;) {
        try {
          return IndexWriter.open(config.ZHENGDA_INDEX, options);
        } catch (error) {
          if (onBusy === undefined || !(error instanceof AppError) || error.code !== 'index_busy')
            throw error;
          await onBusy(error);
        }
      }
    };
    const writer = await open();
    try {
      return await action(writer, pool.workers);
    } finally {
      writer.close();
    }
  });
}

/** Opens dictionary, model and index as the settings say, and ingests, parsing on all cores. */
export function buildIndex(
  config: Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>,
  paths: readonly string[],
  { rebuild = false, pool = {}, ...options }: BuildOptions = {},
): Promise<IngestReport> {
  return withWriter(config, { rebuild, pool }, (writer, concurrency) =>
    ingest(writer, config.ZHENGDA_INDEX, paths, { ...options, concurrency }),
  );
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
      return await takePaths(trial, folder, paths, { ...options, concurrency: pool.workers });
    } finally {
      trial.close();
    }
  });
}
