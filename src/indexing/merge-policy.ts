/** As many neighbours of one size are merged into one of the next size, so each passage is rewritten log8 n times. */
export const MERGE_FACTOR = 8;
/** Segments below this size count as equally small. */
export const MERGE_FLOOR_PASSAGES = 1000;
/** Larger ones are left alone: they are few, and rewriting them takes minutes. */
export const MERGE_MAX_PASSAGES = 200_000;
/** A segment that has lost so much of what it held is rewritten without it. */
export const MERGE_WITHDRAWN_SHARE = 0.3;

export type SegmentSize = Readonly<{ passages: number; live: number }>;

/** How many times {@link MERGE_FACTOR} the floor size goes into a segment. */
const levelOf = (size: number): number =>
  Math.floor(Math.log(Math.max(1, size / MERGE_FLOOR_PASSAGES)) / Math.log(MERGE_FACTOR));

/**
 * The runs `[first, end)` of neighbouring segments to be merged, as in Lucene's LogMergePolicy. Only neighbours are
 * merged, so documents keep their order. A run of one is a segment to be rewritten for what it has lost.
 */
export function planMerges(segments: readonly SegmentSize[]): { first: number; end: number }[] {
  const levels = segments.map(({ live }) => levelOf(live));
  const taken = segments.map(({ live }) => live > MERGE_MAX_PASSAGES);
  const runs: { first: number; end: number }[] = [];
  for (let level = 0; level <= Math.max(0, ...levels); level += 1) {
    let first = 0;
    while (first < segments.length) {
      let end = first;
      let live = 0;
      while (end < segments.length && taken[end] === false && (levels[end] ?? 0) <= level) {
        live += segments[end]?.live ?? 0;
        if (live > MERGE_MAX_PASSAGES) break;
        end += 1;
      }
      if (end - first >= MERGE_FACTOR) {
        taken.fill(true, first, end);
        runs.push({ first, end });
      }
      first = Math.max(end, first + 1);
    }
  }
  for (const [index, { passages, live }] of segments.entries()) {
    if (taken[index] === false && live < passages * (1 - MERGE_WITHDRAWN_SHARE))
      runs.push({ first: index, end: index + 1 });
  }
  return runs.sort((a, b) => a.first - b.first);
}
