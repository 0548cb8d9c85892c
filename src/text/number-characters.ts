import type { MarkStyle } from './marks.ts';

/**
 * Characters that are a number with its brackets, circle or full stop (Unicode, blocks “Enclosed Alphanumerics”
 * U+2460–24FF, “Dingbats” U+2776–2793 and “Enclosed CJK Letters and Months” U+3200–32FF): first unit, the number of
 * the first, how many follow each other, and the mark that they stand for.
 */
const RUNS: readonly (readonly [first: number, ordinal: number, count: number, style: MarkStyle])[] = [
  [0x2460, 1, 20, 'circled'],
  [0x2474, 1, 20, 'digit_bracket'],
  [0x2488, 1, 20, 'digit'],
  [0x24f5, 1, 10, 'circled'],
  [0x2776, 1, 10, 'circled'],
  [0x2780, 1, 10, 'circled'],
  [0x278a, 1, 10, 'circled'],
  [0x3220, 1, 10, 'han_bracket'],
  [0x3251, 21, 15, 'circled'],
  [0x3280, 1, 10, 'circled'],
  [0x32b1, 36, 15, 'circled'],
];

/** What a code unit counts as when it stands for a whole mark (① ⑴ ⒈ ㈠ ㊀ ❶), or null. */
export function numberCharacter(unit: number): { style: MarkStyle; ordinal: number } | null {
  if (unit < 0x2460 || unit > 0x32bf) return null;
  const run = RUNS.find(([first, , count]) => unit >= first && unit < first + count);
  return run === undefined ? null : { style: run[3], ordinal: unit - run[0] + run[1] };
}
