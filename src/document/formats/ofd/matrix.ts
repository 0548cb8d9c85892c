/** A plane transformation, row vector by matrix as in GB/T 33190—2016 8.2: x' = a·x + c·y + e, y' = b·x + d·y + f. */
export type Matrix = Readonly<{ a: number; b: number; c: number; d: number; e: number; f: number }>;

export const IDENTITY: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** The transformation that does `first`, then `second`. */
export const compose = (first: Matrix, second: Matrix): Matrix => ({
  a: first.a * second.a + first.b * second.c,
  b: first.a * second.b + first.b * second.d,
  c: first.c * second.a + first.d * second.c,
  d: first.c * second.b + first.d * second.d,
  e: first.e * second.a + first.f * second.c + second.e,
  f: first.e * second.b + first.f * second.d + second.f,
});

export const translation = (e: number, f: number): Matrix => ({ ...IDENTITY, e, f });

export const apply = (matrix: Matrix, x: number, y: number): Readonly<{ x: number; y: number }> => ({
  x: matrix.a * x + matrix.c * y + matrix.e,
  y: matrix.b * x + matrix.d * y + matrix.f,
});
