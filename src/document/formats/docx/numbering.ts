import { formatNumber } from '../word/number-format.ts';
import { BULLET, symbolsOf } from '../word/symbols.ts';
import { childNamed, childrenOf, type XmlElement } from '../xml.ts';
import { fontOf, integer, integerOf, onOff, valueIn } from './properties.ts';
import type { Styles } from './styles.ts';

/** One level of a list (ECMA-376 Part 1, 17.9.6). */
type Level = Readonly<{
  start: number;
  /** A value of ST_NumberFormat or the pattern of a custom format. */
  format: string;
  /** With %1 to %9 for the numbers of the levels. */
  text: string;
  suffix: string;
  /** 1-based: the level restarts after that one and those above it; 0: never; null: after every one above. */
  restart: number | null;
  /** All numbers of the label in decimals. */
  isLegal: boolean;
  /** The paragraph style that stands for this level. */
  style: string | undefined;
}>;

/** The levels of a list and the name of its counters, which all lists of one abstract definition share. */
type List = Readonly<{
  counters: string;
  levels: ReadonlyMap<number, Level>;
  starts: ReadonlyMap<number, number>;
}>;

/** A label as Word shows it, and what stands between it and the text ('' or a blank). */
export type Label = Readonly<{ text: string; separator: string; isBullet: boolean }>;

/** What a paragraph says of its own numbering; numId 0 takes it out of every list. */
export type NumberingChoice = Readonly<{ numId: number | undefined; level: number | undefined }>;

const MOST_LEVELS = 9;
const MOST_LINKS = 10;
/** Characters; a longer label repeated at every paragraph would outgrow the document. */
const LONGEST_LABEL = 64;

/** Marks with room of their own: no blank is written behind them, as in 一、 and （一）. */
const CLOSED = /[、。，．：；）〕】》」』—①-⓿⒈-⒛⑴-⒇㈠-㊉]$/u;

