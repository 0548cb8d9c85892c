import { soundLikeness } from '../../src/text/pinyin.ts';

/** The errors that are injected, as a reader would name them. */
export const INJECTED_ERRORS = ['homophone', 'near homophone', 'left out', 'swapped'] as const;
export type InjectedError = (typeof INJECTED_ERRORS)[number];

/** Level 1 of GB 2312: the 3,755 characters in daily use (rows 16 to 55, by sound). */
const COMMON_CHARACTERS = (() => {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row += 1)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell += 1) bytes.push(row, cell);
  return [...new TextDecoder('gb18030').decode(Uint8Array.from(bytes))];
})();

/** Numbers that look random and are the same each time (Park & Miller 1988), 0 … 1. */
export function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48271) % 2147483647;
    yield state / 2147483647;
  }
}

const alike = (character: string, error: InjectedError): string[] =>
  COMMON_CHARACTERS.filter(
    (other) =>
      other !== character && soundLikeness(character, other) === (error === 'homophone' ? 'same' : 'near'),
  );

/** `word` with one error, or null where it cannot have one (双双 swapped, a character without homophones). */
export function misspell(word: string, error: InjectedError, random: Iterator<number, never>): string | null {
  const pick = (length: number) => Math.floor(random.next().value * length);
  const at = pick(error === 'swapped' ? word.length - 1 : word.length);
  const [start, character, end] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  if (error === 'left out') return start + end;
  if (error === 'swapped') {
    const swapped = start + end.charAt(0) + character + end.slice(1);
    return swapped === word ? null : swapped;
  }
  const others = alike(character, error);
  return others.length === 0 ? null : `${start}${others[pick(others.length)] ?? ''}${end}`;
}

/**
 * `question` with one error in one of `words`, chosen at random among those that stand in it; null where none can
 * have it.
 */
export function misspellQuestion(
  question: string,
  words: readonly string[],
  error: InjectedError,
  random: Iterator<number, never>,
): string | null {
  const present = words.filter((word) => question.includes(word));
  while (present.length > 0) {
    const [word = ''] = present.splice(Math.floor(random.next().value * present.length), 1);
    const wrong = misspell(word, error, random);
    if (wrong !== null) return question.replace(word, wrong);
  }
  return null;
}
