import { z } from 'zod';

/**
 * Why the extractive answer was given and not the written one, or why one sentence of that was left out.
 * - Of the model: `unreachable`, `timeout`, `http_error`, `invalid_response`, `cut_short` (the stream ended early, or
 *   `max_tokens` was reached), `too_long`, `empty`, `declined` (it says that the clauses do not answer)
 * - Of the evidence: `evidence_too_long`
 * - Of a sentence: `no_marker`, `unknown_marker`, `figure` (a number, date or amount that the cited clauses do not
 *   have), `misplaced_figure` (they have it of something else), `document_number`, `quotation`, `title` (《》),
 *   `latin` (a Latin word, an address), `body` (an office), `modality` (不得, 应当, 可以 …), `negation`,
 *   `unsupported` (its words are hardly theirs), `follows_dropped` (it goes on from a sentence that was left out)
 * - Of what is left: `misses_answer`
 */
export const REJECTIONS = [
  'unreachable',
  'timeout',
  'http_error',
  'invalid_response',
  'cut_short',
  'too_long',
  'empty',
  'declined',
  'evidence_too_long',
  'no_marker',
  'unknown_marker',
  'figure',
  'misplaced_figure',
  'document_number',
  'quotation',
  'title',
  'latin',
  'body',
  'modality',
  'negation',
  'unsupported',
  'follows_dropped',
  'misses_answer',
] as const;
export const Rejection = z.enum(REJECTIONS);
export type Rejection = z.infer<typeof Rejection>;

/** A sentence that was left out; `found` is the figure, word or name at fault, as the model wrote it. */
export const DroppedSentence = z.object({ reason: Rejection, found: z.string() });
export type DroppedSentence = Readonly<z.infer<typeof DroppedSentence>>;

/**
 * What the model made of the evidence: `usedCitations` are the indexes of the citations that the text bears markers of;
 * or why its text was not used. `ms` is how long it took.
 */
export const Generated = z.union([
  z.object({
    model: z.string(),
    usedCitations: z.array(z.number().int().min(1)),
    dropped: z.array(DroppedSentence),
    ms: z.number(),
  }),
  z.object({ model: z.string(), rejected: Rejection, detail: z.string(), ms: z.number() }),
]);
export type Generated = Readonly<z.infer<typeof Generated>>;

/** A failure of the model or of what it wrote: not an error of the service, as the extractive answer stands. */
export class WritingFailure extends Error {
  readonly reason: Rejection;

  constructor(reason: Rejection, detail: string) {
    super(detail);
    this.name = 'WritingFailure';
    this.reason = reason;
  }
}
