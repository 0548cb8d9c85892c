import type { Clause } from '../clause/schema.ts';
import type { Span } from '../text/schema.ts';

/** An answer holds one to three sentences or about 200 characters, whichever is longer. */
export const ANSWER_LENGTH = 200;

/** The span of a clause's own words, before its first child. */
export const ownSpan = (clause: Clause): Span => ({
  start: clause.start,
  end: clause.children[0]?.start ?? clause.end,
});