/** Newer formats stand in mc:AlternateContent, the nearest old one beside them. */
function formatElement(level: XmlElement): XmlElement | undefined {
  const direct = childNamed(level, 'numFmt');
  if (direct !== undefined) return direct;
  for (const choice of childrenOf(level).filter(({ name }) => name === 'AlternateContent')) {
    for (const branch of childrenOf(choice)) {
      const found = childNamed(branch, 'numFmt');
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function bulletText(level: XmlElement, text: string): string {
  if (childNamed(level, 'lvlPicBulletId') !== undefined) return BULLET;
  const shown = symbolsOf(text, fontOf(childNamed(level, 'rPr')));
  // The o of Courier New is Word's hollow bullet; private characters are shapes of a font that nobody knows.
  return shown === 'o' ? '○' : shown.replaceAll(/[\ue000-\uf8ff]/g, BULLET);
}

function readLevel(element: XmlElement): Level {
  const format = formatElement(element);
  const value = format?.attributes.val ?? 'decimal';
  const text = (valueIn(element, 'lvlText') ?? '').slice(0, LONGEST_LABEL);
  return {
    // Without a start the standard begins with 0 (17.9.25).
    start: integerOf(element, 'start') ?? 0,
    format: value === 'custom' ? (format?.attributes.format ?? 'decimal') : value,
    text: value === 'bullet' ? bulletText(element, text) : text,
    suffix: valueIn(element, 'suff') ?? 'tab',
    restart: integerOf(element, 'lvlRestart') ?? null,
    isLegal: onOff(element, 'isLgl') ?? false,
    style: valueIn(element, 'pStyle'),
  };
}

function levelsOf(element: XmlElement): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const child of childrenOf(element)) {
    const index = integer(child.attributes.ilvl);
    if (child.name !== 'lvl' || index === undefined || index < 0 || index >= MOST_LEVELS) continue;
    levels.set(index, readLevel(child));
  }
  return levels;
}

/** Writes out the numbers that Word counts by itself (ECMA-376 Part 1, 17.9). It counts: ask once for each paragraph, in order. */
export class Numbering {
  readonly #styles: Styles;
  readonly #abstracts = new Map<string, XmlElement>();
  readonly #nums = new Map<number, XmlElement>();
  readonly #levelsOf = new Map<string, ReadonlyMap<number, Level>>();
  readonly #lists = new Map<number, List | null>();
  /** By name of the counters: the last number of each level; undefined where it begins anew. */
  readonly #counters = new Map<string, (number | undefined)[]>();
  /** Starting values of `num` that were used, as `numId/level`: they count once. */
  readonly #started = new Set<string>();

  /** `root` is that of numbering.xml. */
  constructor(root: XmlElement | undefined, styles: Styles) {
    this.#styles = styles;
    for (const element of root === undefined ? [] : childrenOf(root)) {
      const { abstractNumId, numId } = element.attributes;
      if (element.name === 'abstractNum' && abstractNumId !== undefined)
        this.#abstracts.set(abstractNumId, element);
      const number = integer(numId);
      if (element.name === 'num' && number !== undefined) this.#nums.set(number, element);
    }
  }

  /** The definition of `numId`, through numbering styles: numStyleLink names a style, whose list has the levels. */
  #abstractOf(numId: number): readonly [string, XmlElement] | null {
    let next = numId;
    for (let links = 0; links < MOST_LINKS; links += 1) {
      const id = valueIn(this.#nums.get(next), 'abstractNumId');
      const element = id === undefined ? undefined : this.#abstracts.get(id);
      if (id === undefined || element === undefined) return null;
      const link = valueIn(element, 'numStyleLink');
      const linked = link === undefined ? undefined : this.#styles.numIdOf(link);
      if (linked === undefined || linked === next) return [id, element];
      next = linked;
    }
    return null;
  }

  #levels(id: string, element: XmlElement): ReadonlyMap<number, Level> {
    const known = this.#levelsOf.get(id);
    const levels = known ?? levelsOf(element);
    if (known === undefined) this.#levelsOf.set(id, levels);
    return levels;
  }

  #list(numId: number): List | null {
    const known = this.#lists.get(numId);
    if (known !== undefined) return known;
    const num = this.#nums.get(numId);
    const abstract = this.#abstractOf(numId);
    let list: List | null = null;
    if (num !== undefined && abstract !== null) {
      const levels = new Map(this.#levels(...abstract));
      const starts = new Map<number, number>();
      for (const override of childrenOf(num).filter(({ name }) => name === 'lvlOverride')) {
        const index = integer(override.attributes.ilvl);
        if (index === undefined) continue;
        const level = childNamed(override, 'lvl');
        if (level !== undefined) levels.set(index, readLevel(level));
        const start = integerOf(override, 'startOverride');
        if (start !== undefined) starts.set(index, start);
      }
      list = { counters: abstract[0], levels, starts };
    }
    this.#lists.set(numId, list);
    return list;
  }

  /**
   * The list and level of a paragraph: its own choice, else that of its style and those it is based on. In a style
   * the level is the one that names the style (17.9.3, 17.9.23).
   */
  #place(own: NumberingChoice, styleId: string | undefined): readonly [number, number] | null {
    const chain = this.#styles.paragraphChain(styleId);
    const numId = own.numId ?? chain.find((style) => style.numId !== undefined)?.numId;
    if (numId === undefined || numId === 0) return null;
    if (own.level !== undefined) return [numId, own.level];
    const levels = [...(this.#list(numId)?.levels ?? [])];
    for (const style of chain) {
      const named = levels.find(([, level]) => level.style === style.id);
      if (named !== undefined) return [numId, named[0]];
      if (style.level !== undefined) return [numId, style.level];
    }
    return [numId, 0];
  }

  #count(numId: number, list: List, index: number): readonly (number | undefined)[] {
    const counters = this.#counters.get(list.counters) ?? new Array(MOST_LEVELS).fill(undefined);
    this.#counters.set(list.counters, counters);
    const key = `${numId}/${index}`;
    const start = list.starts.get(index);
    const last = counters[index];
    if (last === undefined || (start !== undefined && !this.#started.has(key)))
      counters[index] = start ?? list.levels.get(index)?.start ?? 1;
    else counters[index] = last + 1;
    this.#started.add(key);
    // A level that is passed over counts as begun: 1.1 without a 1 before it, and then 2.
    for (let above = 0; above < index; above += 1) counters[above] ??= list.levels.get(above)?.start;
    for (let below = index + 1; below < MOST_LEVELS; below += 1) {
      const restart = Math.min(list.levels.get(below)?.restart ?? below, below);
      if (index < restart) counters[below] = undefined;
    }
    return counters;
  }

  /**
   * The label of the next paragraph, or null where it has none. `styleId` is that of the paragraph's style.
   */
  next(own: NumberingChoice, styleId: string | undefined): Label | null {
    const place = this.#place(own, styleId);
    if (place === null) return null;
    const [numId, index] = place;
    const list = this.#list(numId);
    const level = list?.levels.get(index);
    if (list === null || level === undefined) return null;
    const counters = this.#count(numId, list, index);
    const full = level.text.replaceAll(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const other = list.levels.get(at);
      if (at > index || other === undefined) return '';
      const value = counters[at] ?? other.start;
      const decimal = level.isLegal && other.format !== 'decimalZero' && other.format !== 'none';
      return formatNumber(value, decimal ? 'decimal' : other.format);
    });
    const text = full.slice(0, LONGEST_LABEL);
    if (text === '') return null;
    const separator = level.suffix === 'nothing' || CLOSED.test(text) || /\s$/.test(text) ? '' : ' ';
    return { text, separator, isBullet: level.format === 'bullet' };
  }
}
