/**
 * The closed list of error codes. A code names what went wrong for the caller; how it maps to an HTTP status is
 * the business of `http/error-response.ts` alone.
 */
export const ERROR_CODES = [
  'invalid_request',
  'not_found',
  'method_not_allowed',
  'unauthorized',
  'forbidden',
  'rate_limited',
  'conflict',
  'payload_too_large',
  'unsupported_file',
  'unreadable_file',
  'empty_file',
  'file_too_large',
  'encrypted_file',
  'scanned_file',
  'classified_file',
  'file_timeout',
  'storage_failed',
  'index_missing',
  'index_incompatible',
  'index_damaged',
  'index_busy',
  'model_invalid',
  'configuration_invalid',
  'not_ready',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An error that the caller can act on. The message says, in Chinese, what was found, what was expected and what to
 * do next. Anything else that is thrown is a bug and reaches the outside as `internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: readonly ErrorDetail[];

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: readonly ErrorDetail[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? [];
  }
}
