import { z } from 'zod';
import { AccessRole } from '../service/keys.ts';

/** Body of `POST /v1/session`. */
export const SessionRequest = z.strictObject({ key: z.string().min(1).max(512) });
export type SessionRequest = z.infer<typeof SessionRequest>;

/**
 * Whose request it is: the name of the key, what it may do, and the labels of the documents that it may see (null for
 * all). `key` is null where one is needed and none was given.
 */
export const SessionState = z.object({
  key: z.object({ name: z.string(), role: AccessRole, labels: z.array(z.string()).nullable() }).nullable(),
});
export type SessionState = z.infer<typeof SessionState>;
