import { issuerOfTitle } from './issuer.ts';
import { isIssuingBody } from './issuing-body.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import { kindOfTitle } from './kind.ts';

/** A line at the head of a document that may be (part of) its title. */
export type TitleLine = Readonly<{
  /** Index of its paragraph: neighbours differ by one. */
  index: number;
  text: string;
  headingLevel: number;
  /** Whether the number or the addressees stand next to it. */
  besideNumber: boolean;
  /** Whether the number stands directly above it: the title begins here (GB/T 9704—2012 7.3.1). */
  belowNumber: boolean;
}>;

const ABOUT = /关于|印发|转发|批转|发布|公布|^[一-龥]{0,20}(?:国务院|办公[厅室]|政府)对/;
const ISSUING_KIND = /(?:通知|决定|公告|通告|函|令|批复|意见)$/;
const LONGEST_TITLE = 150;
const MOST_LINES = 5;

const isNamedLine = (text: string): boolean => /(?:文件|令)$/.test(text) && !ABOUT.test(text);

/** All lines from the one below the number, where nothing but lines of the title stands between. */
function upToNumber(lines: readonly TitleLine[], first: number, last: number): number {
  for (let at = first; at > last - MOST_LINES; at -= 1) {
    const line = lines[at];
    if (line === undefined || isNamedLine(line.text)) return first;
    if (line.belowNumber) return at;
    const above = lines[at - 1];
    if (above === undefined || above.index !== line.index - 1 || kindOfTitle(above.text) !== null)
      return first;
  }
  return first;
}

/** The lines from `first` to the one that ends with a kind, as a title in several lines is printed. */
function extend(lines: readonly TitleLine[], last: number): readonly TitleLine[] {
  let first = last;
  const joined = (): string =>
    lines
      .slice(first, last + 1)
      .map((line) => line.text)
      .join('');
  const previous = (): TitleLine | undefined => {
    const line = lines[first - 1];
    const current = lines[first];
    return line !== undefined && current !== undefined && line.index === current.index - 1 ? line : undefined;
  };
  const about = (): boolean => ABOUT.test(joined());
  // Upwards to the line with 关于, if one is near; a title without it is one line.
  if (!about()) {
    const back = lines.slice(Math.max(0, last - MOST_LINES + 1), last);
    const distance = back.toReversed().findIndex((line) => ABOUT.test(line.text));
    const from = last - distance - 1;
    const contiguous = (lines[last]?.index ?? 0) - (lines[from]?.index ?? 0) === last - from;
    if (
      distance >= 0 &&
      contiguous &&
      !back.slice(-distance - 1, -1).some((line) => isNamedLine(line.text))
    ) {
      first = from;
    }
  }
  // Or to the line that names the place, where the name of a measure is too long for one line.
  if (!about() && jurisdictionOf(lines[first]?.text ?? '').region === null) {
    const line = previous();
    const named = line !== undefined && !isNamedLine(line.text) && !isIssuingBody(line.text);
    if (
      named &&
      line.text.length >= 6 &&
      jurisdictionOf(line.text).region !== null &&
      kindOfTitle(line.text) === null
    ) {
      first -= 1;
    }
  }
  // And to the names of the issuers, where they have lines of their own.
  while (about() && joined().length < LONGEST_TITLE && issuerOfTitle(joined()) === null) {
    const line = previous();
    if (line === undefined || isNamedLine(line.text)) break;
    const forwards = joined().startsWith('关于') && /(?:转发|批转|印发)[^《》，。]*$/.test(line.text);
    if (!forwards && !isIssuingBody(line.text)) break;
    first -= 1;
  }
  first = upToNumber(lines, first, last);
  let end = last;
  for (let next = lines[end + 1]; next !== undefined; next = lines[end + 1]) {
    if (next.index !== (lines[end]?.index ?? 0) + 1) break;
    const bracketed = /^[（(][^（）()]{1,16}[）)]$/.test(next.text);
    const goesOn = ABOUT.test(joined()) && !ISSUING_KIND.test(joined()) && /^[^关《]/.test(next.text);
    if (!bracketed && !(goesOn && ISSUING_KIND.test(next.text) && issuerOfTitle(next.text) === null)) break;
    end += 1;
    last = end;
  }
  return lines.slice(first, end + 1);
}

/**
 * The lines of `lines` that make the title, in reading order; empty where none reads like one. A title ends with a
 * kind of document; one with 关于 or beside the number or the addressees goes before others, the first of equals wins.
 */
export function findTitle(lines: readonly TitleLine[]): readonly TitleLine[] {
  let best: readonly TitleLine[] = [];
  let bestScore = 0;
  for (const [last, line] of lines.entries()) {
    if (isNamedLine(line.text) || line.text.length < 4) continue;
    const kind = kindOfTitle(line.text.replace(/^《(.*)》$/, '$1'));
    const starts = /^(?:关于|《)/.test(line.text);
    if (kind === null && !starts && line.headingLevel !== 1) continue;
    const title = extend(lines, last);
    const text = title.map((part) => part.text).join('');
    if (text.length < 6 && line.headingLevel === 0) continue;
    const score =
      (kind === null ? 1 : 2) +
      (ABOUT.test(text) ? 2 : 0) +
      (title.some((part) => part.besideNumber) ? 2 : 0) +
      (line.headingLevel > 0 ? 1 : 0);
    if (score > bestScore) {
      best = title;
      bestScore = score;
    }
  }
  return best;
}
