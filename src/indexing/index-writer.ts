import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pMapIterable } from 'p-map';
import type { Embedder } from '../embedding/schema.ts';
import { AppError } from '../errors.ts';
import type { Segmenter } from '../text/segment.ts';
import { buildSegment, groupForSegments, type PendingDocument } from './build-segment.ts';
import { Catalogue, type DocumentSummary, type ParsedDocument } from './catalogue.ts';
import { namedTerms, unknownTerms } from './corpus-terms.ts';
import { sha256 } from './files.ts';
import {
  FORMAT_VERSION,
  type Manifest,
  manifestPath,
  publishManifest,
  readManifest,
  requireBuiltWith,
  versionName,
} from './manifest.ts';
import { planMerges } from './merge-policy.ts';
import { mergeSegments } from './merge-segments.ts';
import { fileFailure } from './parse-document.ts';
import type { IndexStatistics } from './schema.ts';
import { liveIds, livePassages, Segment, type SegmentEntry } from './segment.ts';
import { WriterLock } from './writer-lock.ts';

/** With more new words than this (a first, large ingest), the older documents are not searched for them. */
const MAX_TERMS_SOUGHT = 200;

/** Reads a file's bytes: throws an AppError that says why where they are no document. */
export type DocumentParser = (bytes: Uint8Array, fileName: string) => Promise<ParsedDocument>;

/** A file to be added. `key` is what the same file is known by when it comes again; the hash is of its bytes. */
export type AddedFile = Readonly<{ key: string; fileName: string; sha256: string }>;

export type AddOutcome = Readonly<{
  /** `duplicate`: another live file holds the same text; it is kept once. `replaced`: of what the file held before. */
  state: 'added' | 'replaced' | 'unchanged' | 'duplicate';
  documentId: string;
  /** The file that holds the text already, for `duplicate`. */
  sameAs?: string;
}>;

export type PublishProgress = Readonly<{
  phase: 'index' | 'merge';
  /** Passages done and to be done in this phase. */
  done: number;
  total: number;
}>;

export type IndexWriterOptions = Readonly<{
  segmenter: Segmenter;
  embedder: Embedder;
  parse: DocumentParser;
  /** How many files `parse` is given at once; 1 unless said. */
  concurrency?: number;
  /** Make everything anew from the files kept in the catalogue, whatever the index was built with. */
  rebuild?: boolean;
}>;

/**
 * The one writer of an index folder. `add` and `withdraw…` go to the catalogue at once, and are seen by readers from
 * the next `publish` on. A process that stops before that leaves the published state as it was, and the next writer
 * publishes what the catalogue has.
 */
export class IndexWriter {
  readonly #folder: string;
  readonly #lock: WriterLock;
  readonly #catalogue: Catalogue;
  readonly #options: IndexWriterOptions;
  #manifest: Manifest | null;
  #rebuild: boolean;
  #generation: number;

  private constructor(
    folder: string,
    lock: WriterLock,
    catalogue: Catalogue,
    manifest: Manifest | null,
    options: IndexWriterOptions,
  ) {
    this.#folder = folder;
    this.#lock = lock;
    this.#catalogue = catalogue;
    this.#options = options;
    this.#manifest = manifest;
    this.#rebuild = options.rebuild ?? false;
    // What an unfinished writer left in the catalogue already carries the next generation.
    this.#generation =
      manifest === null ? Math.max(1, catalogue.lastGeneration + 1) : manifest.generation + 1;
  }

  /**
   * Makes the folder where there is none. Throws `index_busy` where another writer is at work, `index_incompatible`
   * or `index_damaged` where only a rebuild helps (unless this is one).
   */
  static open(folder: string, options: IndexWriterOptions): IndexWriter {
    mkdirSync(folder, { recursive: true });
    const lock = WriterLock.take(folder);
    let catalogue: Catalogue | undefined;
    try {
      const manifest = options.rebuild ? manifestIfWhole(folder) : readManifest(folder);
      if (manifest !== null && !options.rebuild) {
        requireBuiltWith(manifest, {
          dictionary: options.segmenter.hash,
          model: options.embedder,
        });
      }
      catalogue = Catalogue.open(folder);
      if (manifest !== null && !options.rebuild && manifest.catalogue !== catalogue.identity) {
        throw new AppError(
          'index_damaged',
          `目录库与 manifest.json 不是同一个索引：${folder}。请删去这个索引文件夹后重新入库`,
        );
      }
      return new IndexWriter(folder, lock, catalogue, manifest, options);
    } catch (error) {
      catalogue?.close();
      lock.release();
      throw error;
    }
  }

  /** Whether {@link recognise} would know the file. */
  knows({ key, sha256 }: AddedFile): boolean {
    return (
      this.#catalogue.source(key)?.sha256 === sha256 || this.#catalogue.liveDocument({ sha256 }) !== undefined
    );
  }

