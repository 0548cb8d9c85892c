import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AskTools } from '../../src/answer/ask.ts';
import { readConfig } from '../../src/config.ts';
import { askSpans } from '../../src/evaluation/ask-spans.ts';
import { openLawIndex } from '../../src/evaluation/law-index.ts';
import { toolsOfDocument } from '../../src/evaluation/one-document.ts';
import { openTexts } from '../../src/evaluation/open-texts.ts';
import { readPublicSets } from '../../src/evaluation/public-sets.ts';
import {
  askTimes,
  measureAlone,
  measureNcp,
  rankEquals,
  rankStard,
} from '../../src/evaluation/public-stages.ts';
import { RANKING_SYSTEMS, SystemRanks } from '../../src/evaluation/rank-items.ts';
import { writeData } from './public-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhengda-public-'));
const data = writeData(join(folder, 'data'));
const sets = readPublicSets(data);
const config = readConfig({});
const cached = { cache: join(folder, 'cache'), name: 'laws' };
const openLaws = () => openLawIndex(join(data, 'train/laws'), config, cached);

let tools: AskTools;
let close: () => void;
beforeAll(async () => {
  ({ tools, close } = await openLaws());
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

describe('openLawIndex', () => {
  it('takes a kept index as it is, and makes it anew where the state is another', async () => {
    const manifest = join(cached.cache, 'laws/manifest.json');
    const state = readFileSync(join(cached.cache, 'laws.state'), 'utf8');
    const before = statSync(manifest).mtimeMs;
    (await openLaws()).close();
    expect(statSync(manifest).mtimeMs).toBe(before);
    writeFileSync(join(cached.cache, 'laws.state'), 'of another model');
    (await openLaws()).close();
    expect(statSync(manifest).mtimeMs).toBeGreaterThan(before);
    expect(readFileSync(join(cached.cache, 'laws.state'), 'utf8')).toBe(state);
  });
});

describe('questions on articles', () => {
  it('STARD: finds both articles by their nearly identical texts, and leaves out what is in no law', async () => {
    const { ranks, absent } = await rankStard(sets.stard, tools);
    expect(absent).toBe(1);
    for (const system of RANKING_SYSTEMS) expect(ranks[system]).toHaveLength(1);
    // 超载, 罚款 stand in 第四条 alone, 渡船 in 第三条 alone.
    expect([...(ranks.lexical[0] ?? [])].sort()).toEqual([1, 2]);
    // A rank that is not there survives the way through JSON.
    const missed = { ...ranks, dense: [[Number.POSITIVE_INFINITY]] };
    expect(SystemRanks.parse(JSON.parse(JSON.stringify(missed)))).toEqual(missed);
  });

  it('EQUALS: finds the article by its text without the heading, or by its number', async () => {
    const byText = sets.equals.map((question) => ({ ...question, law: '别的办法' }));
    const byNumber = sets.equals.map((question) => ({ ...question, context: '文字不同的一条，修订过。' }));
    for (const questions of [byText, byNumber]) {
      expect(await rankEquals(questions, tools)).toMatchObject({ absent: 0, ranks: { lexical: [[1]] } });
    }
    const neither = byNumber.map((question) => ({ ...question, law: '别的办法' }));
    expect(await rankEquals(neither, tools)).toMatchObject({ absent: 1, ranks: { lexical: [] } });
  });

  it('times every question', async () => {
    const { count, medianMs, p99Ms } = await askTimes(['渡船超载', '水费'], tools);
    expect(count).toBe(2);
    expect(p99Ms).toBeGreaterThanOrEqual(medianMs);
  });
});

describe('questions for spans', () => {
  it('NCP: ranks documents and answers with the span', async () => {
    const { ranks, outcomes } = await measureNcp(sets.ncp, config);
    expect(ranks.lexical).toEqual([[1], [1]]);
    expect(outcomes.map(({ id, hasSpan }) => [id, hasSpan])).toEqual([
      ['ncp-1', true],
      ['ncp-2', true],
    ]);
    for (const { answered, cited, holds, f1, unrefusedF1, right } of outcomes) {
      if (answered) expect({ cited, holds, right }).toEqual({ cited: true, holds: true, right: true });
      else expect(f1).toBe(0);
      expect(unrefusedF1).toBeGreaterThanOrEqual(f1);
    }
  });

  it('asks each of its own document alone, equal texts indexed once', async () => {
    const { outcomes } = await measureAlone(sets.cail, config);
    expect(outcomes.map(({ answerable, hasSpan }) => [answerable, hasSpan])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(outcomes[1]).toMatchObject({ right: false, holds: false });
    const yes = sets.cail.slice(0, 1).map((question) => ({ ...question, answer: 'YES' }));
    expect((await measureAlone(yes, config)).outcomes[0]).toMatchObject({ answerable: true, hasSpan: false });
  });

  it('nothing else can be found in one document', async () => {
    const texts = await openTexts(
      sets.ncp.map(({ context }) => context),
      config,
    );
    try {
      const [ferry, orchard] = sets.ncp;
      if (ferry === undefined || orchard === undefined) throw new Error('no questions');
      const id = texts.idOf(orchard.context);
      const only = toolsOfDocument(texts.tools, id);
      expect(only.search.statistics).toBe(texts.tools.search.statistics);
      expect(only.search.passagesOf(0)).toEqual(texts.tools.search.passagesOf(0));
      // The question on the ferry, asked of the orchard's text: whatever is quoted is not of the ferry's.
      const [outcome] = await askSpans([ferry], () => id, texts.tools, { alone: true });
      expect(outcome).toMatchObject({ holds: false, right: false });
      expect(() => toolsOfDocument(texts.tools, 'none')).toThrow(/none/u);
    } finally {
      texts.close();
    }
  });
});
