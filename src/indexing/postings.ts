import type { SectionReader, Sections } from './section-file.ts';
import { StringTable, StringTableBuilder } from './string-table.ts';

const MAX_COUNT = 0xff;
const MAX_LENGTH = 0xffff;
const INITIAL_ENTRIES = 1 << 16;

/**
 * How often each term stands in each passage's text and heading path, and in each document's title. Term `t` has the
 * postings `[lists[t], lists[t + 1])` of `passages` (ascending), `textCounts` and `headingCounts`, and the title
 * postings `[titleLists[t], titleLists[t + 1])`. Counts stop at 255 and lengths at 65,535, far above what BM25
 * still tells apart.
 */
export type Postings = Readonly<{
  terms: ReadonlyMap<string, number>;
  lists: Uint32Array;
  passages: Uint32Array;
  textCounts: Uint8Array;
  headingCounts: Uint8Array;
  titleLists: Uint32Array;
  titleDocuments: Uint32Array;
  titleCounts: Uint8Array;
  /** Lengths in terms, by passage, by passage, by document. */
  textLengths: Uint16Array;
  headingLengths: Uint16Array;
  titleLengths: Uint16Array;
}>;

/** Numbers appended one by one to a typed array that doubles. */
class Log {
  #values = new Uint32Array(INITIAL_ENTRIES);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  values(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}

/** Entries (term, place, two counts) in the order of their places; sorted by term at the end by counting. */
class EntryLog {
  readonly terms = new Log();
  readonly places = new Log();
  /** First count in the low byte, second in the next. */
  readonly counts = new Log();

  push(term: number, place: number, first: number, second: number): void {
    this.terms.push(term);
    this.places.push(place);
    this.counts.push(Math.min(first, MAX_COUNT) | (Math.min(second, MAX_COUNT) << 8));
  }

  /** Counting sort by term; stable, so places stay ascending within a term. */
  byTerm(termCount: number): {
    lists: Uint32Array;
    places: Uint32Array;
    first: Uint8Array;
    second: Uint8Array;
  } {
    const terms = this.terms.values();
    const placeLog = this.places.values();
    const countLog = this.counts.values();
    const lists = new Uint32Array(termCount + 1);
    for (const term of terms) lists[term + 1] = (lists[term + 1] ?? 0) + 1;
    for (let term = 0; term < termCount; term += 1) {
      lists[term + 1] = (lists[term + 1] ?? 0) + (lists[term] ?? 0);
    }
    const next = lists.slice(0, termCount);
    const places = new Uint32Array(terms.length);
    const first = new Uint8Array(terms.length);
    const second = new Uint8Array(terms.length);
    for (let entry = 0; entry < terms.length; entry += 1) {
      const term = terms[entry] ?? 0;
      const slot = next[term] ?? 0;
      next[term] = slot + 1;
      places[slot] = placeLog[entry] ?? 0;
      const counts = countLog[entry] ?? 0;
      first[slot] = counts & MAX_COUNT;
      second[slot] = counts >> 8;
    }
    return { lists, places, first, second };
  }
}

/** Collects postings passage by passage, in order. */
export class PostingsBuilder {
  readonly #terms = new Map<string, number>();
  readonly #entries = new EntryLog();
  readonly #titleEntries = new EntryLog();
  readonly #textLengths = new Log();
  readonly #headingLengths = new Log();
  readonly #titleLengths = new Log();

  /** Begins the next document; the passages that follow are its own. */
  addDocument(title: readonly string[]): void {
    const document = this.#titleLengths.length;
    for (const [term, count] of this.#count(title)) this.#titleEntries.push(term, document, count, 0);
    this.#titleLengths.push(title.length);
  }

  addPassage(text: readonly string[], heading: readonly string[]): void {
    const passage = this.#textLengths.length;
    const headingCounts = this.#count(heading);
    for (const [term, count] of this.#count(text)) {
      this.#entries.push(term, passage, count, headingCounts.get(term) ?? 0);
      headingCounts.delete(term);
    }
    for (const [term, count] of headingCounts) this.#entries.push(term, passage, 0, count);
    this.#textLengths.push(text.length);
    this.#headingLengths.push(heading.length);
  }

  #count(words: readonly string[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const word of words) {
      let term = this.#terms.get(word);
      if (term === undefined) {
        term = this.#terms.size;
        this.#terms.set(word, term);
      }
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    return counts;
  }

  build(): Postings {
    const postings = this.#entries.byTerm(this.#terms.size);
    const titles = this.#titleEntries.byTerm(this.#terms.size);
    const lengths = (log: Log) => Uint16Array.from(log.values(), (length) => Math.min(length, MAX_LENGTH));
    return {
      terms: this.#terms,
      lists: postings.lists,
      passages: postings.places,
      textCounts: postings.first,
      headingCounts: postings.second,
      titleLists: titles.lists,
      titleDocuments: titles.places,
      titleCounts: titles.first,
      textLengths: lengths(this.#textLengths),
      headingLengths: lengths(this.#headingLengths),
      titleLengths: lengths(this.#titleLengths),
    };
  }
}

export function postingsSections(postings: Postings): Sections {
  const terms = new StringTableBuilder();
  for (const term of postings.terms.keys()) terms.add(term);
  const { terms: _, ...arrays } = postings;
  return { ...terms.sections('terms'), ...arrays };
}

export function readPostings(file: SectionReader): Postings {
  const terms = new Map<string, number>();
  for (const term of StringTable.read(file, 'terms').all()) terms.set(term, terms.size);
  return {
    terms,
    lists: file.u32('lists'),
    passages: file.u32('passages'),
    textCounts: file.u8('textCounts'),
    headingCounts: file.u8('headingCounts'),
    titleLists: file.u32('titleLists'),
    titleDocuments: file.u32('titleDocuments'),
    titleCounts: file.u8('titleCounts'),
    textLengths: file.u16('textLengths'),
    headingLengths: file.u16('headingLengths'),
    titleLengths: file.u16('titleLengths'),
  };
}
