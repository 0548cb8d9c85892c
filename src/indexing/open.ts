import { LRUCache } from 'lru-cache';
import { AppError } from '../errors.ts';
import { today } from '../text/day.ts';
import type { Segmenter } from '../text/segment.ts';
import { cataloguePath } from './catalogue.ts';
import { SqliteCatalogueReader } from './catalogue-reader.ts';
import { DenseSearch, segmentOf } from './dense-search.ts';
import { documentTest, isUnfiltered } from './filters.ts';
import { LexicalSearch } from './lexical-search.ts';
import { type Manifest, readManifest, requireBuiltWith, versionName } from './manifest.ts';
import type {
  DocumentFilters,
  DocumentRecord,
  DocumentSelection,
  IndexedPassage,
  IndexStatistics,
  OpenIndex,
  ScoredPassage,
  SearchIndex,
  WeightedTerm,
} from './schema.ts';
import { indexDamaged } from './section-file.ts';
import { Segment } from './segment.ts';
import { loadSnapshot, type Snapshot } from './snapshot.ts';

/** What an index must have been built with to be opened: the process's segmenter and the model's identity. */
export type OpenedWith = Readonly<{
  segmenter: Segmenter;
  embedder: Readonly<{ hash: string; dimensions: number }>;
  /** The day on which documents hold or not; by the machine's clock unless given. */
  today?: () => string;
}>;

/** Statuses of documents that nobody should be answered from unless nothing else answers. */
const OUT_OF_FORCE: ReadonlySet<string> = new Set(['repealed', 'expired', 'not_yet_in_force']);

/** A writer may replace segments while they are being read; then the new manifest is read instead. */
const OPEN_ATTEMPTS = 5;

/**
 * Opens the published state of the index in `folder`, and gives the segmenter the words that its texts name.
 * Throws `index_missing`, `index_incompatible` or `index_damaged`, each saying what to do.
 */
export function openIndex(
  folder: string,
  { segmenter, embedder, today: clock = today }: OpenedWith,
): OpenIndex {
  let manifest = requireManifest(folder);
  requireBuiltWith(manifest, { dictionary: segmenter.hash, model: embedder });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return open(folder, manifest, segmenter, clock);
    } catch (error) {
      const current = requireManifest(folder);
      if (current.generation === manifest.generation || attempt === OPEN_ATTEMPTS) throw error;
      manifest = current;
    }
  }
}

function requireManifest(folder: string): Manifest {
  const manifest = readManifest(folder);
  if (manifest === null) {
    throw new AppError(
      'index_missing',
      `索引文件夹里还没有索引：${folder}。请先运行 npm run ingest -- 文件或文件夹`,
    );
  }
  return manifest;
}

function open(folder: string, manifest: Manifest, segmenter: Segmenter, clock: () => string): OpenIndex {
  const snapshot = loadSnapshot(manifest.segments.map((entry) => new Segment(folder, entry)));
  const catalogue = SqliteCatalogueReader.open(folder, manifest.generation, manifest.catalogue, clock);
  try {
    for (const [number, id] of snapshot.documentIds.entries()) {
      const passages = (snapshot.firstPassages[number + 1] ?? 0) - (snapshot.firstPassages[number] ?? 0);
      if (!catalogue.isCurrent(id) || catalogue.document(id)?.passages !== passages)
        throw indexDamaged(cataloguePath(folder), `分段里的文件 ${id} 与目录库不符`);
    }
    segmenter.addWords(catalogue.terms());
    const search = new EmbeddedSearchIndex(snapshot, catalogue, versionName(manifest), clock);
    return { search, catalogue, close: () => catalogue.close() };
  } catch (error) {
    catalogue.close();
    throw error;
  }
}

/** {@link SearchIndex} over a snapshot in memory. */
class EmbeddedSearchIndex implements SearchIndex {
  readonly statistics: IndexStatistics;
  readonly #snapshot: Snapshot;
  readonly #catalogue: SqliteCatalogueReader;
  readonly #lexical: LexicalSearch;
  readonly #dense: DenseSearch;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #today: () => string;
  /** By day. */
  readonly #effective = new LRUCache<string, { selection: DocumentSelection | null }>({ max: 16 });

