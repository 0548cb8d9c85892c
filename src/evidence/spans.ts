import type { CatalogueReader, SearchIndex } from '../indexing/schema.ts';
import type { Span } from '../text/schema.ts';
import type { PassageReader, ReadSentence } from './passage-reader.ts';
import type { Evidence } from './schema.ts';

/** A part of a sentence between commas, semicolons or colons; `span` is in the document's text. */
export type Part = Readonly<{ span: Span; text: string; sentence: number }>;

/**
 * The sentences around a piece of evidence in the same unit, cut into parts, in reading order. `seed` is the
 * number of the evidence's own sentence.
 */
export type Surroundings = Readonly<{
  sentences: readonly ReadSentence[];
  parts: readonly Part[];
  /** Parts `[firstPart[s], firstPart[s + 1])` are of sentence s. */
  firstPart: readonly number[];
  seed: number;
}>;

/** A run of parts `[first, last]` of surroundings. */
export type PartRun = Readonly<{ first: number; last: number }>;

/** Passages looked at on either side of the evidence's own. */
const NEIGHBOURS = 3;

/** Within one sentence at most this many parts make a run, unless it is the whole sentence. */
const LONGEST_RUN = 5;
/** Of a sentence of very many parts only the first are tried as beginnings and ends. */
const MOST_PARTS = 14;

/** An answer has at most three sentences, or more of at most so many characters together. */
const MOST_SENTENCES = 3;
const LONGEST_RUN_CHARACTERS = 220;

/** Reads what stands around `evidence` in its unit. */
export function readSurroundings(
  evidence: Evidence,
  {
    search,
    catalogue,
    passageReader,
  }: Readonly<{
    search: SearchIndex;
    catalogue: CatalogueReader;
    passageReader: PassageReader;
  }>,
): Surroundings {
  const { passage, span } = evidence;
  const numbers = Array.from(
    { length: 2 * NEIGHBOURS + 1 },
    (_, at) => passage.passage - NEIGHBOURS + at,
  ).filter((number) => number >= 0 && number < search.statistics.passages);
  const documents = search.documentsOf(numbers);
  const units = search.unitsOf(numbers);
  const unit = units[numbers.indexOf(passage.passage)];
  const kept = numbers.filter((_, at) => documents[at] === passage.document && units[at] === unit);
  const sentences: ReadSentence[] = [];
  const parts: Part[] = [];
  const firstPart: number[] = [];
  let seed = 0;
  const pathOf = (clauseId: string) => [
    ...(catalogue.clause(clauseId)?.ancestors ?? []).map(({ id }) => id),
    clauseId,
  ];
  let own: ReadonlySet<string> | undefined;
  for (const near of search.passages(kept)) {
    // A quote lies in one clause: the evidence's own, or one above that holds both (the article of two 款).
    if (near.clauseId !== passage.clauseId) {
      own ??= new Set(pathOf(passage.clauseId));
      if (!pathOf(near.clauseId).some((id) => own?.has(id))) continue;
    }
    for (const sentence of passageReader.read(near).sentences) {
      if (near.passage === passage.passage && near.start + sentence.span.start === span.start)
        seed = sentences.length;
      firstPart.push(parts.length);
      for (const [at, text] of sentence.parts.entries()) {
        const { start = 0, end = 0 } = sentence.partSpans[at] ?? {};
        parts.push({
          span: { start: near.start + start, end: near.start + end },
          text,
          sentence: sentences.length,
        });
      }
      sentences.push(sentence);
    }
  }
  firstPart.push(parts.length);
  return { sentences, parts, firstPart, seed };
}

export const spanOf = ({ parts }: Surroundings, { first, last }: PartRun): Span => ({
  start: parts[first]?.span.start ?? 0,
  end: parts[last]?.span.end ?? 0,
});

/**
 * What might be quoted: runs of parts within the evidence's sentence, the sentence, and it with whole sentences before
 * and behind it, up to the length of an answer. The whole sentence comes first.
 */
export function candidateRuns(around: Surroundings): PartRun[] {
  const { parts, firstPart, sentences, seed } = around;
  const start = firstPart[seed] ?? 0;
  const end = (firstPart[seed + 1] ?? 0) - 1;
  const runs: PartRun[] = [{ first: start, last: end }];
  const furthest = Math.min(end, start + MOST_PARTS - 1);
  for (let first = start; first <= furthest; first += 1) {
    for (let last = first; last <= Math.min(furthest, first + LONGEST_RUN - 1); last += 1) {
      if (first !== start || last !== end) runs.push({ first, last });
    }
    // To the end of the sentence, however long.
    if (first > start && end - first >= LONGEST_RUN) runs.push({ first, last: end });
  }
  const whole = (from: number, to: number) => {
    const run = { first: firstPart[from] ?? 0, last: (firstPart[to + 1] ?? 0) - 1 };
    const { start: begin, end: stop } = spanOf(around, run);
    if (to - from + 1 <= MOST_SENTENCES || stop - begin <= LONGEST_RUN_CHARACTERS) runs.push(run);
  };
  for (let from = Math.max(0, seed - 2); from <= seed; from += 1) {
    for (let to = seed; to < Math.min(sentences.length, seed + 6); to += 1) {
      if (from !== to) whole(from, to);
    }
  }
  const held = runs.filter(({ first, last }) => parts[first] !== undefined && parts[last] !== undefined);
  // What opens a list (有下列情形之一的：) says nothing without it.
  const opensList = (last: number): boolean =>
    /[：:]\s*$/u.test(parts[last]?.text ?? '') && last + 1 < parts.length;
  const closed = held.filter(({ last }) => !opensList(last));
  return closed.length === 0 ? held : closed;
}
