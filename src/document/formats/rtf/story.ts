import type { Block } from '../word/block.ts';
import { type Label, labelled } from '../word/label.ts';
import { TableStack } from '../word/table-stack.ts';
import type { RowDefinition } from './rows.ts';

/** Gathers one story of the file (the body, a note, a text box) paragraph by paragraph. */
export class RtfStory {
  readonly #tables = new TableStack();
  #text = '';
  #label: Label | null = null;
  #before: Block[] = [];
  #after: Block[] = [];

  write(text: string): void {
    this.#text += text;
  }

  /** The number of the paragraph, which stands at its beginning. */
  setLabel(label: Label | null): void {
    this.#label ??= label;
  }

  /** What hangs before the first character of a paragraph stands before it, all else behind it. */
  hang(blocks: readonly Block[]): void {
    const place = this.#text.trim() === '' ? this.#before : this.#after;
    for (const block of blocks) place.push(block);
  }

  /** `depth`: the number of tables in which the paragraph stands. */
  endParagraph(depth: number): void {
    if (this.#before.length > 0) this.#tables.addBeside(this.#before, depth);
    this.#tables.add([{ kind: 'paragraph', text: labelled(this.#label, this.#text) }], depth);
    if (this.#after.length > 0) this.#tables.addBeside(this.#after, depth);
    this.#text = '';
    this.#label = null;
    this.#before = [];
    this.#after = [];
  }

  endCell(depth: number): void {
    this.endParagraph(depth);
    this.#tables.endCell(depth);
  }

  endRow(depth: number, row: RowDefinition): void {
    this.#tables.endRow(depth, (contents) => row.make(contents));
  }

  finish(): readonly Block[] {
    if (this.#text !== '' || this.#label !== null || this.#before.length > 0 || this.#after.length > 0)
      this.endParagraph(0);
    return this.#tables.finish();
  }
}
