import type { Block, Piece } from './layout.ts';

function PieceView({ piece: { style, marked, text } }: Readonly<{ piece: Piece }>) {
  const words = marked ? <mark>{text}</mark> : text;
  if (style === 'plain') return words;
  return <span class={style}>{words}</span>;
}

const Pieces = ({ pieces }: Readonly<{ pieces: readonly Piece[] }>) => (
  <>
    {pieces.map((piece, position) => (
      <PieceView key={position} piece={piece} />
    ))}
  </>
);

function BlockView({ block }: Readonly<{ block: Block }>) {
  switch (block.block) {
    case 'gap':
      return <Pieces pieces={block.pieces} />;
    case 'paragraph':
      return (
        <p>
          <Pieces pieces={block.pieces} />
        </p>
      );
    case 'section':
      return (
        <section class={`kind-${block.kind}`} id={`clause-${block.id}`}>
          <Blocks blocks={block.blocks} />
        </section>
      );
  }
}

const Blocks = ({ blocks }: Readonly<{ blocks: readonly Block[] }>) => (
  <>
    {blocks.map((block, position) => (
      <BlockView key={position} block={block} />
    ))}
  </>
);

/** The text of a document; its text content is the stored text, unit for unit. */
export const TextView = Blocks;
