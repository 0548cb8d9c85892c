import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { AppError, type ErrorCode } from '../errors.ts';
import type { ErrorBody } from './schema.ts';

/** The only place where an error code meets an HTTP status. */
export const STATUS_OF_CODE: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  invalid_request: 400,
  not_found: 404,
  method_not_allowed: 405,
  unauthorized: 401,
  forbidden: 403,
  rate_limited: 429,
  conflict: 409,
  payload_too_large: 413,
  unsupported_file: 415,
  unreadable_file: 422,
  empty_file: 422,
  file_too_large: 413,
  encrypted_file: 422,
  scanned_file: 422,
  classified_file: 403,
  file_timeout: 422,
  storage_failed: 507,
  index_missing: 503,
  index_incompatible: 503,
  index_damaged: 503,
  index_busy: 503,
  model_invalid: 503,
  configuration_invalid: 500,
  not_ready: 503,
  internal: 500,
};

/** A line for the operator; `requestId` ties it to what the client was told. */
export type ReportBug = (requestId: string, error: unknown) => void;

export const reportToStderr: ReportBug = (requestId, error) => {
  console.error(`[${requestId}]`, error);
};

function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new AppError('invalid_request', '请求不合要求，请对照 /docs 的接口说明改正后重试', {
      cause: error,
    });
  }
  return undefined;
}

/** The contract's error shape. What is not an AppError is a bug: the client gets its request id and nothing else. */
export function errorResponse(c: Context, error: unknown, requestId: string, reportBug: ReportBug): Response {
  const known = asAppError(error);
  if (known === undefined || known.code === 'internal') {
    reportBug(requestId, error);
    const body: ErrorBody = {
      error: {
        code: 'internal',
        message: `服务内部出错，请把请求编号 ${requestId} 告诉管理员`,
        details: [{ requestId }],
      },
    };
    return c.json(body, STATUS_OF_CODE.internal);
  }
  const body: ErrorBody = {
    error: { code: known.code, message: known.message, details: [...known.details] },
  };
  return c.json(body, STATUS_OF_CODE[known.code]);
}
