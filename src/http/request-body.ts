import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { parseRequest } from './problems.ts';

export const BODY_MAX_BYTES = 1024 * 1024;

function refuseBody(): never {
  throw new AppError('payload_too_large', '请求体超过 1 MB。一次只问一个问题，最长 2000 字，请缩短后重试');
}

const limitStream = bodyLimit({ maxSize: BODY_MAX_BYTES, onError: refuseBody });

/**
 * Refuses a body over 1 MB before it is read into memory. One that says its length is as long as it says: then its
 * stream, which takes a third of the time of a whole answer to make, is not needed.
 */
export const limitBody: MiddlewareHandler = (c, next) => {
  const length = c.req.header('Content-Length');
  if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return limitStream(c, next);
  return Number(length) > BODY_MAX_BYTES ? refuseBody() : next();
};

/**
 * Reads the body as JSON whatever its content type says: `curl -d '{…}'` names a form, and refusing it would help
 * nobody. Bytes that are not UTF-8 (a GBK terminal) are refused, because the question would arrive as rubble.
 */
export async function readJsonBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength === 0) {
    throw new AppError(
      'invalid_request',
      '请求体是空的，应为 JSON，如 {"question":"企业诉求办结时限是多少"}',
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('invalid_request', '请求体不是 UTF-8 编码，请把终端或程序改为以 UTF-8 发送后重试', {
      cause,
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError(
      'invalid_request',
      '请求体不是合法的 JSON，应如 {"question":"企业诉求办结时限是多少"}，请检查引号、逗号和括号后重试',
      { cause },
    );
  }
  return parseRequest(schema, value, '请求体');
}
