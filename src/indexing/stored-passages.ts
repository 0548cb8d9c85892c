import { z } from 'zod';

/** The passages of a document as the catalogue keeps them. */
export const StoredPassages = z
  .array(
    z.object({
      clauseId: z.string(),
      start: z.number(),
      end: z.number(),
      headingPath: z.array(z.string()).readonly(),
    }),
  )
  .readonly();
