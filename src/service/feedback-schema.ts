import { z } from 'zod';

/** Body of `POST /v1/feedback`. A later one on the same answer takes the place of the earlier. */
export const FeedbackRequest = z.strictObject({
  answerId: z.string().regex(/^ans_\w{1,64}$/u, '应为回答的 id，如 ans_…'),
  verdict: z.enum(['useful', 'useless']),
  /** What the answer should have been: best the words of the document. */
  correction: z.string().trim().max(2000).optional(),
  comment: z.string().trim().max(2000).optional(),
});
export type FeedbackRequest = Readonly<z.infer<typeof FeedbackRequest>>;

/**
 * A row of a question set for `npm run evaluate`: a question, or the turns of a conversation of which the last counts, with
 * the file that answers it and what a right answer holds; or one that no document answers.
 */
export const TestQuestion = z.union([
  z.object({ id: z.string(), question: z.string(), file: z.string(), contains: z.array(z.string()) }),
  z.object({ id: z.string(), turns: z.array(z.string()), file: z.string(), contains: z.array(z.string()) }),
  z.object({ id: z.string(), question: z.string(), answerable: z.literal(false) }),
]);
export type TestQuestion = Readonly<z.infer<typeof TestQuestion>>;

/** What was asked and answered, as far as it is still known. */
export const FeedbackSubject = z.object({
  question: z.string().nullable(),
  /** Earlier questions of the conversation, oldest first. */
  history: z.array(z.string()),
  status: z.enum(['answered', 'no_evidence']),
  answer: z.string(),
  citations: z.array(
    z.object({
      documentId: z.string(),
      title: z.string().nullable(),
      documentNumber: z.string().nullable(),
      clause: z.string(),
      quote: z.string(),
      url: z.string(),
    }),
  ),
  indexVersion: z.string(),
});
export type FeedbackSubject = Readonly<z.infer<typeof FeedbackSubject>>;

export const FeedbackEntry = z.object({
  answerId: z.string(),
  verdict: z.enum(['useful', 'useless']),
  correction: z.string().nullable(),
  comment: z.string().nullable(),
  /** Name of the key that it came with. */
  by: z.string().nullable(),
  createdAt: z.string(),
  /** Null where the answer is no longer known, as after a restart. */
  subject: FeedbackSubject.nullable(),
  /** Null where it does not say what would be right. */
  testQuestion: TestQuestion.nullable(),
});
export type FeedbackEntry = Readonly<z.infer<typeof FeedbackEntry>>;
