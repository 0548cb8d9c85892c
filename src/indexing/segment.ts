import { join } from 'node:path';
import { z } from 'zod';
import { checkFile, type FileSummary, readChecked } from './files.ts';
import { NeighbourGraph } from './neighbour-graph.ts';
import { PassageStore } from './passage-store.ts';
import { type Postings, readPostings } from './postings.ts';
import { indexDamaged, SectionReader } from './section-file.ts';
import { type QuantisedVectors, readVectors } from './vectors.ts';

export const SEGMENT_FILES = {
  summary: 'segment.json',
  postings: 'postings.bin',
  passages: 'passages.bin',
  vectors: 'vectors.bin',
  /** Small segments: the vectors as they were given, for the merge to come. */
  rows: 'rows.bin',
  /** Others: the graph, which holds the vectors too. */
  graph: 'graph.hnsw',
} as const;

const Summary = z.object({ sizeBytes: z.number().int(), sha256: z.string() });

/** `segment.json`: what the segment holds and the checksums of its files. */
export const SegmentSummary = z.strictObject({
  dimensions: z.number().int().positive(),
  passages: z.number().int().nonnegative(),
  /** In order; their passages follow one another in the same order. */
  documents: z.array(z.strictObject({ id: z.string(), passages: z.number().int().nonnegative() })),
  files: z.record(z.string(), Summary),
});
export type SegmentSummary = Readonly<z.infer<typeof SegmentSummary>>;

/** A segment as the manifest names it. */
export const SegmentEntry = z.strictObject({
  id: z.string().regex(/^[0-9a-z-]+$/),
  documents: z.number().int().nonnegative(),
  passages: z.number().int().nonnegative(),
  /** Numbers, within the segment, of documents that are gone from it. */
  withdrawn: z.array(z.number().int().nonnegative()),
  summary: Summary,
});
export type SegmentEntry = Readonly<z.infer<typeof SegmentEntry>>;

export const segmentFolder = (indexFolder: string, id: string): string => join(indexFolder, 'segments', id);

/** An immutable part of the index on disk. Every read checks size and checksum, and throws `index_damaged`. */
export class Segment {
  readonly entry: SegmentEntry;
  readonly summary: SegmentSummary;
  readonly #folder: string;

  constructor(indexFolder: string, entry: SegmentEntry) {
    this.entry = entry;
    this.#folder = segmentFolder(indexFolder, entry.id);
    const path = join(this.#folder, SEGMENT_FILES.summary);
    const bytes = readChecked(path, entry.summary);
    const parsed = SegmentSummary.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (!parsed.success) throw indexDamaged(path, '字段不符');
    this.summary = parsed.data;
  }

  postings(): Postings {
    return readPostings(this.#sections(SEGMENT_FILES.postings));
  }

  passages(): PassageStore {
    return new PassageStore(this.#sections(SEGMENT_FILES.passages));
  }

  vectors(): QuantisedVectors {
    return readVectors(this.#sections(SEGMENT_FILES.vectors));
  }

  /** Null for a small segment, which is scanned instead. */
  graph(): NeighbourGraph | null {
    const summary = this.summary.files[SEGMENT_FILES.graph];
    if (summary === undefined) return null;
    const path = join(this.#folder, SEGMENT_FILES.graph);
    checkFile(path, summary);
    return NeighbourGraph.read(path, this.summary.dimensions);
  }

  /** The vectors as they were given: row of a passage, zeros where it has none. For merging. */
  rowReader(): (passage: number) => ArrayLike<number> {
    const { dimensions } = this.summary;
    const graph = this.graph();
    if (graph === null) {
      const rows = this.#sections(SEGMENT_FILES.rows).f32('rows');
      return (passage) => rows.subarray(passage * dimensions, (passage + 1) * dimensions);
    }
    const { scales } = this.vectors();
    const none = new Float32Array(dimensions);
    return (passage) => (scales[passage] === 0 ? none : graph.vector(passage));
  }

  #sections(name: string): SectionReader {
    const path = join(this.#folder, name);
    return new SectionReader(readChecked(path, this.#file(name, path)), path);
  }

  #file(name: string, path: string): FileSummary {
    const summary = this.summary.files[name];
    if (summary === undefined) throw indexDamaged(path, 'segment.json 里没有这个文件');
    return summary;
  }
}

/** The documents of a segment that are not withdrawn, in its order. */
export function liveIds(segment: Segment): string[] {
  const withdrawn = new Set(segment.entry.withdrawn);
  return segment.summary.documents.filter((_, number) => !withdrawn.has(number)).map(({ id }) => id);
}

/** How many passages those have. */
export function livePassages(segment: Segment): number {
  const withdrawn = new Set(segment.entry.withdrawn);
  return segment.summary.documents.reduce(
    (sum, document, number) => sum + (withdrawn.has(number) ? 0 : document.passages),
    0,
  );
}
