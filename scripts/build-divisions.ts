/**
 * Writes which province, city and county holds which to src/document/divisions.txt.
 *
 *   tsx scripts/build-divisions.ts ../shared/data/eval/words/admin-divisions.jsonl
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { DIVISIONS_FILE } from '../src/document/divisions.ts';

const Division = z.object({
  level: z.enum(['province', 'city', 'county']),
  name: z.string(),
  parent: z.string().nullable(),
  province: z.string().optional(),
});

/** Headings of the source's table that are no places: 市辖区, 县, 省直辖县级行政区划. */
const isHeading = (name: string): boolean => /^(?:市辖区|县|.*直辖县级行政区划)$/u.test(name);

const [path = ''] = process.argv.slice(2);
const divisions = readFileSync(path, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Division.parse(JSON.parse(line)));
const lines: string[] = [];
for (const province of divisions.filter(({ level }) => level === 'province')) {
  lines.push(province.name);
  for (const city of divisions.filter(({ level, parent }) => level === 'city' && parent === province.name)) {
    const counties = divisions
      .filter(
        ({ level, parent, province: of }) =>
          level === 'county' && parent === city.name && of === province.name,
      )
      .map(({ name }) => name);
    // A heading twice (市辖区 of four municipalities) names its counties once: those of this province.
    lines.push(`\t${isHeading(city.name) ? '' : city.name}\t${counties.join(' ')}`.trimEnd());
  }
}
const header =
  '# 省、市、县的隶属。省一行；其下每市一行，前为制表符，市名为空的是省直辖的县级。\n# 由 scripts/build-divisions.ts 从 modood/Administrative-divisions-of-China（WTFPL）生成。\n';
writeFileSync(DIVISIONS_FILE, `${header}${lines.join('\n')}\n`);
console.log(`${lines.length} lines`);
