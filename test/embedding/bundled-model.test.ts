import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Config, readConfig } from '../../src/config.ts';
import { openEmbedder } from '../../src/embedding/model.ts';
import type { Embedder } from '../../src/embedding/schema.ts';
import { Segmenter } from '../../src/text/segment.ts';

const folder = Config.parse({}).EMBEDDING_MODEL;
const segmenter = Segmenter.open(readConfig().ZHENGDA_DICTIONARY);

/** Written before the model was trained: a word or question, what means nearly the same, and what does not. */
const TRIPLES: readonly (readonly [string, string, string])[] = [
  ['办理时限', '办结期限', '森林防火'],
  ['公章', '印章', '水产养殖'],
  ['工资', '劳动报酬', '河道'],
  ['补贴', '补助', '签证'],
  ['罚款', '处罚', '图书馆'],
  ['拆迁', '房屋征收补偿', '食品添加剂'],
  ['养老金', '退休', '航空器'],
  ['怀孕', '生育', '商标'],
  ['孩子上学', '义务教育入学', '矿产资源开采'],
  ['老板拖欠工资怎么办', '用人单位应当按时足额支付劳动者的劳动报酬', '房屋征收部门应当公布补偿方案'],
  ['政府采购能指定品牌吗', '采购人不得以特定的品牌排斥潜在供应商', '机动车驾驶人应当遵守交通信号'],
];

describe('bundled model', () => {
  let embedder: Embedder;
  beforeAll(async () => {
    embedder = await openEmbedder(folder, segmenter);
  });

  it('takes at most 32 MB on disk, card included', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const size = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(size).toBeLessThanOrEqual(32_000_000);
  });

  it.each(TRIPLES)('finds %s nearer to %s than to %s', async (text, near, far) => {
    const vectors = await embedder.embed([text, near, far], 'passage');
    const cosine = (row: number) =>
      vectors
        .subarray(0, embedder.dimensions)
        .reduce((sum, number, at) => sum + number * (vectors[row * embedder.dimensions + at] ?? 0), 0);
    expect(cosine(1)).toBeGreaterThan(cosine(2));
  });

  it('is the model that its card describes', () => {
    const card = join(folder, 'README.md');
    expect(existsSync(card)).toBe(true);
    expect(readFileSync(card, 'utf8')).toContain(embedder.hash);
  });
});
