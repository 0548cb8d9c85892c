import type { SectionReader, Sections } from './section-file.ts';

const LEVELS = 127;

/**
 * 8-bit copies of unit vectors, row-major: `component ≈ code · scale`, where a row's scale is its largest absolute
 * component / 127. The error of a cosine has a standard deviation of about scale / √12 ≈ 0.0007 at 256 dimensions.
 * A row of zeros (a text without any known word) has scale 0: it has no direction, and no cosine with anything.
 */
export type QuantisedVectors = Readonly<{ dimensions: number; codes: Int8Array; scales: Float32Array }>;

/** Quantises `rows` (row-major) into the arrays given, from row `first` on. */
export function quantiseInto(
  rows: Float32Array,
  dimensions: number,
  codes: Int8Array,
  scales: Float32Array,
  first: number,
): void {
  const count = rows.length / dimensions;
  for (let row = 0; row < count; row += 1) {
    const from = row * dimensions;
    let largest = 0;
    for (let index = from; index < from + dimensions; index += 1) {
      largest = Math.max(largest, Math.abs(rows[index] ?? 0));
    }
    const scale = largest / LEVELS;
    scales[first + row] = scale;
    if (scale === 0) continue;
    const to = (first + row) * dimensions;
    for (let index = 0; index < dimensions; index += 1) {
      codes[to + index] = Math.round((rows[from + index] ?? 0) / scale);
    }
  }
}

/** Cosine of `vector` with row `row`, 0 for a row of zeros. */
export function cosine(vectors: QuantisedVectors, row: number, vector: Float32Array): number {
  const { codes, dimensions } = vectors;
  const from = row * dimensions;
  let a = 0;
  let b = 0;
  let index = 0;
  // Two sums at once: the processor adds them side by side.
  for (; index + 1 < dimensions; index += 2) {
    a += (codes[from + index] ?? 0) * (vector[index] ?? 0);
    b += (codes[from + index + 1] ?? 0) * (vector[index + 1] ?? 0);
  }
  if (index < dimensions) a += (codes[from + index] ?? 0) * (vector[index] ?? 0);
  return (a + b) * (vectors.scales[row] ?? 0);
}

export function vectorSections(vectors: QuantisedVectors): Sections {
  return {
    dimensions: Uint32Array.of(vectors.dimensions),
    codes: vectors.codes,
    scales: vectors.scales,
  };
}

export function readVectors(file: SectionReader): QuantisedVectors {
  return {
    dimensions: file.u32('dimensions')[0] ?? 0,
    codes: file.i8('codes'),
    scales: file.f32('scales'),
  };
}
