import type { z } from 'zod';
import { ErrorBody } from '../../http/schema.ts';

/** An answer of the service that is not 2xx, or none at all. `message` is fit to be shown. */
export class ServiceError extends Error {
  /** 0 where the service could not be reached. */
  readonly status: number;
  readonly requestId: string | null;

  constructor(status: number, message: string, requestId: string | null = null) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.requestId = requestId;
  }
}

export const UNREACHABLE = '连不上服务，请检查网络或服务是否在运行，然后重试';
const UNEXPECTED = '服务返回的内容与本页不符，可能服务刚刚升级，请刷新页面后重试';

/** What to show of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ServiceError ? error.message : '页面出错了，请刷新后重试';
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

/** Asks for a key with the service's own words; resolves to whether one was taken. */
export type KeyPrompt = (message: string) => Promise<boolean>;
let promptForKey: KeyPrompt = async () => false;
export function setKeyPrompt(prompt: KeyPrompt): void {
  promptForKey = prompt;
}

/** The error of a response that is not 2xx; a proxy in between may answer in a shape of its own. */
async function errorOf(response: Response): Promise<ServiceError> {
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch(() => null);
  const parsed = ErrorBody.safeParse(body);
  return new ServiceError(
    response.status,
    parsed.success ? parsed.data.error.message : `服务返回 ${response.status}`,
    requestId,
  );
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw new ServiceError(0, UNREACHABLE);
  }
}

/** A response that is 2xx. Where the service wants a key, it is asked for and the request sent once more. */
export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await reach(path, init);
  if (response.ok) return response;
  const error = await errorOf(response);
  if (response.status === 401 && (await promptForKey(error.message))) {
    const again = await reach(path, init);
    if (again.ok) return again;
    throw await errorOf(again);
  }
  throw error;
}

/** The body in the shape of the contract. */
export async function parseBody<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ServiceError(response.status, UNEXPECTED, response.headers.get('x-request-id'));
}

export async function getJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  return parseBody(await request(path, init), schema);
}

export const jsonBody = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

export async function postJson<Schema extends z.ZodType>(
  path: string,
  body: unknown,
  schema: Schema,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  return parseBody(await request(path, { ...init, ...jsonBody(body) }), schema);
}
