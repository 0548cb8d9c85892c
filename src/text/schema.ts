import { z } from 'zod';

/** A half-open range of UTF-16 code units in the untouched source text: `text.slice(start, end)`. */
export const Span = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});
export type Span = Readonly<z.infer<typeof Span>>;
