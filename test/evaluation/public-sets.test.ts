import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { stardFold } from '../../src/evaluation/folds.ts';
import { publicSetsHash, readPublicSets } from '../../src/evaluation/public-sets.ts';
import { ROWS, toLines, writeData } from './public-fixture.ts';

const data = mkdtempSync(join(tmpdir(), 'zhengda-sets-'));
beforeEach(() => {
  writeData(data);
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('readPublicSets', () => {
  it('reads the four sets, each in its own form', () => {
    const { stard, ncp, equals, cail } = readPublicSets(data);
    expect(stard[0]).toEqual({
      id: 'stard-1',
      question: '坐的渡船超载了会被罚多少钱',
      fold: stardFold('stard-1'),
      articles: ROWS['train/stard-train.jsonl'][0].articles.map(({ text }) => text),
    });
    expect(ncp.map(({ answer }) => answer)).toEqual(['票价为三元', '一百二十元']);
    expect(equals[0]).toMatchObject({ law: '果园灌溉办法', articleNumber: '第二条' });
    expect(cail.map(({ answer }) => answer)).toEqual(['五千元', null]);
  });

  it.each([
    ['eval/ncp-dev.jsonl', { answer: { text: '票价为五元', span: [41, 46] } }],
    ['eval/equals-dev.jsonl', { answer: { text: '滞纳金', start: 0 } }],
    ['eval/cail-refusal-dev.jsonl', { answer: null }],
    ['train/stard-train.jsonl', { articles: [] }],
  ] as const)('names the line of %s that contradicts itself', (path, wrong) => {
    const [first] = ROWS[path];
    writeFileSync(join(data, path), `${toLines([first])}\n${toLines([{ ...first, ...wrong }])}`);
    // The second line is blank.
    expect(() => readPublicSets(data)).toThrow(`${path}:3: `);
  });

  it('names a line that is no JSON, and a set that is missing', () => {
    writeFileSync(join(data, 'eval/ncp-dev.jsonl'), '{"id":');
    expect(() => readPublicSets(data)).toThrow('ncp-dev.jsonl:1: no JSON');
    rmSync(join(data, 'eval/ncp-dev.jsonl'));
    expect(() => readPublicSets(data)).toThrow(/ENOENT/u);
  });
});

describe('publicSetsHash', () => {
  it('changes with any of the files', () => {
    const before = publicSetsHash(data);
    expect(publicSetsHash(data)).toBe(before);
    writeFileSync(join(data, 'eval/cail-refusal-dev.jsonl'), '');
    expect(publicSetsHash(data)).not.toBe(before);
  });
});
