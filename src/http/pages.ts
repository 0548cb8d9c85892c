import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Context } from 'hono';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import { unmatched } from './unmatched.ts';

const WEB_FOLDER = new URL('../web/', import.meta.url);

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type WebFile = Readonly<{ bytes: Uint8Array<ArrayBuffer>; contentType: string; etag: string }>;

/** The files of src/web by name. They are few and small, so they are read once and served from memory. */
function readWebFiles(): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>();
  for (const name of readdirSync(fileURLToPath(WEB_FOLDER))) {
    const contentType = CONTENT_TYPES[extname(name)];
    if (contentType === undefined) continue;
    const bytes = new Uint8Array(readFileSync(new URL(name, WEB_FOLDER)));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(name, { bytes, contentType, etag });
  }
  return files;
}

function serve(c: Context, file: WebFile, status: 200 | 404 = 200): Response {
  const headers = { 'Content-Type': file.contentType, ETag: file.etag, 'Cache-Control': 'no-cache' };
  if (status === 200 && c.req.header('If-None-Match') === file.etag) return c.body(null, 304, headers);
  return c.body(file.bytes, status, headers);
}

/** The pages, their scripts and their style: all from this server, none of them made of data. */
export function addPages(app: HttpApp, knowledge: KnowledgeProvider): void {
  const files = readWebFiles();
  const page = (name: string): WebFile => {
    const file = files.get(name);
    if (file === undefined) throw new Error(`src/web/${name} is missing`);
    return file;
  };
  const ask = page('ask.html');
  const library = page('library.html');
  const reader = page('reader.html');
  const docs = page('docs.html');

  app.get('/', (c) => serve(c, ask));
  app.get('/documents', (c) => serve(c, library));
  app.get('/documents/:id', (c) => {
    const known = knowledge().catalogue.document(c.req.param('id')) !== undefined;
    return serve(c, reader, known ? 200 : 404);
  });
  app.get('/docs', (c) => serve(c, docs));
  app.get('/assets/:name', (c) => {
    const file = files.get(c.req.param('name'));
    if (file === undefined) throw unmatched(c.req.method, c.req.path, []);
    return serve(c, file);
  });
}
