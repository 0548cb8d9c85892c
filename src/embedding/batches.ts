/**
 * Groups rows of the given lengths so that little of a batch is padding: rows in order of length, as many together as
 * stay within `maxCells` (rows × longest), at least one. Rows of length 0 are left out.
 */
export function batchByLength(lengths: readonly number[], maxCells: number): number[][] {
  const order = [...lengths.keys()]
    .filter((row) => (lengths[row] ?? 0) > 0)
    .sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const row of order) {
    // In ascending order the row that comes is the longest.
    if (batch.length > 0 && (batch.length + 1) * (lengths[row] ?? 0) > maxCells) {
      batches.push(batch);
      batch = [];
    }
    batch.push(row);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
