import { joinPostings, type Renumbering } from './join-postings.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import type { PassageStore } from './passage-store.ts';
import type { Postings } from './postings.ts';
import type { Segment } from './segment.ts';
import type { QuantisedVectors } from './vectors.ts';

/** A segment in memory, with the numbers that its passages and documents have in the snapshot. */
export type LoadedSegment = Readonly<{
  store: PassageStore;
  vectors: QuantisedVectors;
  graph: NeighbourGraph | null;
  /** By number in the segment; −1 where withdrawn. */
  passageNumbers: Renumbering;
  documentNumbers: Renumbering;
  /** By number in the snapshot less `firstPassage`: the number in the segment. */
  locals: Uint32Array;
  firstPassage: number;
}>;

/** All that a snapshot is searched with. Nothing on disk is needed any more once it is loaded. */
export type Snapshot = Readonly<{
  segments: readonly LoadedSegment[];
  postings: Postings;
  /** By number of the document. */
  documentIds: readonly string[];
  /** Passages of document `d`: `[firstPassages[d], firstPassages[d + 1])`. */
  firstPassages: Uint32Array;
  /** By number of the passage. */
  documentOf: Uint32Array;
}>;

/** New numbers for what a segment still holds, from `firstPassage` and `firstDocument` on. */
export function renumber(
  segment: Segment,
  firstPassage: number,
  firstDocument: number,
): { passages: Renumbering; documents: Renumbering; nextPassage: number; nextDocument: number } {
  const withdrawn = new Set(segment.entry.withdrawn);
  const passages = new Int32Array(segment.entry.passages);
  const documents = new Int32Array(segment.entry.documents);
  let local = 0;
  let nextPassage = firstPassage;
  let nextDocument = firstDocument;
  for (const [number, document] of segment.summary.documents.entries()) {
    const gone = withdrawn.has(number);
    documents[number] = gone ? -1 : nextDocument++;
    for (let count = 0; count < document.passages; count += 1) {
      passages[local] = gone ? -1 : nextPassage++;
      local += 1;
    }
  }
  return { passages, documents, nextPassage, nextDocument };
}

/** Reads segments into memory, in order, leaving out what is withdrawn. Throws `index_damaged`. */
export function loadSnapshot(segments: readonly Segment[]): Snapshot {
  const loaded: LoadedSegment[] = [];
  const parts: { postings: Postings; passages: Renumbering; documents: Renumbering }[] = [];
  const documentIds: string[] = [];
  const firstPassages: number[] = [];
  let firstPassage = 0;
  for (const segment of segments) {
    const numbers = renumber(segment, firstPassage, documentIds.length);
    let next = firstPassage;
    for (const [number, document] of segment.summary.documents.entries()) {
      if ((numbers.documents[number] ?? -1) < 0) continue;
      documentIds.push(document.id);
      firstPassages.push(next);
      next += document.passages;
    }
    const locals = new Uint32Array(numbers.nextPassage - firstPassage);
    numbers.passages.forEach((number, local) => {
      if (number >= 0) locals[number - firstPassage] = local;
    });
    parts.push({ postings: segment.postings(), passages: numbers.passages, documents: numbers.documents });
    loaded.push({
      store: segment.passages(),
      vectors: segment.vectors(),
      graph: segment.graph(),
      passageNumbers: numbers.passages,
      documentNumbers: numbers.documents,
      locals,
      firstPassage,
    });
    firstPassage = numbers.nextPassage;
  }
  firstPassages.push(firstPassage);
  const documentOf = new Uint32Array(firstPassage);
  for (let document = 0; document < documentIds.length; document += 1) {
    documentOf.fill(document, firstPassages[document], firstPassages[document + 1]);
  }
  const [only] = parts;
  const whole = parts.length === 1 && segments[0]?.entry.withdrawn.length === 0;
  return {
    segments: loaded,
    postings: whole && only !== undefined ? only.postings : joinPostings(parts),
    documentIds,
    firstPassages: Uint32Array.from(firstPassages),
    documentOf,
  };
}
