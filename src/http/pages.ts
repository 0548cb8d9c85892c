import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Context } from 'hono';
import { AppError } from '../errors.ts';
import type { HttpApp, KnowledgeProvider } from './route.ts';
import { unmatched } from './unmatched.ts';

/** Where scripts/setup.mjs has the pages built from src/web. */
const BUILT = fileURLToPath(new URL('../web/dist/', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Addresses of pages, each with the file that is served there. */
export const PAGES = {
  '/': 'ask.html',
  '/documents': 'library.html',
  '/retrieval': 'retrieval.html',
  '/quality': 'quality.html',
  '/docs': 'docs.html',
} as const;
const READER = 'reader.html';

type Bytes = Uint8Array<ArrayBuffer>;
type WebFile = Readonly<{ plain: Bytes; gzip: Bytes; contentType: string; etag: string }>;

function readFolder(folder: string): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>();
  for (const name of readdirSync(folder)) {
    const contentType = CONTENT_TYPES[extname(name)];
    if (contentType === undefined) continue;
    const plain = new Uint8Array(readFileSync(join(folder, name)));
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
    files.set(name, { plain, gzip: new Uint8Array(gzipSync(plain)), contentType, etag });
  }
  return files;
}

type Built = Readonly<{ pages: ReadonlyMap<string, WebFile>; assets: ReadonlyMap<string, WebFile> }>;

/** The pages are few and small, so they are read once and served from memory. */
function readBuilt(): Built {
  const assets = join(BUILT, 'assets');
  if (existsSync(assets)) return { pages: readFolder(BUILT), assets: readFolder(assets) };
  throw new AppError(
    'configuration_invalid',
    '网页还没有生成：缺少 src/web/dist。请运行 node scripts/setup.mjs（npm start 会自动运行），然后重启服务',
  );
}

type Serving = Readonly<{ status?: 200 | 404; cache: string }>;

function serve(c: Context, file: WebFile, { status = 200, cache }: Serving): Response {
  const headers = {
    'Content-Type': file.contentType,
    ETag: file.etag,
    'Cache-Control': cache,
    Vary: 'Accept-Encoding',
  };
  if (status === 200 && c.req.header('If-None-Match') === file.etag) return c.body(null, 304, headers);
  if (/\bgzip\b/u.test(c.req.header('Accept-Encoding') ?? '')) {
    return c.body(file.gzip, status, { ...headers, 'Content-Encoding': 'gzip' });
  }
  return c.body(file.plain, status, headers);
}

/**
 * The pages, their scripts and their style: all from this server, none of them made of data. Names of assets carry a
 * hash of their content, so a browser may keep them; a page is asked for anew each time.
 */
export function addPages(app: HttpApp, knowledge: KnowledgeProvider): void {
  let read: Built | undefined;
  const built = (): Built => {
    read ??= readBuilt();
    return read;
  };
  const page = (name: string): WebFile => {
    const file = built().pages.get(name);
    if (file === undefined) throw new Error(`src/web/dist/${name} is missing`);
    return file;
  };
  const always = { cache: 'no-cache' };

  for (const [path, name] of Object.entries(PAGES)) app.get(path, (c) => serve(c, page(name), always));
  app.get('/documents/:id', (c) => {
    const known = knowledge(c).catalogue.document(c.req.param('id')) !== undefined;
    return serve(c, page(READER), { ...always, status: known ? 200 : 404 });
  });
  app.get('/assets/:name', (c) => {
    const file = built().assets.get(c.req.param('name'));
    if (file === undefined) throw unmatched(c.req.method, c.req.path, []);
    return serve(c, file, { cache: 'public, max-age=31536000, immutable' });
  });
}
