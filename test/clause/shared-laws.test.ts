import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../src/document/metadata.ts';
import { readText } from '../../src/document/read-text.ts';
import { readLaws } from '../../src/evaluation/documents/laws.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/train/', import.meta.url));
const LAWS = join(SHARED, 'laws');
const STATE_COUNCIL = join(SHARED, 'policies/statecouncil');
const without = (folder: string): string =>
  existsSync(folder) ? '' : ' (skipped: ../shared/data is not here)';

describe.skipIf(!existsSync(LAWS))(`3,422 laws${without(LAWS)}`, () => {
  it('are covered by their clauses, and their articles are found', () => {
    const laws = readLaws(LAWS);
    const lines = laws.reduce((sum, law) => sum + law.lines, 0);
    const articles = laws.reduce((sum, law) => sum + law.articles, 0);
    const faults = laws.flatMap(({ file, fault }) => (fault === null ? [] : [`${file}: ${fault}`]));
    const differing = laws
      .filter((law) => law.lines !== law.articles)
      .map((law) => `${law.file}: ${law.lines} lines, ${law.articles} articles`);
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
