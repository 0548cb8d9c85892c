/**
 * Writes the names of provinces, cities and counties, and their short forms (兴国县, 兴国), to the dictionary folder.
 *
 *   tsx scripts/build-places.ts ../shared/data/eval/words/admin-divisions.jsonl
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import nodejieba from 'nodejieba';
import { z } from 'zod';
import { readConfig } from '../src/config.ts';
import { PLACES_FILE } from '../src/text/segment.ts';

const Division = z.object({ name: z.string() });
const SUFFIX = /(?:(?:[\u4e00-\u9fff]{1,4}族)*自治[区州县旗]|特别行政区|地区|林区|[省市县区盟旗])$/u;

/** Short forms that are everyday words (和平, 城区) are left out: jieba tags only names of places as ns. */
const isName = (short: string): boolean => {
  const [only, ...others] = nodejieba.tag(short);
  return short.length >= 2 && others.length === 0 && only?.tag === 'ns';
};

const [path = ''] = process.argv.slice(2);
const places = new Set<string>();
for (const line of readFileSync(path, 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  const { name } = Division.parse(JSON.parse(line));
  if (name.length < 3) continue;
  places.add(name);
  const short = name.replace(SUFFIX, '');
  if (isName(short)) places.add(short);
}
const header = '# 省、市、县的名称和简称。一行一个，“#”后为注释。由 scripts/build-places.ts 生成。\n';
writeFileSync(
  join(readConfig().ZHENGDA_DICTIONARY, PLACES_FILE),
  `${header}${[...places].sort().join('\n')}\n`,
);
console.log(`${places.size} places`);
