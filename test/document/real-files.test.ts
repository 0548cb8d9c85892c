import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseClauses } from '../../src/clause/parse.ts';
import type { Clause } from '../../src/clause/schema.ts';
import { normaliseDocumentNumber } from '../../src/document/document-number.ts';
import { readLayout } from '../../src/document/layout.ts';
import { readMetadata } from '../../src/document/metadata.ts';
import { readFile } from '../../src/document/read-file.ts';
import type { DocumentMetadata } from '../../src/document/schema.ts';
import { AppError } from '../../src/errors.ts';
import { readAs } from '../../src/text/reading.ts';

/** 60 files as governments publish them, with values that people agreed on; the folder's README explains the fields. */
const FOLDER = fileURLToPath(new URL('../../../shared/data/documents', import.meta.url));
const PRESENT = existsSync(join(FOLDER, 'expected.jsonl'));

const Expected = z.object({
  file: z.string(),
  title: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  date: z.string().nullable(),
  topLevelHeadings: z.array(z.string()).nullable(),
  articles: z.number().nullable(),
});
type Expected = z.infer<typeof Expected>;

type Read = Readonly<{
  expected: Expected;
  metadata: DocumentMetadata;
  headings: readonly string[];
  articles: number;
}>;

/** As the folder's README compares: without white space, brackets of one kind. */
const plain = (value: string | null): string | null =>
  value
    ?.replaceAll(/\s/g, '')
    .replaceAll(/[〔［[(]/g, '（')
    .replaceAll(/[〕］\])]/g, '）') ?? null;

/** Clauses of the document and of what it encloses, in reading order; annexes are left out. */
const within = (clauses: readonly Clause[]): Clause[] =>
  clauses.flatMap((clause) => (clause.kind === 'attachment' ? [] : [clause, ...within(clause.children)]));

/** Label and heading, or the begin of the paragraph that the label numbers. */
function headingOf(text: string, clause: Clause): string {
  const own = { start: clause.start, end: clause.children[0]?.start ?? clause.end };
  const whole = plain(readAs(text, own)) ?? '';
  const heading = plain(`${clause.label ?? ''}${clause.heading ?? ''}`) ?? '';
  return clause.heading === null ? whole : heading;
}

function headingsOf(text: string, clauses: readonly Clause[]): string[] {
  const all = within(clauses);
  const chapters = all.filter(({ kind }) => kind === 'chapter');
  return (chapters.length > 0 ? chapters : all.filter(({ kind }) => kind === 'part')).map((clause) =>
    headingOf(text, clause),
  );
}

const sameHeading = (expected: string, found: string): boolean => {
  const wanted = plain(expected) ?? '';
  return wanted.endsWith('…') ? found.startsWith(wanted.slice(0, -1)) : found === wanted;
};

/** Scans hold no text: they are refused by name, and everything stated of them stands aside. */
async function readOne(expected: Expected): Promise<Read | null> {
  try {
    const { text, id } = await readFile(readFileSync(join(FOLDER, expected.file)), expected.file);
    const layout = readLayout(text);
    const clauses = parseClauses({ id, text }, layout);
    return {
      expected,
      metadata: readMetadata({ text, fileName: expected.file }, layout),
      headings: headingsOf(text, clauses),
      articles: within(clauses).filter(({ kind }) => kind === 'article').length,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'scanned_file') return null;
    throw error;
  }
}

describe.skipIf(!PRESENT)(
  `58 files as published${PRESENT ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    let files: readonly Read[] = [];

    beforeAll(async () => {
      const rows = readFileSync(join(FOLDER, 'expected.jsonl'), 'utf8').trim().split('\n');
      const read: (Read | null)[] = [];
      for (const row of rows) read.push(await readOne(Expected.parse(JSON.parse(row))));
      files = read.filter((one) => one !== null);
    }, 120_000);

    it('all but the two scans are read', () => {
      expect(files).toHaveLength(56);
    });

    it.each([
      ['title', 'title'],
      ['documentNumber', 'documentNumber'],
      ['issuer', 'issuer'],
      ['date', 'issuedOn'],
    ] as const)('give the %s that was agreed on in 92 of 100', (field, name) => {
      const wrong = files.flatMap(({ expected, metadata }) => {
        // The list writes numbers as printed, this project in one form.
        const wanted = expected[field];
        const value = name === 'documentNumber' && wanted !== null ? normaliseDocumentNumber(wanted) : wanted;
        const same = plain(value) === plain(metadata[name]);
        return same ? [] : [`${expected.file}: ${metadata[name]}, not ${wanted}`];
      });
      expect(wrong.length / files.length, wrong.join('\n')).toBeLessThanOrEqual(0.08);
    });

    it('give their headings and their number of articles in 90 of 100', () => {
      const given = files.filter(
        ({ expected }) => expected.topLevelHeadings !== null || expected.articles !== null,
      );
      const wrong = given.flatMap(({ expected, headings, articles }) => {
        const wanted = expected.topLevelHeadings;
        const sameHeadings =
          wanted === null ||
          (wanted.length === headings.length &&
            wanted.every((one, at) => sameHeading(one, headings[at] ?? '')));
        const sameArticles = expected.articles === null || expected.articles === articles;
        if (sameHeadings && sameArticles) return [];
        return [`${expected.file}: ${articles} articles, not ${expected.articles}; ${headings.join(' / ')}`];
      });
      expect(wrong.length / given.length, wrong.join('\n')).toBeLessThanOrEqual(0.1);
    });
  },
);
