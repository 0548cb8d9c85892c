import { z } from 'zod';
import { unitOf } from '../clause/label.ts';
import type { Passage } from '../clause/schema.ts';
import type { SectionReader, Sections } from './section-file.ts';
import { StringTable, StringTableBuilder } from './string-table.ts';

const HeadingPath = z.array(z.string());

/** What a segment keeps of each passage to show it: number of its document, span, text, clause, heading path. */
export class PassageStoreBuilder {
  readonly #documents: number[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #texts = new StringTableBuilder();
  readonly #clauseIds = new StringTableBuilder();
  readonly #clauses: number[] = [];
  readonly #headingPaths = new StringTableBuilder();
  readonly #headings: number[] = [];
  readonly #units: number[] = [];
  #lastUnit = { path: '', number: -1 };
  #lastClause = { id: '', number: -1 };
  #lastHeading = { path: '', number: -1 };

  /** Passages come in reading order, so the ones of a clause share its id and heading path, kept once. */
  add(document: number, passage: Passage, text: string): void {
    this.#documents.push(document);
    this.#starts.push(passage.start);
    this.#ends.push(passage.end);
    this.#texts.add(text);
    if (this.#lastClause.number < 0 || this.#lastClause.id !== passage.clauseId) {
      this.#lastClause = { id: passage.clauseId, number: this.#clauseIds.add(passage.clauseId) };
    }
    this.#clauses.push(this.#lastClause.number);
    const path = JSON.stringify(passage.headingPath);
    if (this.#lastHeading.number < 0 || this.#lastHeading.path !== path) {
      this.#lastHeading = { path, number: this.#headingPaths.add(path) };
    }
    this.#headings.push(this.#lastHeading.number);
    const unit = `${document} ${unitOf(passage.headingPath).path.join('\n')}`;
    if (this.#lastUnit.path !== unit) this.#lastUnit = { path: unit, number: this.#lastUnit.number + 1 };
    this.#units.push(this.#lastUnit.number);
  }

  sections(): Sections {
    return {
      documents: Uint32Array.from(this.#documents),
      starts: Uint32Array.from(this.#starts),
      ends: Uint32Array.from(this.#ends),
      clauses: Uint32Array.from(this.#clauses),
      headings: Uint32Array.from(this.#headings),
      units: Uint32Array.from(this.#units),
      ...this.#texts.sections('texts'),
      ...this.#clauseIds.sections('clauseIds'),
      ...this.#headingPaths.sections('headingPaths'),
    };
  }
}

export type StoredPassage = Readonly<{ document: number; text: string } & Passage>;

export class PassageStore {
  /** Number, within the segment, of each passage's document; ascending. */
  readonly documents: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #clauses: Uint32Array;
  readonly #headings: Uint32Array;
  readonly #units: Uint32Array;
  readonly #texts: StringTable;
  readonly #clauseIds: StringTable;
  readonly #headingPaths: StringTable;

  constructor(file: SectionReader) {
    this.documents = file.u32('documents');
    this.#starts = file.u32('starts');
    this.#ends = file.u32('ends');
    this.#clauses = file.u32('clauses');
    this.#headings = file.u32('headings');
    this.#units = file.u32('units');
    this.#texts = StringTable.read(file, 'texts');
    this.#clauseIds = StringTable.read(file, 'clauseIds');
    this.#headingPaths = StringTable.read(file, 'headingPaths');
  }

  get size(): number {
    return this.documents.length;
  }

  /** Passages that follow each other in one unit (an article, or what stands under the same headings) share a number. */
  unitNumber(passage: number): number {
    return this.#units[passage] ?? 0;
  }

  at(passage: number): StoredPassage {
    return {
      document: this.documents[passage] ?? 0,
      clauseId: this.#clauseIds.at(this.#clauses[passage] ?? 0),
      start: this.#starts[passage] ?? 0,
      end: this.#ends[passage] ?? 0,
      text: this.#texts.at(passage),
      headingPath: HeadingPath.parse(JSON.parse(this.#headingPaths.at(this.#headings[passage] ?? 0))),
    };
  }

  /** Numbers, within the segment, of the documents with a passage that holds `part` as written. */
  documentsHolding(part: string): Set<number> {
    return new Set(this.#texts.holding(part).map((passage) => this.documents[passage] ?? 0));
  }
}