  constructor(snapshot: Snapshot, catalogue: SqliteCatalogueReader, version: string, clock: () => string) {
    this.#today = clock;
    this.#snapshot = snapshot;
    this.#catalogue = catalogue;
    this.#lexical = new LexicalSearch(snapshot);
    this.#dense = new DenseSearch(snapshot);
    this.#numbers = new Map(snapshot.documentIds.map((id, number) => [id, number]));
    this.statistics = {
      version,
      documents: snapshot.documentIds.length,
      passages: snapshot.documentOf.length,
    };
  }

  passageFrequency(term: string): number {
    return this.#lexical.passageFrequency(term);
  }

  vocabulary(): Iterable<string> {
    return this.#lexical.vocabulary();
  }

  inverseFrequency(term: string): number {
    return this.#lexical.inverseFrequency(term);
  }

  select(filters: DocumentFilters): DocumentSelection | null {
    if (isUnfiltered(filters)) return null;
    const test = documentTest(filters);
    return Uint8Array.from(this.#snapshot.documentIds, (id) => {
      const keys = this.#catalogue.filterKeys(id);
      if (keys === undefined) return 0;
      return test(keys, () => this.#catalogue.standing(id, filters.asOf).status) ? 1 : 0;
    });
  }

  effective(day: string = this.#today()): DocumentSelection | null {
    const known = this.#effective.get(day);
    if (known !== undefined) return known.selection;
    const all = Uint8Array.from(this.#snapshot.documentIds, (id) =>
      OUT_OF_FORCE.has(this.#catalogue.standing(id, day).status) ? 0 : 1,
    );
    const selection = all.includes(0) ? all : null;
    this.#effective.set(day, { selection });
    return selection;
  }

  documentHolds(document: number, term: string): boolean {
    return this.#lexical.documentHolds(document, term);
  }

  lexical(
    terms: readonly WeightedTerm[],
    k: number,
    selection: DocumentSelection | null = null,
  ): ScoredPassage[] {
    return this.#lexical.search(terms, k, selection);
  }

  dense(vector: Float32Array, k: number, selection: DocumentSelection | null = null): ScoredPassage[] {
    return this.#dense.search(vector, k, selection);
  }

  similarities(vector: Float32Array, passages: readonly number[]): Float32Array {
    return this.#dense.similarities(vector, passages);
  }

  places(terms: readonly string[], passages: readonly number[]): Uint8Array {
    return this.#lexical.places(terms, passages);
  }

  unitsOf(passages: readonly number[]): number[] {
    const groups = new Map<string, number>();
    return passages.map((passage) => {
      const segment = segmentOf(this.#snapshot, passage);
      const local = segment.locals[passage - segment.firstPassage] ?? 0;
      const key = `${segment.firstPassage} ${segment.store.unitNumber(local)}`;
      const known = groups.get(key) ?? groups.size;
      groups.set(key, known);
      return known;
    });
  }

  documentsOf(passages: readonly number[]): number[] {
    return passages.map((passage) => this.#snapshot.documentOf[passage] ?? 0);
  }

  passages(numbers: readonly number[]): IndexedPassage[] {
    return numbers.map((passage) => {
      const segment = segmentOf(this.#snapshot, passage);
      const stored = segment.store.at(segment.locals[passage - segment.firstPassage] ?? 0);
      const document = this.#snapshot.documentOf[passage] ?? 0;
      return { ...stored, passage, document, documentId: this.#snapshot.documentIds[document] ?? '' };
    });
  }

  documentNumberOf(documentId: string): number | undefined {
    return this.#numbers.get(documentId);
  }

  documentAt(document: number): DocumentRecord {
    const id = this.#snapshot.documentIds[document];
    const record = id === undefined ? undefined : this.#catalogue.document(id);
    if (record === undefined) throw new Error(`document ${document} is not in this snapshot`);
    return record;
  }

  passagesOf(document: number): readonly number[] {
    const first = this.#snapshot.firstPassages[document] ?? 0;
    const end = this.#snapshot.firstPassages[document + 1] ?? first;
    return Array.from({ length: end - first }, (_, index) => first + index);
  }
}
