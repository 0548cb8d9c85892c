import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');

/** The journey of the data (ARCHITECTURE.md): a folder imports only from those before it. */
const JOURNEY = [
  'text',
  'document',
  'clause',
  'embedding',
  'indexing',
  'question',
  'retrieval',
  'evidence',
  'answer',
  'service',
  'channels',
  'http',
  'web',
  'evaluation',
];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith(`web${sep}`))
  .map((name) => join(source, name));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/gu)].map(([, target = '']) => target);
}

const folderOf = (file: string) => relative(source, file).split(sep)[0] ?? '';

describe('architecture', () => {
  it('has source files to look at', () => {
    expect(files.length).toBeGreaterThan(40);
  });

  it('knows every folder of src', () => {
    const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !JOURNEY.includes(name))).toEqual([]);
  });

  it('imports only from earlier folders of the journey', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .map((target) => resolve(dirname(file), target))
        .filter((target) => {
          const [from, to] = [JOURNEY.indexOf(folderOf(file)), JOURNEY.indexOf(folderOf(target))];
          return to > from && from >= 0;
        })
        .map((target) => `${relative(root, file)} → ${relative(root, target)}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['nodejieba', ['text']],
    ['pinyin-pro', ['text']],
    ['pdfjs-dist', ['document']],
    ['parse5', ['document']],
    ['saxes', ['document']],
    ['yauzl', ['document']],
    ['@xenova/transformers', ['embedding']],
    ['hnswlib-node', ['indexing']],
    ['workerpool', ['indexing']],
    // The catalogue of the index, and what the service keeps beside it.
    ['better-sqlite3', ['indexing', 'service']],
    ['pino', ['service']],
    ['prom-client', ['service']],
    ['hono', ['http']],
    ['@modelcontextprotocol/sdk', ['channels']],
  ])('lets only its folder use %s', (name, folders) => {
    const uses = (target: string): boolean => target === name || target.startsWith(`${name}/`);
    const users = new Set(files.filter((file) => importsOf(file).some(uses)).map(folderOf));
    expect([...users].filter((user) => !folders.includes(user))).toEqual([]);
    expect(users.size).toBeGreaterThan(0);
  });

  it('links to what exists', () => {
    for (const name of ['ARCHITECTURE.md', 'README.md']) {
      const links = [...readFileSync(join(root, name), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)\)/gu)];
      const missing = links.map(([, link = '']) => link).filter((link) => !existsSync(join(root, link)));
      expect(missing, name).toEqual([]);
    }
  });
});
