import type { Clause } from './schema.ts';

/** Longer headings are sentences, shorter ones say nothing by themselves. */
const LENGTH = { least: 4, most: 30 } as const;

/** Headings that are phrases of their own, in reading order, without blanks and the marks that end them. */
export function* shortHeadings(clauses: readonly Clause[]): Generator<string> {
  for (const { heading, children } of clauses) {
    const phrase = heading?.replaceAll(/[\s。；：]/gu, '') ?? '';
    if (phrase.length >= LENGTH.least && phrase.length <= LENGTH.most) yield phrase;
    yield* shortHeadings(children);
  }
}
