import { z } from 'zod';
import { FeedbackEntry, FeedbackRequest } from '../service/feedback-schema.ts';
import { PageQuery } from './upload-schema.ts';

/** `POST /v1/feedback` */
export const FeedbackAccepted = z.object({ answerId: z.string() });
export type FeedbackAccepted = z.infer<typeof FeedbackAccepted>;

/** `GET /v1/feedback`, the latest first. */
export const FeedbackList = z.object({ feedback: z.array(FeedbackEntry), nextCursor: z.string().nullable() });
export type FeedbackList = z.infer<typeof FeedbackList>;

/** Query of `GET /v1/feedback`. */
export const FeedbackQuery = PageQuery.extend({
  verdict: z.preprocess(
    (value) => (value === '' ? undefined : value),
    FeedbackRequest.shape.verdict.optional(),
  ),
});
