import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  AGREED_FIELDS,
  isRightStructure,
  judgeField,
  judgeStructure,
  type RealFile,
  readRealFiles,
} from '../../src/evaluation/documents/real-files.ts';

/** 60 files as governments publish them, with values that people agreed on; the folder's README explains the fields. */
const FOLDER = fileURLToPath(new URL('../../../shared/data/documents', import.meta.url));
const PRESENT = existsSync(join(FOLDER, 'expected.jsonl'));

describe.skipIf(!PRESENT)(
  `60 files as published${PRESENT ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    let files: readonly RealFile[] = [];

    beforeAll(async () => {
      files = await readRealFiles(FOLDER);
    }, 120_000);

    it('are read, but for the two scans, which are refused by name', () => {
      expect(files).toHaveLength(60);
      const refused = files.flatMap(({ file, refused: code }) => (code === null ? [] : [`${file} ${code}`]));
      expect(refused).toEqual(['pdf-11.pdf scanned_file', 'pdf-12.pdf scanned_file']);
    });

    it.each(AGREED_FIELDS)('give the %s that was agreed on in 92 of 100', (field) => {
      const verdicts = judgeField(files, field);
      const wrong = verdicts
        .filter(({ right }) => !right)
        .map(({ file, wanted, found }) => `${file}: ${found}, not ${wanted}`);
      expect(verdicts.length).toBeGreaterThan(50);
      expect(wrong.length / verdicts.length, wrong.join('\n')).toBeLessThanOrEqual(0.08);
    });

    it('give their headings and their number of articles in 90 of 100', () => {
      const verdicts = judgeStructure(files);
      const wrong = verdicts.filter((verdict) => !isRightStructure(verdict)).map(({ file }) => file);
      expect(verdicts.length).toBeGreaterThan(50);
      expect(wrong.length / verdicts.length, wrong.join('\n')).toBeLessThanOrEqual(0.1);
    });
  },
);
