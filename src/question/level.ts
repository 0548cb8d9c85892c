import type { DocumentLevel } from '../document/schema.ts';

/** Words that say whose rules are meant. The narrower ones stand first: 全省开发区 is said of a zone's standing. */
const LEVELS: readonly (readonly [DocumentLevel, RegExp])[] = [
  ['development_zone', /(?:经|高新|井)开区|开发区里|管委会/u],
  ['county', /县里|全县|我县|县政府|[\u4e00-\u9fff]县(?!级|市|域|区)/u],
  ['province', /省里|全省|我省|省政府|省级/u],
  ['national', /国务院|国家规定|全国统一|中央/u],
  ['city', /市里|全市|我市|市政府/u],
];

/** The level whose document a question asks after (省里要求 → province), or null. */
export function findLevel(normalised: string): DocumentLevel | null {
  return LEVELS.find(([, pattern]) => pattern.test(normalised))?.[0] ?? null;
}
