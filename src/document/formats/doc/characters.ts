import { symbolAt } from '../word/symbols.ts';
import { type Format, type FormattedRun, indexOfRun } from './formatted-runs.ts';
import type { Piece } from './pieces.ts';
import { byteOf, fontOf, SPRM, type Sprm, wordOf } from './sprm.ts';
import type { Styles } from './styles.ts';

/** Characters of the document that are formatted alike, half-open; spans follow one another without gap. */
export type CharacterSpan = Readonly<{
  start: number;
  end: number;
  /** Taken out by a tracked change that nobody has accepted yet. */
  deleted: boolean;
  /** Not shown; null: as the paragraph's style says. */
  hidden: boolean | null;
  /** Stands for each `(` of the span that is no parenthesis but a character of a symbol font. */
  symbol: string | null;
  /** The name of the font; undefined where none is set. */
  font: string | undefined;
}>;

/** [MS-DOC] 2.9.329 ToggleOperand: as the style. */
const AS_STYLE = 0x80;

const NOTHING = { deleted: false, hidden: null, symbol: null, font: undefined };

/** Whether the modifiers hide text; null where they leave it to the style. */
export function hiddenBy(sprms: readonly Sprm[]): boolean | null {
  const last = sprms.findLast(({ code }) => code === SPRM.CFVanish);
  const value = last === undefined ? AS_STYLE : byteOf(last);
  return value === AS_STYLE ? null : value !== 0;
}

function appearance(
  sprms: readonly Sprm[],
  styles: Styles,
  fonts: readonly string[],
): Omit<CharacterSpan, 'start' | 'end'> {
  if (sprms.length === 0) return NOTHING;
  const all = sprms.flatMap((sprm) =>
    sprm.code === SPRM.CIstd ? [sprm, ...styles.characters(wordOf(sprm))] : [sprm],
  );
  const deleted = all.findLast(({ code }) => code === SPRM.CFRMarkDel);
  const symbol = all.findLast(({ code }) => code === SPRM.CSymbol);
  const font = fontOf(all);
  return {
    deleted: deleted !== undefined && byteOf(deleted) !== 0,
    hidden: hiddenBy(all),
    symbol: symbol === undefined ? null : symbolAt(wordOf(symbol, 2), fonts[wordOf(symbol)]),
    font: font === null ? undefined : fonts[font],
  };
}

/** How the characters of all pieces are formatted, from the runs of the stream ([MS-DOC] 2.4.6.2), in order. */
export function spanCharacters(
  pieces: readonly Piece[],
  runs: readonly FormattedRun[],
  styles: Styles,
  fonts: readonly string[],
): readonly CharacterSpan[] {
  const spans: CharacterSpan[] = [];
  const known = new Map<Format, Omit<CharacterSpan, 'start' | 'end'>>();
  for (const { start, end, at, width, changes } of pieces) {
    let here = start;
    for (let index = indexOfRun(runs, at); here < end; index += 1) {
      const run = runs[index];
      const from = run === undefined ? end : start + Math.ceil((run.start - at) / width);
      if (from > here) spans.push({ start: here, end: Math.min(from, end), ...NOTHING });
      here = Math.max(here, Math.min(from, end));
      if (run === undefined || here >= end) break;
      const to = Math.min(end, start + Math.ceil((run.end - at) / width));
      if (to <= here) continue;
      const shown =
        (changes.length === 0 ? known.get(run.format) : undefined) ??
        appearance([...run.format.sprms, ...changes], styles, fonts);
      if (changes.length === 0) known.set(run.format, shown);
      spans.push({ start: here, end: to, ...shown });
      here = to;
    }
  }
  return spans;
}
