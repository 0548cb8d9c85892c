import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseClauses } from '../../src/clause/parse.ts';
import { makePassages } from '../../src/clause/passages.ts';
import type { Clause } from '../../src/clause/schema.ts';
import { readMetadata } from '../../src/document/metadata.ts';
import { readText } from '../../src/document/read-text.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/train/', import.meta.url));
const LAWS = join(SHARED, 'laws');
const STATE_COUNCIL = join(SHARED, 'policies/statecouncil');
const without = (folder: string): string =>
  existsSync(folder) ? '' : ' (skipped: ../shared/data is not here)';

function filesOf(folder: string, extension: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(folder, name));
}

/** The first fault of a tree: a gap, an overlap, or a repeated id; null where there is none. */
function faultOf(clauses: readonly Clause[], from: number, to: number, ids: Set<string>): string | null {
  let at = from;
  for (const clause of clauses) {
    if (clause.start !== at || clause.end < clause.start) return `${clause.id} at ${clause.start}, not ${at}`;
    if (ids.has(clause.id)) return `${clause.id} twice`;
    ids.add(clause.id);
    at = clause.end;
    const first = clause.children[0];
    const fault = first === undefined ? null : faultOf(clause.children, first.start, clause.end, ids);
    if (fault !== null) return fault;
  }
  return at === to ? null : `ends at ${at}, not ${to}`;
}

const countArticles = (clauses: readonly Clause[]): number =>
  clauses.reduce(
    (sum, { kind, children }) => sum + (kind === 'article' ? 1 : 0) + countArticles(children),
    0,
  );

describe.skipIf(!existsSync(LAWS))(`3,422 laws${without(LAWS)}`, () => {
  it('are covered by their clauses, and their articles are found', () => {
    let lines = 0;
    let articles = 0;
    const faults: string[] = [];
    const differing: string[] = [];
    for (const path of filesOf(LAWS, '.md')) {
      const document = readText(readFileSync(path), basename(path));
      const clauses = parseClauses(document);
      const fault = faultOf(clauses, 0, document.text.length, new Set());
      if (fault !== null) faults.push(`${path}: ${fault}`);
      const begun = document.text.match(/^第[一二三四五六七八九十百零〇千]+条/gm)?.length ?? 0;
      const counted = countArticles(clauses);
      if (begun !== counted) differing.push(`${basename(path)}: ${begun} lines, ${counted} articles`);
      lines += begun;
      articles += counted;
      for (const { start, end } of makePassages(document.text, clauses)) if (start >= end) faults.push(path);
    }
    expect(faults).toEqual([]);
    expect(lines).toBeGreaterThan(140_000);
    expect(Math.abs(articles - lines) / lines, differing.join('\n')).toBeLessThan(0.005);
    // Articles that a line does not begin, as those of 飞行基本规则, which has twelve lines for 124 articles.
    expect(differing.length, differing.join('\n')).toBeLessThan(17);
  }, 120_000);
});

/** The list was made by the folder's authors, apart from this program. It shortens 中华人民共和国国务院令 to 国令. */
describe.skipIf(!existsSync(STATE_COUNCIL))(
  `60 documents of the State Council${without(STATE_COUNCIL)}`,
  () => {
    const same = (text: string | null): string =>
      (text ?? '')
        .replaceAll(/\s/g, '')
        .replaceAll(/["“”〈〉《》]/g, '')
        .replaceAll('[', '〔')
        .replaceAll(']', '〕')
        .replace('中华人民共和国国务院令', '国令');

    it('give the titles and numbers that their list says', () => {
      const rows = readFileSync(join(STATE_COUNCIL, 'metadata.jsonl'), 'utf8').trim().split('\n');
      const wrong: string[] = [];
      for (const row of rows) {
        const listed: unknown = JSON.parse(row);
        if (typeof listed !== 'object' || listed === null || !('file' in listed) || !('title' in listed))
          continue;
        const metadata = readMetadata(
          readText(readFileSync(join(STATE_COUNCIL, String(listed.file))), String(listed.file)),
        );
        if (same(metadata.title) !== same(String(listed.title)))
          wrong.push(`${listed.file}: ${metadata.title}`);
        const number = 'documentNumber' in listed ? listed.documentNumber : null;
        if (number !== null && same(metadata.documentNumber) !== same(String(number))) {
          wrong.push(`${listed.file}: ${metadata.documentNumber}`);
        }
      }
      expect(rows).toHaveLength(60);
      expect(wrong).toEqual([]);
    });
  },
);
