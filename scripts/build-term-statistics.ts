/**
 * Counts in how many pieces of about 200 characters each term stands, over the laws and policies of a data folder
 * (official texts only), and writes the commoner terms to `models/term-statistics/terms.tsv`. A word that is common in
 * Chinese at large (听说, 自己), by the frequencies of jieba's dictionary, counts as common though official texts avoid it.
 *
 *   tsx scripts/build-term-statistics.ts ../shared/data/train/laws ../shared/data/train/policies
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import nodejieba from 'nodejieba';
import { readConfig } from '../src/config.ts';
import { normalise } from '../src/text/normalise.ts';
import { Segmenter } from '../src/text/segment.ts';

const PIECE_LENGTH = 200;
const PIECE_WORDS = 100;
/** Rarer terms keep the frequency that is assumed for unknown ones; the file stays small. */
const MINIMUM_FREQUENCY = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'models/term-statistics/terms.tsv' } },
});

function* textFiles(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* textFiles(path);
    else if (/\.(txt|md)$/.test(entry.name)) yield path;
  }
}

const segmenter = Segmenter.open(readConfig().ZHENGDA_DICTIONARY);
const frequencies = new Map<string, number>();
let pieces = 0;
for (const folder of positionals) {
  for (const file of textFiles(folder)) {
    const { text } = normalise(readFileSync(file, 'utf8'));
    for (let start = 0; start < text.length; start += PIECE_LENGTH) {
      pieces += 1;
      for (const term of new Set(segmenter.words(text.slice(start, start + PIECE_LENGTH)))) {
        frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
      }
    }
  }
}
const dictionary = readFileSync(nodejieba.DEFAULT_DICT, 'utf8')
  .split('\n')
  .map((line) => line.split(' '))
  .map(([word = '', count = '0']) => ({ word, count: Number(count) }));
const occurrences = dictionary.reduce((sum, { count }) => sum + count, 0);
for (const { word, count } of dictionary) {
  // A piece holds about PIECE_WORDS words; the chance that none of them is this one is (1 − p) ^ PIECE_WORDS.
  const share = 1 - (1 - count / occurrences) ** PIECE_WORDS;
  frequencies.set(word, Math.max(frequencies.get(word) ?? 0, Math.round(share * pieces)));
}
const rows = [...frequencies]
  .filter(([, frequency]) => frequency >= MINIMUM_FREQUENCY)
  .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
writeFileSync(
  values.out,
  `#\t${pieces}\n${rows.map(([term, frequency]) => `${term}\t${frequency}\n`).join('')}`,
);
console.log(`${pieces} pieces, ${frequencies.size} terms, ${rows.length} kept`);
