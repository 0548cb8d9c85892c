import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Passage } from '../clause/schema.ts';
import { type FileSummary, syncFile, syncFolder, writeFile } from './files.ts';
import { GraphBuilder } from './graph-builder.ts';
import { PassageStoreBuilder } from './passage-store.ts';
import { type Postings, postingsSections } from './postings.ts';
import { encodeSections, type Sections } from './section-file.ts';
import { SEGMENT_FILES, type SegmentEntry, type SegmentSummary, segmentFolder } from './segment.ts';
import { quantiseInto, vectorSections } from './vectors.ts';

/**
 * From this many passages on a segment gets a graph. Below it, comparing a question with every vector takes less
 * than 1 ms and is exact.
 */
export const GRAPH_MIN_PASSAGES = 2000;

/** Writes one segment: documents with their passages and vectors in order, then the postings made beside them. */
export class SegmentWriter {
  readonly #id: string;
  readonly #folder: string;
  readonly #dimensions: number;
  readonly #store = new PassageStoreBuilder();
  readonly #documents: { id: string; passages: number }[] = [];
  readonly #codes: Int8Array;
  readonly #scales: Float32Array;
  readonly #graph: GraphBuilder | null;
  readonly #rows: Float32Array;
  #passages = 0;

  /** `capacity`: the number of passages that will be added. The folder is made anew. */
  constructor(indexFolder: string, id: string, dimensions: number, capacity: number) {
    this.#id = id;
    this.#folder = segmentFolder(indexFolder, id);
    this.#dimensions = dimensions;
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    this.#codes = new Int8Array(capacity * dimensions);
    this.#scales = new Float32Array(capacity);
    const withGraph = capacity >= GRAPH_MIN_PASSAGES;
    this.#graph = withGraph ? new GraphBuilder(dimensions, capacity) : null;
    this.#rows = new Float32Array(withGraph ? 0 : capacity * dimensions);
  }

  /** Begins a document; the passages added next are its own. */
  addDocument(id: string): void {
    this.#documents.push({ id, passages: 0 });
  }

  /** Adds a passage of the last document, without its vector: see `addRows`. */
  addPassage(passage: Passage, text: string): void {
    const document = this.#documents.at(-1);
    if (document === undefined) throw new Error('a passage needs a document');
    document.passages += 1;
    this.#store.add(this.#documents.length - 1, passage, text);
  }

  /** The vectors of the next passages, row-major. Waits while the graph is too far behind. Takes the buffer. */
  async addRows(rows: Float32Array<ArrayBuffer>): Promise<void> {
    const first = this.#passages;
    this.#passages += rows.length / this.#dimensions;
    quantiseInto(rows, this.#dimensions, this.#codes, this.#scales, first);
    if (this.#graph === null) this.#rows.set(rows, first * this.#dimensions);
    else await this.#graph.add(rows, first);
  }

  /** Writes the files; they are on disk when it returns. */
  async finish(postings: Postings): Promise<SegmentEntry> {
    const files: Record<string, FileSummary> = {};
    const write = (name: string, sections: Sections) => {
      files[name] = writeFile(join(this.#folder, name), encodeSections(sections));
    };
    write(SEGMENT_FILES.postings, postingsSections(postings));
    write(SEGMENT_FILES.passages, this.#store.sections());
    write(
      SEGMENT_FILES.vectors,
      vectorSections({ dimensions: this.#dimensions, codes: this.#codes, scales: this.#scales }),
    );
    if (this.#graph === null) {
      write(SEGMENT_FILES.rows, { rows: this.#rows });
    } else {
      const path = join(this.#folder, SEGMENT_FILES.graph);
      await this.#graph.write(path);
      files[SEGMENT_FILES.graph] = syncFile(path);
    }
    const summary: SegmentSummary = {
      dimensions: this.#dimensions,
      passages: this.#passages,
      documents: this.#documents,
      files,
    };
    const entry = {
      id: this.#id,
      documents: this.#documents.length,
      passages: this.#passages,
      withdrawn: [],
      summary: writeFile(join(this.#folder, SEGMENT_FILES.summary), [Buffer.from(JSON.stringify(summary))]),
    };
    syncFolder(this.#folder);
    return entry;
  }

  /** Gives up: ends the worker and removes the folder. */
  async abandon(): Promise<void> {
    await this.#graph?.abandon();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
