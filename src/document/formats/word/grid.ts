import { type Block, flatten } from './block.ts';
import type { Grid, GridCell, GridRow } from './table.ts';

/** A cell as the formats have it that say where its edges are, not which columns it takes (.doc, RTF). */
export type EdgedCell = Readonly<{
  blocks: readonly Block[];
  /** Its edges, in twips (1/1440 inch) from any origin that all rows share; null: not known. */
  left: number | null;
  right: number | null;
  merge: GridCell['merge'];
  /** It is the second or a later one of cells that are merged in the row. */
  joined: boolean;
}>;
export type EdgedRow = Readonly<{ isHeader: boolean; cells: readonly EdgedCell[] }>;

/** Edges nearer than 2 mm are one: tables drawn by hand are never exact, and no column is so narrow. */
const SAME_EDGE_TWIPS = 113;

/** All edges of the rows, ascending, each group of near ones by its first; null where one is not known. */
function edgesOf(rows: readonly EdgedRow[]): readonly number[] | null {
  const all = new Set<number>();
  for (const { cells } of rows) {
    for (const { left, right } of cells) {
      if (left === null || right === null) return null;
      all.add(left);
      all.add(right);
    }
  }
  const edges: number[] = [];
  for (const edge of [...all].sort((one, other) => one - other))
    if (edge - (edges.at(-1) ?? -Infinity) > SAME_EDGE_TWIPS) edges.push(edge);
  return edges;
}

/** Index of the last of the ascending edges that is not behind `edge`. */
function indexOfEdge(edges: readonly number[], edge: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((edges[middle] ?? 0) <= edge) low = middle;
    else high = middle - 1;
  }
  return low;
}

function gridCells(cells: readonly EdgedCell[], edges: readonly number[] | null): readonly GridCell[] {
  const placed: GridCell[] = [];
  for (const [index, { blocks, left, right, merge, joined }] of cells.entries()) {
    const column = edges === null ? index : indexOfEdge(edges, left ?? 0);
    const span = edges === null ? 1 : Math.max(1, indexOfEdge(edges, right ?? 0) - column);
    const last = placed.at(-1);
    const isEmpty = flatten(blocks).length === 0;
    if (joined && last !== undefined)
      placed[placed.length - 1] = {
        ...last,
        span: column + span - last.column,
        blocks: [...last.blocks, ...blocks],
      };
    // What goes on from above shows nothing of its own; where it has text all the same, the text is kept.
    else placed.push({ column, span, merge: merge === 'below' && !isEmpty ? 'none' : merge, blocks });
  }
  return placed;
}

/** The rows of a table on a grid of columns. Where an edge is not known, the cells are counted instead. */
export function makeGrid(rows: readonly EdgedRow[]): Grid {
  const edges = edgesOf(rows);
  return {
    widths: (edges ?? []).slice(1).map((edge, index) => edge - (edges?.[index] ?? 0)),
    rows: rows.map(({ isHeader, cells }): GridRow => ({ isHeader, cells: [...gridCells(cells, edges)] })),
  };
}
