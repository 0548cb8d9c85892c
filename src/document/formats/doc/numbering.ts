import { type Label, makeLabel } from '../word/label.ts';
import { BULLET as BULLET_CHARACTER, symbolsOf } from '../word/symbols.ts';
import type { ListLevel, Lists, ListUse } from './lists.ts';
import { BULLET_CODE, formatByCode } from './number-format.ts';

/** Counts the paragraphs of lists in the order in which they are asked for. */
export type Numbering = Readonly<{
  /**
   * The label of the next paragraph of the list that paragraphs name by `use` (from 1) at `level` (0 to 8); null where
   * the list is not there or has no label.
   */
  next: (use: number, level: number) => Label | null;
}>;

const DECIMAL = 0;
/** The one format that fLegal keeps ([MS-DOC] 2.9.150). */
const DECIMAL_ZERO = 22;

type Counter = { values: (number | undefined)[] };

function bulletOf(level: ListLevel, fonts: readonly string[]): string {
  const shown = symbolsOf(level.label.join(''), level.font === null ? undefined : fonts[level.font]);
  // The o of Courier New is Word's hollow bullet; private characters are shapes of a font that nobody knows.
  return shown === 'o' ? '○' : shown.replaceAll(/[\ue000-\uf8ff]/g, BULLET_CHARACTER);
}

/**
 * Numbering as Word counts it ([MS-DOC] 2.4.6.4): paragraphs that use the same list count together; a level begins
 * anew behind one of a higher level; where a use overrides the start, its first paragraph of that level begins there.
 */
export function startNumbering({ levels, uses }: Lists, fonts: readonly string[]): Numbering {
  const counters = new Map<number, Counter>();
  const begun = new Set<string>();

  const levelOf = (use: ListUse, level: number): ListLevel | undefined =>
    use.overrides.get(level)?.level ?? levels.get(use.list)?.[level];

  const count = (use: ListUse, number: number, level: number): readonly (number | undefined)[] => {
    const counter = counters.get(use.list) ?? { values: [] };
    counters.set(use.list, counter);
    const override = use.overrides.get(level)?.start ?? null;
    const key = `${number} ${level}`;
    const before = counter.values[level];
    if (override !== null && !begun.has(key)) counter.values[level] = override;
    else counter.values[level] = before === undefined ? startOf(use, level) : before + 1;
    begun.add(key);
    for (let below = level + 1; below < 9; below += 1)
      if (level < (levelOf(use, below)?.restartsBelow ?? below)) counter.values[below] = undefined;
    return counter.values;
  };

  const startOf = (use: ListUse, level: number): number =>
    use.overrides.get(level)?.start ?? levelOf(use, level)?.start ?? 1;

  return {
    next: (number, ilvl) => {
      const use = uses[number - 1];
      if (use === undefined) return null;
      // A list of one level has no others, whatever its paragraphs say.
      const level = levelOf(use, ilvl) === undefined ? 0 : ilvl;
      const own = levelOf(use, level);
      if (own === undefined) return null;
      const values = count(use, number, level);
      const isBullet = own.format === BULLET_CODE;
      const numbers = own.label.map((part) => {
        if (typeof part === 'string') return part;
        const format = levelOf(use, part)?.format ?? DECIMAL;
        const shown = own.legal && format !== DECIMAL_ZERO ? DECIMAL : format;
        return part > level ? '' : formatByCode(shown, values[part] ?? startOf(use, part));
      });
      const text = isBullet ? bulletOf(own, fonts) : numbers.join('');
      return makeLabel(text, own.follow !== 'nothing', isBullet);
    },
  };
}
