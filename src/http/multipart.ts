import { AppError } from '../errors.ts';

/** Of one part's headers; browsers send some 200 bytes. */
const HEADER_BYTES = 16 * 1024;

/** A part of a multipart/form-data body. `fileName` is null for a plain field. The body is to be read before the next part. */
export type MultipartPart = Readonly<{
  field: string;
  fileName: string | null;
  body: AsyncIterable<Uint8Array>;
}>;

const broken = (what: string, cause?: unknown): AppError =>
  new AppError('invalid_request', `上传的内容不完整：${what}。请重新上传`, { cause });

/** The boundary of a `Content-Type` header (RFC 2046, 5.1.1). Throws `invalid_request` where it is no form with files. */
export function boundaryOf(contentType: string | undefined): string {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:[^"]*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/iu.exec(
      contentType ?? '',
    ) ?? [];
  const boundary = quoted ?? plain;
  if (boundary !== undefined) return boundary;
  throw new AppError(
    'invalid_request',
    `上传文件要用 multipart/form-data，收到的是“${contentType ?? '没有 Content-Type'}”。例如 curl -F file=@通知.docx …/v1/documents`,
  );
}

/** Names in UTF-8 (browsers, curl), else in GB18030 (older Chinese clients). */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Browsers write `"` as %22 and line breaks as %0D and %0A (HTML, multipart/form-data encoding); curl writes `\"`. */
const plainName = (value: string): string =>
  value
    .replace(/\\(["\\])/gu, '$1')
    .replaceAll('%22', '"')
    .replace(/%0d|%0a/giu, ' ');

function percentDecoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

function dispositionOf(head: string): { field: string; fileName: string | null } {
  const line = head.split('\r\n').find((one) => /^content-disposition:/iu.test(one)) ?? '';
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain] of line.matchAll(
    /;\s*([\w*]+)=(?:"((?:\\.|[^"\\])*)"|([^;\s]*))/gu,
  )) {
    parameters.set(name.toLowerCase(), quoted === undefined ? (plain ?? '') : plainName(quoted));
  }
  const field = parameters.get('name');
  if (field === undefined) throw broken('有一部分没有字段名');
  const [, extended] = /^utf-8'[^']*'(.*)$/iu.exec(parameters.get('filename*') ?? '') ?? [];
  const fileName =
    (extended === undefined ? undefined : percentDecoded(extended)) ?? parameters.get('filename');
  return { field, fileName: fileName ?? null };
}

/** Bytes that are read on as they come, and given out up to a mark. */
class Reading {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    let next: IteratorResult<Uint8Array, unknown>;
    try {
      next = await this.#source.next();
    } catch (cause) {
      throw broken('连接断了', cause);
    }
    if (next.done) this.#ended = true;
    else
      this.#held =
        this.#held.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#held, next.value]);
  }

  /** What stands before `mark`, in pieces; the mark is taken, too. Throws where it does not come. */
  async *until(mark: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const piece = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + mark.length);
        if (piece.length > 0) yield piece;
        return;
      }
      // All but what may be the beginning of the mark.
      const sure = this.#held.length - (mark.length - 1);
      if (sure > 0) {
        const piece = this.#held.subarray(0, sure);
        this.#held = this.#held.subarray(sure);
        yield piece;
      }
      if (this.#ended) throw broken('没有收到结尾');
      await this.#more();
    }
  }

  /** The next `count` bytes; fewer at the end. */
  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count && !this.#ended) await this.#more();
    const piece = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return piece;
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > limit) throw broken('有一部分的开头太长');
    parts.push(piece);
  }
  return Buffer.concat(parts);
}

/**
 * The parts of a multipart/form-data body (RFC 7578) as they come, without any of them being held in memory: Hono and
 * Node read a form as a whole. Throws `invalid_request` for a body that is cut off or is none.
 */
export async function* readMultipart(
  source: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<MultipartPart> {
  const reading = new Reading(source);
  const mark = Buffer.from(`\r\n--${boundary}`, 'latin1');
  // The first boundary has no line before it.
  await collect(reading.until(mark.subarray(2)), HEADER_BYTES);
  for (;;) {
    const after = (await reading.take(2)).toString('latin1');
    if (after === '--') return;
    if (after !== '\r\n') throw broken('分隔线后面不是换行');
    const head = await collect(reading.until(Buffer.from('\r\n\r\n')), HEADER_BYTES);
    const body = reading.until(mark);
    // Without `return`, so that a reader who breaks off does not end it before the boundary.
    const next = () => body.next();
    yield { ...dispositionOf(decodeText(head)), body: { [Symbol.asyncIterator]: () => ({ next }) } };
    // What the reader left of it.
    for await (const _piece of body);
  }
}
