import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseClauses } from '../../clause/parse.ts';
import { makePassages } from '../../clause/passages.ts';
import { readText } from '../../document/read-text.ts';
import { countArticles, coverageFault } from './clause-counts.ts';

/** Lines and articles of one law; `fault` where its clauses do not cover its text, or a passage of it is empty. */
export type LawReading = Readonly<{ file: string; lines: number; articles: number; fault: string | null }>;

/** Lines that begin with the number of an article, counted without the parser; 第十条之一 counts like any other. */
const countLines = (text: string): number =>
  text.match(/^第[一二三四五六七八九十百零〇千]+条/gm)?.length ?? 0;

/** Parses one law (UTF-8 or GB18030 text). */
export function readLaw(bytes: Uint8Array, file: string): LawReading {
  const document = readText(bytes, file);
  const clauses = parseClauses(document);
  const empty = makePassages(document.text, clauses).some(({ start, end }) => start >= end);
  return {
    file,
    lines: countLines(document.text),
    articles: countArticles(clauses),
    fault: coverageFault(clauses, 0, document.text.length) ?? (empty ? 'an empty passage' : null),
  };
}

/** All laws (.md) of the folder and the folders in it, ordered by path. */
export function readLaws(folder: string): LawReading[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => readLaw(readFileSync(join(folder, name)), basename(name)));
}
