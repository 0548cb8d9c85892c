import type { ErrorDetail } from '../../errors.ts';
import type { DifyError } from './schema.ts';

/** Codes that Dify's description of external knowledge suggests; others are the HTTP status. */
const CODES = { authorizationHeader: 1001, authorizationFailed: 1002, unknownKnowledge: 2001 } as const;

/** Dify tells a wrong key by 403 alone (and an unreachable address by 404 and 502). */
const FORBIDDEN = 403;

type ApiError = Readonly<{ message: string; details: readonly ErrorDetail[] }>;

/** An error in Dify's shape, with the status to send; `authorization` is the header that the request came with. */
export function difyError(
  status: number,
  { message, details }: ApiError,
  authorization: string | undefined,
): { status: number; body: DifyError } {
  if (status === 401) {
    const wellFormed = /^Bearer\s+\S+$/iu.test(authorization ?? '');
    const error_code = wellFormed ? CODES.authorizationFailed : CODES.authorizationHeader;
    return { status: FORBIDDEN, body: { error_code, error_msg: message } };
  }
  if (status === FORBIDDEN) {
    return { status, body: { error_code: CODES.authorizationFailed, error_msg: message } };
  }
  const unknownKnowledge = status === 404 && details.some(({ field }) => field === 'knowledge_id');
  return {
    status,
    body: { error_code: unknownKnowledge ? CODES.unknownKnowledge : status, error_msg: message },
  };
}