  /** What becomes of a file that the index has, under this key or another; undefined where it must be read. */
  recognise(file: AddedFile): AddOutcome | undefined {
    const before = this.#catalogue.source(file.key);
    if (before?.sha256 === file.sha256) return { state: 'unchanged', documentId: before.documentId };
    const known = this.#catalogue.liveDocument({ sha256: file.sha256 });
    return known === undefined ? undefined : this.#addSource(file, known.documentId, known.key);
  }

  /** What the parser makes of a file. Throws an AppError that says why where it is no document. */
  async parse(bytes: Uint8Array, fileName: string): Promise<ParsedDocument> {
    try {
      return await this.#options.parse(bytes, fileName);
    } catch (cause) {
      throw fileFailure(fileName, cause);
    }
  }

  /** Stores what was read from a file that {@link recognise} did not know. */
  store(file: AddedFile, parsed: ParsedDocument): AddOutcome {
    const before = this.#catalogue.source(file.key);
    const sameText = this.#catalogue.liveDocument({ textSha256: sha256(parsed.source.text) });
    // The file itself may have held the text before, in another encoding.
    if (sameText !== undefined && sameText.documentId !== before?.documentId)
      return this.#addSource(file, sameText.documentId, sameText.key);
    return this.#catalogue.transaction(() => {
      this.#put(parsed);
      return this.#addSource(file, parsed.source.id, undefined);
    });
  }

  #put(parsed: ParsedDocument): void {
    this.#catalogue.putDocument(parsed);
    const terms = unknownTerms(namedTerms(parsed.source.text), this.#options.segmenter);
    this.#catalogue.addTerms(terms, this.#generation);
  }

  #addSource(file: AddedFile, documentId: string, sameAs: string | undefined): AddOutcome {
    return this.#catalogue.transaction(() => {
      const replaced = this.#catalogue.withdrawSource(file.key, this.#generation);
      this.#catalogue.addSource({ ...file, documentId }, this.#generation);
      if (sameAs !== undefined) return { state: 'duplicate', documentId, sameAs };
      return { state: replaced ? 'replaced' : 'added', documentId };
    });
  }

  /** {@link recognise}, else reads and stores: one file by itself. Throws what {@link parse} throws; then nothing has changed. */
  async add({
    key,
    fileName,
    bytes,
  }: Readonly<{ key: string; fileName: string; bytes: Uint8Array }>): Promise<AddOutcome> {
    const file = { key, fileName, sha256: sha256(bytes) };
    return this.recognise(file) ?? this.store(file, await this.parse(bytes, fileName));
  }

  /** What a report says of a document. */
  summary(id: string): DocumentSummary {
    return this.#catalogue.summary(id);
  }

  /** Several calls of the above in one transaction, which is much faster. */
  batch<T>(action: () => T): T {
    return this.#catalogue.transaction(action);
  }

  /** The keys of all files that the index holds, in the order in which they came. */
  keys(): string[] {
    return this.#catalogue.sources().map((source) => source.key);
  }

  /** The keys of the files that hold the document now, in the order in which they came; empty where none does. */
  keysOf(documentId: string): string[] {
    return this.#catalogue
      .sources()
      .filter((source) => source.documentId === documentId)
      .map((source) => source.key);
  }

  /** The file is gone. True where the index had it. */
  withdrawFile(key: string): boolean {
    return this.#catalogue.withdrawSource(key, this.#generation);
  }

  /** The document is gone, under whatever names it came. True where the index had it. */
  withdrawDocument(id: string): boolean {
    return this.#catalogue.withdrawDocument(id, this.#generation);
  }

  /**
   * Indexes what is new, leaves out what is withdrawn, merges small segments and puts the result in place of the
   * published state. Where nothing has changed, nothing is written.
   */
  async publish(onProgress: (progress: PublishProgress) => void = () => {}): Promise<IndexStatistics> {
    if (this.#rebuild) await this.#parseAgain();
    const live = this.#catalogue.liveDocuments();
    const segments = (this.#rebuild ? [] : (this.#manifest?.segments ?? [])).map(
      (entry) => new Segment(this.#folder, entry),
    );
    this.#options.segmenter.addWords(this.#catalogue.terms());
    const kept = this.#keep(live, segments);
    const indexed = new Set(kept.flatMap((segment) => liveIds(segment)));
    const pending = live.filter((document) => !indexed.has(document.id));
    const unchanged =
      pending.length === 0 &&
      this.#manifest !== null &&
      !this.#rebuild &&
      kept.length === segments.length &&
      kept.every((segment, index) => segment.entry === segments[index]?.entry);
    if (!unchanged && (live.length > 0 || this.#manifest !== null)) {
      const entries = await this.#build(pending, onProgress);
      const all = [...kept, ...entries.map((entry) => new Segment(this.#folder, entry))];
      this.#publish(await this.#merge(all, onProgress));
    }
    return this.#statistics();
  }

  close(): void {
    this.#catalogue.close();
    this.#lock.release();
  }

  /** Reads every file of the catalogue anew, as the parser may have learnt something. All of it is written, or nothing. */
  async #parseAgain(): Promise<void> {
    await this.#catalogue.transactionAcross(async () => {
      this.#catalogue.clearTerms();
      const parsed = pMapIterable(
        this.#catalogue.originals(),
        ({ original, fileName }) => this.parse(original, fileName),
        { concurrency: this.#options.concurrency ?? 1 },
      );
      for await (const document of parsed) this.#put(document);
    });
  }

  /**
   * The segments with what they have lost: documents that are no longer alive, and documents that hold a word which
   * has become known only now, as they were cut without it and must be cut again.
   */
  #keep(live: readonly PendingDocument[], segments: readonly Segment[]): Segment[] {
    const alive = new Set(live.map((document) => document.id));
    const terms = segments.length === 0 ? [] : this.#catalogue.terms(this.#generation);
    const sought = terms.length > MAX_TERMS_SOUGHT ? [] : terms;
    return segments.flatMap((segment) => {
      const withdrawn = new Set(segment.entry.withdrawn);
      for (const [number, { id }] of segment.summary.documents.entries()) {
        if (!alive.has(id)) withdrawn.add(number);
      }
      const store = sought.length === 0 ? null : segment.passages();
      for (const term of sought) {
        for (const number of store?.documentsHolding(term) ?? []) withdrawn.add(number);
      }
      if (withdrawn.size === segment.entry.documents) return [];
      if (withdrawn.size === segment.entry.withdrawn.length) return [segment];
      const entry: SegmentEntry = { ...segment.entry, withdrawn: [...withdrawn].sort((a, b) => a - b) };
      return [new Segment(this.#folder, entry)];
    });
  }

  async #build(
    pending: readonly PendingDocument[],
    onProgress: (progress: PublishProgress) => void,
  ): Promise<SegmentEntry[]> {
    const total = pending.reduce((sum, document) => sum + document.passages, 0);
    const entries: SegmentEntry[] = [];
    let done = 0;
    for (const [number, documents] of groupForSegments(pending).entries()) {
      entries.push(
        await buildSegment({
          indexFolder: this.#folder,
          id: `${this.#generation}-${number}`,
          catalogue: this.#catalogue,
          documents,
          segmenter: this.#options.segmenter,
          embedder: this.#options.embedder,
          onProgress: (passages) => {
            done += passages;
            onProgress({ phase: 'index', done, total });
          },
        }),
      );
    }
    return entries;
  }

  async #merge(
    segments: readonly Segment[],
    onProgress: (progress: PublishProgress) => void,
  ): Promise<SegmentEntry[]> {
    const sizes = segments.map((segment) => ({
      passages: segment.entry.passages,
      live: livePassages(segment),
    }));
    const runs = planMerges(sizes);
    const total = runs.reduce(
      (sum, run) => sum + sizes.slice(run.first, run.end).reduce((part, size) => part + size.live, 0),
      0,
    );
    const entries: SegmentEntry[] = [];
    let next = 0;
    let done = 0;
    for (const [number, { first, end }] of runs.entries()) {
      entries.push(...segments.slice(next, first).map((segment) => segment.entry));
      const run = segments.slice(first, end);
      entries.push(await mergeSegments(this.#folder, `${this.#generation}-m${number}`, run));
      done += sizes.slice(first, end).reduce((sum, size) => sum + size.live, 0);
      onProgress({ phase: 'merge', done, total });
      next = end;
    }
    return [...entries, ...segments.slice(next).map((segment) => segment.entry)];
  }

  #publish(segments: readonly SegmentEntry[]): void {
    const { segmenter, embedder } = this.#options;
    this.#catalogue.checkpoint();
    const manifest: Manifest = {
      format: FORMAT_VERSION,
      generation: this.#generation,
      catalogue: this.#catalogue.identity,
      dictionary: segmenter.hash,
      model: { hash: embedder.hash, dimensions: embedder.dimensions },
      segments: [...segments],
    };
    publishManifest(this.#folder, manifest);
    this.#manifest = manifest;
    this.#generation += 1;
    this.#rebuild = false;
    this.#removeUnnamed(new Set(segments.map((segment) => segment.id)));
  }

  /** Readers hold their segments in memory, so the files of older ones can go. */
  #removeUnnamed(named: ReadonlySet<string>): void {
    const folder = join(this.#folder, 'segments');
    if (!existsSync(folder)) return;
    for (const id of readdirSync(folder)) {
      if (!named.has(id)) rmSync(join(folder, id), { recursive: true, force: true });
    }
  }

  #statistics(): IndexStatistics {
    const manifest = this.#manifest;
    if (manifest === null) return { version: '', documents: 0, passages: 0 };
    const live = this.#catalogue.liveDocuments();
    return {
      version: versionName(manifest),
      documents: live.length,
      passages: live.reduce((sum, document) => sum + document.passages, 0),
    };
  }
}

/** For a rebuild, a manifest that cannot be read is as good as none. */
function manifestIfWhole(folder: string): Manifest | null {
  try {
    return readManifest(folder);
  } catch (error) {
    if (error instanceof AppError) {
      rmSync(manifestPath(folder), { force: true });
      return null;
    }
    throw error;
  }
}
