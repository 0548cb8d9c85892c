import type { Block } from './block.ts';
import { type EdgedCell, type EdgedRow, makeGrid } from './grid.ts';
import { tableBlocks } from './table.ts';

/** Makes the cells of a row from what stands in them. */
export type MakeRow = (contents: readonly (readonly Block[])[]) => EdgedRow;

/** A table that is being read: its rows, the cells of the row so far, and the blocks of the cell. */
type OpenTable = { rows: EdgedRow[]; cells: Block[][]; cell: Block[] };

const withoutShape: MakeRow = (contents) => ({
  isHeader: false,
  cells: contents.map(
    (blocks): EdgedCell => ({ blocks, left: null, right: null, merge: 'none', joined: false }),
  ),
});

/**
 * Puts together a story from paragraphs that say how deep in tables they stand (0: in none) and which of them end a
 * cell or a row. A table ends where the next paragraph stands less deep; a row that does not end is kept as it is.
 */
export class TableStack {
  readonly #blocks: Block[] = [];
  readonly #tables: OpenTable[] = [];
  /** What stands behind the outermost table. */
  #waiting: Block[] = [];

  #closeTo(depth: number): void {
    while (this.#tables.length > depth) {
      const inner = this.#tables.at(-1);
      if (inner !== undefined && inner.cell.length > 0) this.endCell(this.#tables.length);
      this.endRow(this.#tables.length, withoutShape);
      this.#tables.pop();
      const around = this.#tables.at(-1)?.cell ?? this.#blocks;
      if (inner !== undefined && inner.rows.length > 0)
        for (const block of tableBlocks(makeGrid(inner.rows))) around.push(block);
    }
    if (depth === 0) {
      for (const block of this.#waiting) this.#blocks.push(block);
      this.#waiting = [];
    }
  }

  add(blocks: readonly Block[], depth: number): void {
    this.#closeTo(depth);
    while (this.#tables.length < depth) this.#tables.push({ rows: [], cells: [], cell: [] });
    const place = this.#tables.at(-1)?.cell ?? this.#blocks;
    for (const block of blocks) place.push(block);
  }

  /** Adds what hangs at a paragraph: in a table it would part the row, so it stands behind the whole table. */
  addBeside(blocks: readonly Block[], depth: number): void {
    if (depth === 0) this.add(blocks, 0);
    else for (const block of blocks) this.#waiting.push(block);
  }

  endCell(depth: number): void {
    const table = this.#tables[depth - 1];
    if (table === undefined) return;
    table.cells.push(table.cell);
    table.cell = [];
  }

  endRow(depth: number, makeRow: MakeRow): void {
    if (this.#tables.length > depth) this.#closeTo(depth);
    const table = this.#tables[depth - 1];
    if (table === undefined || table.cells.length === 0) return;
    table.rows.push(makeRow(table.cells));
    table.cells = [];
  }

  /** Ends all tables and gives what was added. */
  finish(): readonly Block[] {
    this.#closeTo(0);
    return this.#blocks;
  }
}
