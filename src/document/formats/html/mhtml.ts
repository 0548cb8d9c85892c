/** One part of a mail-like file that is a page. */
export type MhtmlPart = Readonly<{ bytes: Uint8Array; charset: string | null }>;

const MOST_DEPTH = 5;
const MOST_PARTS = 2000;
const MOST_HEADER = 64 * 1024;

type Message = Readonly<{ headers: ReadonlyMap<string, string>; body: string }>;

/** Headers are read as latin1: one unit a byte. A line that begins with a blank goes on (RFC 5322, 2.2.3). */
function split(source: string): Message {
  const end = /\r?\n\r?\n/.exec(source.slice(0, MOST_HEADER));
  const head = end === null ? source.slice(0, MOST_HEADER) : source.slice(0, end.index);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: end === null ? '' : source.slice(end.index + end[0].length) };
}

function parameter(header: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(header);
  return match?.[1] ?? match?.[2] ?? null;
}

/** RFC 2045, 6.7: =XX is a byte, = at the end of a line joins it with the next. */
function quotedPrintable(body: string): Uint8Array {
  const text = body
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(text, 'latin1');
}

function decoded(body: string, transfer: string): Uint8Array {
  if (/^quoted-printable$/i.test(transfer)) return quotedPrintable(body);
  if (/^base64$/i.test(transfer)) return Buffer.from(body, 'base64');
  return Buffer.from(body, 'latin1');
}

function collect(source: string, depth: number, parts: MhtmlPart[]): void {
  const { headers, body } = split(source);
  const type = headers.get('content-type') ?? '';
  const boundary = /^multipart\//i.test(type) ? parameter(type, 'boundary') : null;
  if (boundary !== null && depth < MOST_DEPTH) {
    // Each part begins behind a line of -- and the boundary (RFC 2046, 5.1.1).
    for (const part of `\n${body}`.split(`\n--${boundary}`).slice(1, MOST_PARTS)) {
      if (part.startsWith('--')) break;
      collect(part.replace(/^[ \t]*\r?\n/, ''), depth + 1, parts);
    }
  } else if (/^(?:text\/html|application\/xhtml\+xml)/i.test(type)) {
    parts.push({
      bytes: decoded(body, headers.get('content-transfer-encoding') ?? ''),
      charset: parameter(type, 'charset'),
    });
  }
}

/** Whether bytes begin as a web archive (.mht) does: with the headers of a mail. Word saves .doc files as such, too. */
export const isMhtml = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, 4096))
    .toString('latin1')
    .replace(/^[\u00ef\u00bb\u00bf\s]+/, '');
  return (
    /^[A-Za-z][A-Za-z-]*:[^\n]*\n/.test(head) &&
    /^content-type:\s*(?:multipart\/|text\/html)/im.test(head) &&
    !/^\s*</.test(head)
  );
};

/** The pages of a web archive (RFC 2557) in the order of the file: the page itself first, then its frames. */
export function pagesOfMhtml(bytes: Uint8Array): readonly MhtmlPart[] {
  const parts: MhtmlPart[] = [];
  collect(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/^[\u00ef\u00bb\u00bf\s]+/, ''),
    0,
    parts,
  );
  return parts;
}
