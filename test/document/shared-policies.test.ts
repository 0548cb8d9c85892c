import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findDocumentNumbers, normaliseDocumentNumber } from '../../src/document/document-number.ts';
import { readMetadata } from '../../src/document/metadata.ts';
import { readText } from '../../src/document/read-text.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/train/policies', import.meta.url));
const PRESENT = existsSync(FOLDER);

const Row = z.object({ file: z.string(), title: z.string(), documentNumber: z.string().optional() });

/** As the lists write it: 国令 for an order of the State Council, brackets and blanks of all kinds. */
const plain = (number: string | null): string =>
  (normaliseDocumentNumber((number ?? '').replace(/^国令/, '中华人民共和国国务院令')) ?? number ?? '')
    .replace(/^中华人民共和国(?=国务院)/, '')
    .replaceAll(/\s/g, '');

/** The central bank's list has the number in brackets behind the title, or an order's as the title. */
function listedNumber({ title, documentNumber }: z.infer<typeof Row>): string | null {
  if (documentNumber !== undefined) return documentNumber;
  const bracketed = /[（(【]([^（(【]*号)[）)】]\s*$/.exec(title)?.[1];
  const order = /^[^（(]*(?:令|公告)\s*(?:[〔（([]\d{4}[〕）)\]])?\s*第?\d+号/.exec(title)?.[0];
  const number = bracketed ?? order;
  return number !== undefined && normaliseDocumentNumber(number) !== null ? number : null;
}

describe.skipIf(!PRESENT)(
  `policies with a listed number${PRESENT ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    it.each(['pbc', 'statecouncil'])('%s: 95 of 100 numbers that stand in the text are found', (name) => {
      const folder = join(FOLDER, name);
      const rows = readFileSync(join(folder, 'metadata.jsonl'), 'utf8').trim().split('\n');
      let listed = 0;
      const wrong: string[] = [];
      for (const line of rows) {
        const row = Row.parse(JSON.parse(line));
        const number = listedNumber(row);
        if (number === null || !existsSync(join(folder, row.file))) continue;
        const { text } = readText(readFileSync(join(folder, row.file)), row.file);
        // Many files hold only what was attached to the document; there its number stands nowhere.
        const head = text.slice(0, 1000);
        const wanted = plain(number);
        const stated = findDocumentNumbers(head).some((found) => plain(found.documentNumber) === wanted);
        if (!stated) continue;
        listed += 1;
        const { documentNumber } = readMetadata({ text, fileName: row.file });
        if (plain(documentNumber) !== wanted) wrong.push(`${row.file}: ${documentNumber}, not ${number}`);
      }
      expect(listed).toBeGreaterThan(50);
      expect(wrong.length / listed, wrong.join('\n')).toBeLessThanOrEqual(0.05);
    });
  },
);
