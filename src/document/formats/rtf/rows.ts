import type { Block } from '../word/block.ts';
import type { EdgedCell, EdgedRow } from '../word/grid.ts';

/** Left of all edges: where a row begins that does not say it, or says a place behind its first edge. */
const FAR_LEFT = -32_768;

type CellShape = { right: number; merge: EdgedCell['merge']; joined: boolean };

/** The row that \trowd and what follows it describe (RTF 1.9.1, “Table Definitions”); it holds until the next one. */
export class RowDefinition {
  #isHeader = false;
  #left = FAR_LEFT;
  #cells: CellShape[] = [];
  #next: Omit<CellShape, 'right'> = { merge: 'none', joined: false };

  /** Takes a control word; whether it is one of those that describe rows. */
  take(name: string, value: number | null): boolean {
    switch (name) {
      case 'trowd':
        this.#isHeader = false;
        this.#left = FAR_LEFT;
        this.#cells = [];
        this.#next = { merge: 'none', joined: false };
        return true;
      case 'trhdr':
        this.#isHeader = true;
        return true;
      case 'trleft':
        this.#left = value ?? FAR_LEFT;
        return true;
      case 'clvmgf':
        this.#next = { ...this.#next, merge: 'begins' };
        return true;
      case 'clvmrg':
        this.#next = { ...this.#next, merge: 'below' };
        return true;
      case 'clmrg':
        this.#next = { ...this.#next, joined: true };
        return true;
      case 'cellx':
        this.#cells.push({ ...this.#next, right: value ?? 0 });
        this.#next = { merge: 'none', joined: false };
        return true;
      default:
        return false;
    }
  }

  /** A row of this shape; its edges are not known where it has another number of cells. */
  make(contents: readonly (readonly Block[])[]): EdgedRow {
    const first = this.#cells[0]?.right ?? 0;
    const left = this.#left < first ? this.#left : FAR_LEFT;
    const fits = contents.length === this.#cells.length;
    return {
      isHeader: this.#isHeader,
      cells: contents.map((blocks, index): EdgedCell => {
        const shape = fits ? this.#cells[index] : undefined;
        return {
          blocks,
          left: shape === undefined ? null : (this.#cells[index - 1]?.right ?? left),
          right: shape?.right ?? null,
          merge: shape?.merge ?? 'none',
          joined: shape?.joined ?? false,
        };
      }),
    };
  }
}
