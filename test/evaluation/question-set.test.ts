import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { squash } from '../../src/evaluation/judge.ts';
import { readQuestionSet, readSources } from '../../src/evaluation/question-set.ts';
import { CORPUS } from '../support/corpus.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const sources = readSources(CORPUS);

describe('corpus/SOURCES.md', () => {
  it('lists every document with its checksum', () => {
    const names = readdirSync(CORPUS).filter((name) => name.endsWith('.txt'));
    expect([...sources.values()].sort()).toEqual(names.sort());
    const table = readFileSync(join(CORPUS, 'SOURCES.md'), 'utf8');
    for (const name of names) {
      const sha256 = createHash('sha256')
        .update(readFileSync(join(CORPUS, name)))
        .digest('hex');
      expect(table, name).toContain(`| ${name} | `);
      expect(table, name).toContain(sha256);
    }
  });
});

describe.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))('%s', (name) => {
  const questions = readQuestionSet(join(folder, name), sources);

  it('has ids of its own', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
  });

  it('expects only what its file says', () => {
    for (const { id, expected } of questions) {
      if (expected === null) continue;
      const text = squash(readFileSync(join(CORPUS, expected.fileName), 'utf8'));
      for (const part of expected.contains) expect(text.includes(squash(part)), `${id}: ${part}`).toBe(true);
    }
  });
});

describe('readQuestionSet', () => {
  it('takes the last turn of a conversation as the question, and names a wrong line', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'zhengda-set-')), 'set.jsonl');
    writeFileSync(path, '{"id":"m","turns":["一","二","三"],"file":"f","contains":["x"]}\n');
    expect(readQuestionSet(path, new Map([['f', 'g']]))).toEqual([
      { id: 'm', history: ['一', '二'], question: '三', expected: { fileName: 'g', contains: ['x'] } },
    ]);
    writeFileSync(path, '{"id":"m","question":"一","answerable":false}\n{"id":"n","question":"二"}\n');
    expect(() => readQuestionSet(path, new Map())).toThrow(/set\.jsonl:2/u);
  });
});
