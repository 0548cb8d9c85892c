/** A cell of a table in its row. */
export type TableCell = Readonly<{
  /** Columns of the written table in which the text stands: `[from, to)`. */
  from: number;
  to: number;
  text: string;
  /** Whether the text is that of a cell above, which reaches down. */
  repeats: boolean;
}>;

/** What a document is made of, in reading order. The text of a paragraph may hold line ends. */
export type Block =
  | Readonly<{ kind: 'paragraph'; text: string }>
  | Readonly<{ kind: 'table'; columns: number; rows: readonly (readonly TableCell[])[] }>;

/** Not by push(...), which takes no more arguments than the stack holds. */
export function append(blocks: Block[], more: readonly Block[]): void {
  for (const block of more) blocks.push(block);
}

/** The lines of blocks that hold something, tables cell by cell and nothing twice: for a cell or a note. */
export const flatten = (blocks: readonly Block[]): string[] =>
  blocks
    .flatMap((block) =>
      block.kind === 'paragraph'
        ? block.text.split('\n')
        : block.rows.map((row) =>
            row
              .filter(({ repeats, text }) => !repeats && text !== '')
              .map(({ text }) => text)
              .join(' '),
          ),
    )
    .map((line) => line.trim())
    .filter((line) => line !== '');
