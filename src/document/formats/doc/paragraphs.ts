import { hiddenBy } from './characters.ts';
import { type Format, type FormattedRun, runAt } from './formatted-runs.ts';
import type { Piece } from './pieces.ts';
import { byteOf, SPRM, type Sprm, wordOf } from './sprm.ts';
import type { Styles } from './styles.ts';

/** What the reading of a paragraph needs of its properties. */
export type ParagraphProperties = Readonly<{
  /** How many tables it stands in, one within the other; 0: none. */
  depth: number;
  /** It ends a row; in the outermost table it holds the row's shape and no text. */
  endsRow: boolean;
  /** It ends a cell of a table within a table. */
  endsInnerCell: boolean;
  /** The list that it belongs to, as Lists.uses counts, and the level; 0: none. */
  list: number;
  level: number;
  /** Whether its style hides its text. */
  hidden: boolean;
  sprms: readonly Sprm[];
}>;

/** Where paragraphs are looked up. */
export type ParagraphSource = Readonly<{
  pieces: readonly Piece[];
  runs: readonly FormattedRun[];
  styles: Styles;
}>;

/** [MS-DOC] 2.6.2, sprmPIlfo: not in a list; other negative numbers are lists whose indent the paragraph does not take. */
const NO_LIST = -2047;
const LEVELS = 9;
/** Deeper tables nobody makes; all of them become one cell. */
const MOST_DEPTH = 30;

const numberOf = (sprm: Sprm): number => (sprm.size < 4 ? 0 : sprm.view.getInt32(sprm.at, true));

function listOf(sprm: Sprm): number {
  const value = (wordOf(sprm) << 16) >> 16;
  return value === NO_LIST ? 0 : Math.abs(value);
}

function depthOf(sprms: readonly Sprm[]): number {
  let depth: number | null = null;
  let inTable = false;
  for (const sprm of sprms) {
    if (sprm.code === SPRM.PFInTable) inTable = byteOf(sprm) !== 0;
    else if (sprm.code === SPRM.PItap) depth = numberOf(sprm);
    else if (sprm.code === SPRM.PDtap) depth = (depth ?? 0) + numberOf(sprm);
  }
  return Math.max(0, Math.min(MOST_DEPTH, depth ?? (inTable ? 1 : 0)));
}

/** The piece that holds the character at `position`; undefined behind the last. */
export function pieceAt(pieces: readonly Piece[], position: number): Piece | undefined {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pieces[middle]?.end ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return pieces[low];
}

/** The byte of the stream at which the character at `position` stands, with its piece and its run. */
function locate({ pieces, runs }: ParagraphSource, position: number) {
  const piece = pieceAt(pieces, position);
  const at = piece === undefined ? 0 : piece.at + (position - piece.start) * piece.width;
  return { piece, at, run: piece === undefined ? undefined : runAt(runs, at) };
}

/**
 * Whether the character at `position` is the last of its paragraph as the stream divides them: a page break (\f) may
 * end a paragraph, with its section, or stand within one.
 */
export function endsParagraph(source: ParagraphSource, position: number): boolean {
  const { piece, at, run } = locate(source, position);
  return piece === undefined || run === undefined || at + piece.width >= run.end;
}

/** The properties of a paragraph from its own format and what a fast save changed. */
function resolve({ style: own, sprms: direct }: Format, styles: Styles): ParagraphProperties {
  const changed = direct.findLast(({ code }) => code === SPRM.PIstd);
  const style = changed === undefined ? own : wordOf(changed);
  const sprms = [...styles.paragraph(style), ...direct];
  const last = (code: number): Sprm | undefined => sprms.findLast((sprm) => sprm.code === code);
  const isSet = (code: number): boolean => {
    const sprm = last(code);
    return sprm !== undefined && byteOf(sprm) !== 0;
  };
  const list = last(SPRM.PIlfo);
  const level = last(SPRM.PIlvl);
  return {
    depth: depthOf(sprms),
    endsRow: isSet(SPRM.PFTtp) || isSet(SPRM.PFInnerTtp),
    endsInnerCell: isSet(SPRM.PFInnerTableCell),
    list: list === undefined ? 0 : listOf(list),
    level: level === undefined ? 0 : Math.min(LEVELS - 1, byteOf(level)),
    hidden: hiddenBy(styles.characters(style)) ?? false,
    sprms,
  };
}

const PLAIN: Format = { style: 0, sprms: [] };

/** Looks up the properties of the paragraph whose last character is at a position ([MS-DOC] 2.4.6.1). */
export function lookUpProperties(source: ParagraphSource): (position: number) => ParagraphProperties {
  const known = new Map<Format, ParagraphProperties>();
  return (position) => {
    const { piece, run } = locate(source, position);
    const format = run?.format ?? PLAIN;
    const changes = piece?.changes ?? [];
    if (changes.length > 0)
      return resolve({ style: format.style, sprms: [...format.sprms, ...changes] }, source.styles);
    const properties = known.get(format) ?? resolve(format, source.styles);
    known.set(format, properties);
    return properties;
  };
}
