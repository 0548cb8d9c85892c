import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';

/** One clause as it is read for training: a law's article, or a paragraph of a policy document. */
export interface TrainingClause {
  readonly headings: readonly string[];
  readonly text: string;
}

export interface TrainingDocument {
  readonly kind: 'law' | 'policy' | 'corpus';
  readonly title: string;
  /** Path below the folder that was read. */
  readonly file: string;
  readonly clauses: readonly TrainingClause[];
}

export interface TrainingQuestion {
  readonly id: string;
  readonly question: string;
  readonly articles: readonly { readonly name: string; readonly text: string }[];
}

/** An item of a service list: its name, and the statements about it. */
export interface ServiceMatter {
  readonly name: string;
  readonly statements: readonly string[];
}

const ARTICLE = /^第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[\s　]*/;

/** 第X条 at the beginning of an article as {@link readLaws} gives it; empty where there is none. */
export const articleNumber = (text: string): string => ARTICLE.exec(text)?.[0].trim() ?? '';
const VERSION = /\((\d{4}-\d{2}-\d{2})\)\.md$/;
/** 一、 （一） 1. 1、 第三章 at the beginning of a short line without a full stop. */
const HEADING =
  /^(?:第[一二三四五六七八九十百零]+[编章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.．、])/;
const HEADING_LENGTH = 40;

export function listFiles(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .sort()
    .map((path) => join(folder, path));
}

/** `every` keeps all historic versions of a law (for measuring); else the latest alone, so that none is its own negative. */
export function readLaws(folder: string, every = false): TrainingDocument[] {
  const latest = new Map<string, { date: string; path: string }>();
  for (const path of listFiles(folder, '.md')) {
    const file = basename(path);
    const date = VERSION.exec(file)?.[1] ?? '';
    const name = every ? path : file.replace(VERSION, '').replace(/\.md$/, '');
    const known = latest.get(name);
    if (known === undefined || known.date < date) latest.set(name, { date, path });
  }
  return [...latest.values()].map(({ path }) => readLaw(readFileSync(path, 'utf8'), relative(folder, path)));
}

/** Clause texts keep their 第X条, by which measuring finds them; `ARTICLE_NUMBER` takes it off. */
function readLaw(source: string, file: string): TrainingDocument {
  let title = '';
  const headings = new Map<number, string>();
  const clauses: { headings: string[]; text: string }[] = [];
  const body = source.indexOf('<!-- INFO END -->');
  for (const raw of source.split('\n')) {
    const line = raw.trim();
    const mark = /^(#+)\s*(.*)$/.exec(line);
    if (mark) {
      const [, hashes = '', name = ''] = mark;
      // A code in several files has its name and the part's, 中华人民共和国民法典 and 人格权编, on two such lines.
      if (hashes.length === 1) title += name;
      else {
        for (const level of [...headings.keys()]) if (level >= hashes.length) headings.delete(level);
        headings.set(hashes.length, name);
      }
      continue;
    }
    if (line === '' || line.startsWith('<!--')) continue;
    const isArticle = ARTICLE.test(line);
    const last = clauses.at(-1);
    if (isArticle || (last === undefined && body < 0)) {
      clauses.push({ headings: [...headings.values()], text: line });
    } else if (last !== undefined) last.text += `\n${line}`;
  }
  return { kind: 'law', title, file, clauses };
}

export const withoutNumber = (text: string): string => text.replace(ARTICLE, '');

function readPolicy(source: string, kind: 'policy' | 'corpus', file: string): TrainingDocument {
  const lines = source.split(/\r?\n/).map((line) => line.replace(/[*#]/g, '').trim());
  const title = lines.find((line) => line.length > 4) ?? '';
  const clauses: TrainingClause[] = [];
  let headings: string[] = [];
  for (const line of lines) {
    if (line.length < 4) continue;
    const level = /^[一二三四五六七八九十第]/.test(line) ? 0 : 1;
    if (line.length <= HEADING_LENGTH && HEADING.test(line) && !/[。；]$/.test(line)) {
      headings = level === 0 ? [line] : [...headings.slice(0, 1), line];
    } else if (line.length > 15) clauses.push({ headings, text: line });
  }
  return { kind, title, file, clauses };
}

/** GB18030 where the bytes are no UTF-8: a few of the older files are. */
export function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export function readPolicies(folder: string, kind: 'policy' | 'corpus'): TrainingDocument[] {
  return listFiles(folder, '.txt').map((path) =>
    readPolicy(decode(readFileSync(path)), kind, relative(folder, path)),
  );
}

export function readRows<Row>(path: string, schema: z.ZodType<Row>): Row[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => schema.parse(JSON.parse(line)));
}

const Question = z.object({
  id: z.string(),
  question: z.string(),
  articles: z.array(z.object({ name: z.string(), text: z.string() })),
});

export const readQuestions = (path: string): TrainingQuestion[] => readRows(path, Question);

const Matter = z.object({
  TASK_NAME: z.string(),
  accept_standard: z.unknown(),
  material_intro: z.unknown(),
  theme_category: z.unknown(),
  DEPT_NAME: z.unknown(),
  parentCatalogName: z.unknown(),
});

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item.length > 3,
  );

export function readServiceMatters(path: string): ServiceMatter[] {
  return readRows(path, Matter).map((row) => ({
    name: row.TASK_NAME,
    statements: [
      ...textsOf(row.accept_standard),
      textsOf(row.material_intro).join('；'),
      [...textsOf(row.parentCatalogName), ...textsOf(row.theme_category), ...textsOf(row.DEPT_NAME)].join(
        '；',
      ),
    ].filter((text) => text.length > 5),
  }));
}
