import { joinPostings } from './join-postings.ts';
import type { NeighbourGraph } from './neighbour-graph.ts';
import type { PassageStore } from './passage-store.ts';
import type { Postings } from './postings.ts';
import { type Renumbering, renumber } from './renumber.ts';
import type { Segment } from './segment.ts';
import type { QuantisedVectors } from './vectors.ts';

/** A segment in memory, and where its numbers stand in the snapshot's. */
export type LoadedSegment = Readonly<{
  /** Without what is withdrawn: passage `p` of it is passage `firstPassage + p` of the snapshot. */
  postings: Postings;
  store: PassageStore;
  vectors: QuantisedVectors;
  graph: NeighbourGraph | null;
  /** Numbers in the snapshot by number on disk; −1 where withdrawn. For `store`, `vectors` and `graph`. */
  passageNumbers: Renumbering;
  /** Numbers on disk by number in the snapshot less `firstPassage`. */
  locals: Uint32Array;
  firstPassage: number;
  firstDocument: number;
  /** Live documents. */
  documents: number;
}>;

/** All that a snapshot is searched with. Nothing on disk is needed any more once it is loaded. */
export type Snapshot = Readonly<{
  segments: readonly LoadedSegment[];
  /** By number of the document. */
  documentIds: readonly string[];
  /** Passages of document `d`: `[firstPassages[d], firstPassages[d + 1])`. */
  firstPassages: Uint32Array;
  /** By number of the passage. */
  documentOf: Uint32Array;
}>;

/** Reads segments into memory, in order, leaving out what is withdrawn. Throws `index_damaged`. */
export function loadSnapshot(segments: readonly Segment[]): Snapshot {
  const loaded: LoadedSegment[] = [];
  const documentIds: string[] = [];
  const firstPassages: number[] = [];
  let firstPassage = 0;
  for (const segment of segments) {
    const firstDocument = documentIds.length;
    const numbers = renumber(segment, firstPassage, firstDocument);
    let next = firstPassage;
    for (const [number, document] of segment.summary.documents.entries()) {
      if ((numbers.documents[number] ?? -1) < 0) continue;
      documentIds.push(document.id);
      firstPassages.push(next);
      next += document.passages;
    }
    const locals = new Uint32Array(numbers.nextPassage - firstPassage);
    for (let local = 0; local < numbers.passages.length; local += 1) {
      const passage = numbers.passages[local] ?? -1;
      if (passage >= 0) locals[passage - firstPassage] = local;
    }
    loaded.push({
      postings: livePostings(segment),
      store: segment.passages(),
      vectors: segment.vectors(),
      graph: segment.graph(),
      passageNumbers: numbers.passages,
      locals,
      firstPassage,
      firstDocument,
      documents: documentIds.length - firstDocument,
    });
    firstPassage = numbers.nextPassage;
  }
  firstPassages.push(firstPassage);
  const documentOf = new Uint32Array(firstPassage);
  for (let document = 0; document < documentIds.length; document += 1) {
    documentOf.fill(document, firstPassages[document], firstPassages[document + 1]);
  }
  return { segments: loaded, documentIds, firstPassages: Uint32Array.from(firstPassages), documentOf };
}

function livePostings(segment: Segment): Postings {
  const postings = segment.postings();
  if (segment.entry.withdrawn.length === 0) return postings;
  const { passages, documents } = renumber(segment, 0, 0);
  return joinPostings([{ postings, passages, documents }]);
}
