import type { NeighbourGraph } from './neighbour-graph.ts';
import type { DocumentSelection, ScoredPassage } from './schema.ts';
import type { LoadedSegment, Snapshot } from './snapshot.ts';
import { TopK } from './top-k.ts';
import { cosine } from './vectors.ts';

/**
 * Where fewer passages than this may be found, all are compared: below about this many it is as fast as the graph,
 * which a narrow selection makes slow, and it is exact.
 */
const SCAN_MAX_PASSAGES = 8000;

/**
 * Where at least this share of a segment may be found, the graph is asked for more neighbours than needed and those
 * that may not be found are dropped: asking JavaScript about each node on the way costs several times as much.
 */
const BROAD_SHARE = 0.5;
/** So many more neighbours than the share says, as what may not be found may stand thicker in one place. */
const SPARE = 1.15;
/** At least this share of the neighbours wanted is enough: further ones are hardly ever what was sought. */
const ENOUGH_SHARE = 0.9;

/**
 * Nearest passages by cosine. A passage has one score, from its 8-bit copy, whichever way it was found; passages
 * without any known word have no vector and are not found.
 */
export class DenseSearch {
  readonly #snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  search(vector: Float32Array, k: number, selection: DocumentSelection | null): ScoredPassage[] {
    const best = new TopK(Math.min(k, this.#snapshot.documentOf.length));
    if (vector.every((component) => component === 0)) return [];
    const query = [...vector];
    for (const segment of this.#snapshot.segments) {
      if (segment.graph === null || this.#selected(segment, selection) <= SCAN_MAX_PASSAGES) {
        this.#scan(segment, vector, selection, best);
        continue;
      }
      for (const local of this.#neighbours(segment, segment.graph, query, k, selection)) {
        const passage = segment.passageNumbers[local] ?? -1;
        if (passage >= 0) best.offer(passage, cosine(segment.vectors, local, vector));
      }
    }
    return best.ranked();
  }

  /** Numbers within the segment of about `k` nearest passages that may be found, withdrawn ones left out. */
  #neighbours(
    segment: LoadedSegment,
    graph: NeighbourGraph,
    query: number[],
    k: number,
    selection: DocumentSelection | null,
  ): readonly number[] {
    const { passageNumbers, locals } = segment;
    if (selection === null && locals.length === passageNumbers.length) return graph.nearest(query, k, null);
    const accept = (local: number): boolean => {
      const passage = passageNumbers[local] ?? -1;
      return passage >= 0 && (selection === null || selection[this.#snapshot.documentOf[passage] ?? 0] === 1);
    };
    const share = this.#selected(segment, selection) / passageNumbers.length;
    if (share >= BROAD_SHARE) {
      const found = graph.nearest(query, Math.ceil((SPARE * k) / share), null).filter(accept);
      if (found.length >= ENOUGH_SHARE * k) return found;
    }
    return graph.nearest(query, k, accept);
  }

  similarities(vector: Float32Array, passages: readonly number[]): Float32Array {
    return Float32Array.from(passages, (passage) => {
      const segment = segmentOf(this.#snapshot, passage);
      return cosine(segment.vectors, segment.locals[passage - segment.firstPassage] ?? 0, vector);
    });
  }

  #scan(segment: LoadedSegment, vector: Float32Array, selection: DocumentSelection | null, best: TopK): void {
    const { vectors, locals, firstPassage } = segment;
    for (let index = 0; index < locals.length; index += 1) {
      const passage = firstPassage + index;
      if (selection !== null && selection[this.#snapshot.documentOf[passage] ?? 0] !== 1) continue;
      const local = locals[index] ?? 0;
      if (vectors.scales[local] === 0) continue;
      best.offer(passage, cosine(vectors, local, vector));
    }
  }

  /** How many passages of the segment may be found. */
  #selected(segment: LoadedSegment, selection: DocumentSelection | null): number {
    if (selection === null) return segment.locals.length;
    const { firstPassages } = this.#snapshot;
    let count = 0;
    const end = segment.firstDocument + segment.documents;
    for (let document = segment.firstDocument; document < end; document += 1) {
      if (selection[document] === 1)
        count += (firstPassages[document + 1] ?? 0) - (firstPassages[document] ?? 0);
    }
    return count;
  }
}

/** The segment that holds a passage. Throws a plain error for a number that the snapshot does not have. */
export function segmentOf(snapshot: Snapshot, passage: number): LoadedSegment {
  const segment = snapshot.segments.findLast(
    (candidate) => candidate.firstPassage <= passage && candidate.locals.length > 0,
  );
  if (segment === undefined || !(passage < segment.firstPassage + segment.locals.length))
    throw new Error(`passage ${passage} is not in this snapshot`);
  return segment;
}
