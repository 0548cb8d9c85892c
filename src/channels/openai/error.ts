import type { ErrorDetail } from '../../errors.ts';
import type { OpenAiError } from './schema.ts';

/** An error as the API words it. `code` is of the closed list of errors.ts. */
type ApiError = Readonly<{ code: string; message: string; details: readonly ErrorDetail[] }>;

/**
 * `type` and `code` as OpenAI's own API gives them with these statuses: a wrong key is an `invalid_request_error` with
 * code `invalid_api_key`, and too many requests are of type `requests`. Clients choose what to do by them.
 */
const KNOWN: Readonly<Record<number, Readonly<{ type: string; code?: string }>>> = {
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
};

/** An error in OpenAI's shape; `param` is the field of the request that is wrong, where it is one. */
export function openAiError(status: number, { code, message, details }: ApiError): OpenAiError {
  const { type, code: known } = KNOWN[status] ?? {
    type: status >= 500 ? 'server_error' : 'invalid_request_error',
  };
  const first = details[0];
  const field = typeof first?.field === 'string' && first.field !== '' ? first.field : null;
  const own = typeof first?.openaiCode === 'string' ? first.openaiCode : undefined;
  return { error: { message, type, code: known ?? own ?? code, param: field } };
}
