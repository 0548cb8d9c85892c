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
      const whole = segment.locals.length === segment.passageNumbers.length;
      const accept = (local: number) => {
        const passage = segment.passageNumbers[local] ?? -1;
        return (
          passage >= 0 && (selection === null || selection[this.#snapshot.documentOf[passage] ?? 0] === 1)
        );
      };
      for (const local of segment.graph.nearest(query, k, whole && selection === null ? null : accept)) {
        const passage = segment.passageNumbers[local] ?? -1;
        if (passage >= 0) best.offer(passage, cosine(segment.vectors, local, vector));
      }
    }
    return best.ranked();
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
