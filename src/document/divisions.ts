import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Provinces, cities and counties as they were in 2023 (modood/Administrative-divisions-of-China, WTFPL). */
export const DIVISIONS_FILE = fileURLToPath(new URL('divisions.txt', import.meta.url));

export type DivisionLevel = 'province' | 'city' | 'county';

/** A division with all that hold it: names from the province down, the last its own. */
export type Division = Readonly<{ level: DivisionLevel; path: readonly string[] }>;

/** Names that belong to several places (市中区) have several divisions. */
type Table = ReadonlyMap<string, readonly Division[]>;

let loaded: Table | undefined;

function readTable(): Table {
  const table = new Map<string, Division[]>();
  const add = (name: string, division: Division): void => {
    const known = table.get(name);
    if (known === undefined) table.set(name, [division]);
    else known.push(division);
  };
  let province = '';
  for (const line of readFileSync(DIVISIONS_FILE, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith('\t')) {
      province = line;
      add(province, { level: 'province', path: [province] });
      continue;
    }
    const [, city = '', counties = ''] = line.split('\t');
    const above = city === '' ? [province] : [province, city];
    if (city !== '') add(city, { level: 'city', path: above });
    for (const county of counties.split(' ')) {
      if (county !== '') add(county, { level: 'county', path: [...above, county] });
    }
  }
  return table;
}

/** The divisions of that full name (江西省, 宜春市, 兴国县); empty for what is none, several where places share it. */
export function divisionsNamed(name: string): readonly Division[] {
  loaded ??= readTable();
  return loaded.get(name) ?? [];
}

const LONGEST_NAME = 15;

/** The name of a division that `text` has at `start`, the longest; null where there is none. */
export function divisionAt(text: string, start: number): string | null {
  for (let length = Math.min(LONGEST_NAME, text.length - start); length >= 2; length -= 1) {
    const name = text.slice(start, start + length);
    if (divisionsNamed(name).length > 0) return name;
  }
  return null;
}

/** The names of divisions in `text`, in reading order, each as often as it stands there. Linear. */
export function findDivisions(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const name = divisionAt(text, at);
    if (name !== null) found.push(name);
    at += name?.length ?? 1;
  }
  return found;
}

/** Places that name themselves after a city without 市: 宜春经济技术开发区, 深圳经济特区. */
const NAMED_AFTER = ['市', '地区', '省'];

/** The places that the beginning of a region's name may be, as names from the province down, and how much that is. */
type Known = Readonly<{ paths: readonly (readonly string[])[]; length: number }>;

function knownPart(region: string): Known {
  let paths: Known['paths'] = [];
  let length = 0;
  for (let name = divisionAt(region, 0); name !== null; name = divisionAt(region, length)) {
    const found = divisionsNamed(name).map(({ path }) => path);
    const within = found.filter((path) => paths.some((above) => above.every((one) => path.includes(one))));
    if (length > 0 && within.length === 0) break;
    paths = length === 0 ? found : within;
    length += name.length;
  }
  if (length > 0) return { paths, length };
  for (let end = Math.min(6, region.length - 1); end >= 2; end -= 1) {
    for (const suffix of NAMED_AFTER) {
      const named = divisionsNamed(region.slice(0, end) + suffix);
      if (named.length > 0) return { paths: named.map(({ path }) => path), length: end };
    }
  }
  return { paths, length };
}

/**
 * Whether the place `outer` holds the place `inner` or is it, both as documents name them: 江西省 holds 江西省宜春市,
 * 兴国县 and 宜春经济技术开发区. A name that several places share is held only by what holds all of them; a name
 * that is not on the list, by its own beginning alone.
 */
export function regionContains(outer: string, inner: string): boolean {
  if (outer === '') return false;
  if (inner.startsWith(outer)) return true;
  const holder = knownPart(outer);
  const [path, ...others] = holder.paths;
  // Of a zone the list knows only the city: the city's other parts are not in the zone.
  if (path === undefined || others.length > 0 || holder.length < outer.length) return false;
  const { paths } = knownPart(inner);
  return paths.length > 0 && paths.every((one) => path.every((name, level) => one[level] === name));
}
