import type { Block } from '../word/block.ts';
import type { EdgedRow } from '../word/grid.ts';
import { byteOf, SPRM, type Sprm, wordOf } from './sprm.ts';

/** Bytes that describe one cell ([MS-DOC] 2.9.318 TC80). */
const TC_BYTES = 20;

/** By the two bits for vertical merging: 1 goes on the cell above, 3 is the first of those. */
const MERGES = ['none', 'below', 'none', 'begins'] as const;

type Shape = { left: number; right: number; vertical: number; joined: boolean };

/** [MS-DOC] 2.9.321 TDefTableOperand: the count, the edges, and the cells as far as they are described. */
function readShapes(sprm: Sprm): Shape[] {
  const count = byteOf(sprm);
  const edge = (index: number): number => (wordOf(sprm, 1 + index * 2) << 16) >> 16;
  return Array.from({ length: count }, (_, index) => {
    const flags = wordOf(sprm, 1 + (count + 1) * 2 + index * TC_BYTES);
    return {
      left: edge(index),
      right: edge(index + 1),
      vertical: (flags >> 5) & 3,
      joined: (flags & 2) !== 0,
    };
  });
}

function applyChanges(shapes: Shape[], sprms: readonly Sprm[]): void {
  for (const sprm of sprms) {
    if (sprm.code === SPRM.TVertMerge) {
      const shape = shapes[byteOf(sprm)];
      if (shape !== undefined) shape.vertical = byteOf(sprm, 1) & 3;
    } else if (sprm.code === SPRM.TMerge || sprm.code === SPRM.TSplit) {
      const first = byteOf(sprm);
      for (const [index, shape] of shapes.entries())
        if (index >= first && index < byteOf(sprm, 1))
          shape.joined = sprm.code === SPRM.TMerge && index > first;
    }
  }
}

/**
 * A row from what stands in its cells and the properties of the paragraph that ends it. Where these describe another
 * number of cells, the edges are not known.
 */
export function makeRow(contents: readonly (readonly Block[])[], sprms: readonly Sprm[]): EdgedRow {
  const defined = sprms.findLastIndex(({ code }) => code === SPRM.TDefTable);
  const definition = sprms[defined];
  const shapes = definition === undefined ? [] : readShapes(definition);
  if (definition !== undefined) applyChanges(shapes, sprms.slice(defined));
  const header = sprms.findLast(({ code }) => code === SPRM.TTableHeader);
  return {
    isHeader: header !== undefined && byteOf(header) !== 0,
    cells: contents.map((blocks, index) => {
      const shape = shapes.length === contents.length ? shapes[index] : undefined;
      return {
        blocks,
        left: shape?.left ?? null,
        right: shape?.right ?? null,
        merge: MERGES[shape?.vertical ?? 0] ?? 'none',
        joined: shape?.joined ?? false,
      };
    }),
  };
}
