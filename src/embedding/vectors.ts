/** Scales `vector` to unit length in place; one of zeros stays as it is. */
export function normaliseLength(vector: Float32Array): void {
  let squares = 0;
  for (let index = 0; index < vector.length; index += 1) squares += (vector[index] ?? 0) ** 2;
  if (squares === 0) return;
  const factor = 1 / Math.sqrt(squares);
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) * factor;
}

/** Writes to `target` the mean of the first `tokens` rows of `states` (row-major, as wide as `target`). */
export function poolMean(states: Float32Array, tokens: number, target: Float32Array): void {
  const dimensions = target.length;
  target.fill(0);
  for (let at = 0; at < tokens * dimensions; at += 1) {
    const column = at % dimensions;
    target[column] = (target[column] ?? 0) + (states[at] ?? 0) / tokens;
  }
}
