import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/answer/knowledge.ts';
import type { Knowledge } from '../../src/answer/schema.ts';
import { readConfig } from '../../src/config.ts';
import { buildIndex } from '../../src/indexing/ingest.ts';
import { disclosureLabel, labelsOf, Visibility } from '../../src/service/visibility.ts';

describe('disclosureLabel', () => {
  it.each([
    ['此件主动公开', '主动公开'],
    ['主动公开', '主动公开'],
    ['公开属性：主动公开', '主动公开'],
    ['此件公开发布', '主动公开'],
    ['此 件 主 动 公 开', '主动公开'],
    ['此件依申请公开', '依申请公开'],
    ['此件不予公开', '不予公开'],
    ['此件不公开', '不予公开'],
    ['不予主动公开', '不予公开'],
    ['此件免予公开', '不予公开'],
    ['□主动公开□依申请公开', '依申请公开'],
    ['删减后主动公开', '未注明'],
    ['此件发至县级', '未注明'],
    ['', '未注明'],
    [null, '未注明'],
  ])('%s: %s', (stated, label) => {
    expect(disclosureLabel(stated)).toBe(label);
  });
});

const key = (labels: readonly string[] | null) => ({ id: 'k', name: 'k', role: 'ask', labels }) as const;

describe('labelsOf', () => {
  it('takes those of the key, else those of 公众号', () => {
    const config = readConfig({});
    expect(labelsOf({ channel: 'wechat', key: key(null) }, config)).toBeNull();
    expect(labelsOf({ channel: 'http', key: key(['主动公开']) }, config)).toEqual(['主动公开']);
    expect(labelsOf({ channel: 'wechat', key: null }, config)).toEqual(['主动公开']);
    expect(labelsOf({ channel: 'wecom', key: null }, config)).toBeNull();
    expect(labelsOf({ channel: 'wechat', key: null }, readConfig({ WECHAT_LABELS: '' }))).toBeNull();
  });
});

const notice = (number: number, days: number, disclosure: string, end = '') => `青阳市人民政府文件
青政发〔2025〕${number}号

青阳市人民政府关于企业诉求办理时限的第${number}号通知

各区人民政府：

一、办理时限

企业诉求应当自受理之日起${days}个工作日内办结。${end}

青阳市人民政府
2025年1月${number}日
${disclosure}
`;

const TEXTS = {
  'open.txt': notice(1, 15, '（此件主动公开）'),
  'closed.txt': notice(
    2,
    3,
    '（此件不予公开）',
    '《青阳市人民政府关于企业诉求办理时限的第1号通知》（青政发〔2025〕1号）同时废止。',
  ),
  'silent.txt': notice(3, 8, ''),
};

describe('a restricted snapshot of a real index', () => {
  let folder: string;
  let whole: Knowledge;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zhengda-visibility-'));
    for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(folder, name), text);
    const config = { ...readConfig({}), ZHENGDA_INDEX: join(folder, 'index') };
    await buildIndex(
      config,
      Object.keys(TEXTS).map((name) => join(folder, name)),
    );
    whole = await openKnowledge(config);
    for (const { id, fileName } of whole.catalogue.documents({ limit: 9 }).documents) ids.set(fileName, id);
  }, 120_000);
  afterAll(() => {
    whole.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = (labels: readonly string[] | null, unlabelled: '未注明' | '主动公开' = '未注明') =>
    new Visibility({ ZHENGDA_UNLABELLED: unlabelled }).restrict(whole, labels);
  const files = (knowledge: Knowledge) =>
    knowledge.catalogue.documents({ limit: 9 }).documents.map(({ fileName }) => fileName);
  const quotes = async (knowledge: Knowledge, question: string) => {
    const { citations, related, warnings } = await knowledge.ask({ question, topK: 5 });
    return JSON.stringify([citations, related, warnings]);
  };

  it('holds the documents of the labels', () => {
    expect(files(seen(null))).toHaveLength(3);
    expect(files(seen(['主动公开']))).toEqual(['open.txt']);
    expect(files(seen(['未注明']))).toEqual(['silent.txt']);
    expect(files(seen(['主动公开'], '主动公开')).sort()).toEqual(['open.txt', 'silent.txt']);
    expect(files(seen([]))).toEqual([]);
    expect(seen(['主动公开', '依申请公开', '不予公开', '未注明'])).toBe(whole);
  });

  it('answers from them alone, and does not say who repealed them', async () => {
    const question = '企业诉求应当在几个工作日内办结';
    expect(await quotes(whole, question)).toContain('3个工作日');
    const said = await quotes(seen(['主动公开']), question);
    expect(said).toContain('15个工作日');
    expect(said).not.toContain('自受理之日起3个工作日');
    expect(said).not.toContain('〔2025〕2号');
    expect(said).not.toContain(ids.get('closed.txt'));
  });

  it('does not know a hidden document by number, title, id or status', async () => {
    const open = seen(['主动公开']);
    const closed = ids.get('closed.txt') ?? '';
    for (const question of ['青政发〔2025〕2号的办结时限', '2号文的印发日期', '青政发〔2025〕2号第一条'])
      expect(await quotes(open, question)).not.toContain(closed);
    const { hits } = await open.search({ query: '青政发〔2025〕2号 办结时限', topK: 9, mode: 'hybrid' });
    expect(hits.map(({ document }) => document.id)).not.toContain(closed);
    const { catalogue } = open;
    expect([catalogue.document(closed), catalogue.text(closed), catalogue.original(closed)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(catalogue.documentsByNumber('青政发〔2025〕2号')).toEqual([]);
    expect(catalogue.referencedBy(ids.get('open.txt') ?? '')).toEqual([]);
    const { status, reason } = catalogue.standing(ids.get('open.txt') ?? '');
    expect([status, reason.documentId, reason.sentence]).toEqual(['repealed', null, null]);
  });

  it('pages over what is hidden', () => {
    const open = seen(['主动公开', '未注明']);
    const first = open.catalogue.documents({ limit: 1 });
    const second = open.catalogue.documents({ limit: 1, cursor: first.nextCursor ?? '' });
    expect([first.documents.length, second.documents.length, second.nextCursor]).toEqual([1, 1, null]);
  });

  it('is made once for the same labels', () => {
    const visibility = new Visibility({ ZHENGDA_UNLABELLED: '未注明' });
    expect(visibility.restrict(whole, ['主动公开', '未注明'])).toBe(
      visibility.restrict(whole, ['未注明', '主动公开', '未注明']),
    );
  });
});
