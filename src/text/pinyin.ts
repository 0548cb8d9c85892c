import { pinyin } from 'pinyin-pro';
import { isHan } from './characters.ts';

/** How two characters sound: alike in some reading, nearly (see {@link looseSyllable}), or neither (null). */
export type SoundLikeness = 'same' | 'near';

/** The readings of one character without tones, and the classes of readings that are easily taken for each other. */
type Sounds = Readonly<{ exact: readonly string[]; loose: string }>;

/** Classes of syllables stand in keys as code units of the private use area, which no text of ours holds. */
const FIRST_CLASS = 0xe000;

const sounds = new Map<string, Sounds>();
const classes = new Map<string, string>();

/**
 * The syllable as those hear it who do not tell zh/z, ch/c, sh/s, n/l, h/f, ang/an, eng/en, ing/in apart. The u of
 * huang and hui goes too, for these are what 房 and 飞 are taken for.
 */
export function looseSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/u, '$1')
    .replace(/^n(?=.*[aeiouü])/u, 'l')
    .replace(/^f/u, 'h')
    .replace(/^hu(?=[aoin])/u, 'h')
    .replace(/^hi$/u, 'hei')
    .replace(/^hn$/u, 'hen')
    .replace(/ng$/u, (tail, at, whole) => (whole[at - 1] === 'o' ? tail : 'n'));
}

function soundsOf(character: string): Sounds {
  const known = sounds.get(character);
  if (known !== undefined) return known;
  // Of what has no reading it gives back the character itself.
  const exact = isHan(character.charCodeAt(0))
    ? pinyin(character, { multiple: true, toneType: 'none', type: 'array' })
    : [];
  const loose = new Set(exact.map(looseSyllable));
  let symbols = '';
  for (const syllable of loose) {
    const symbol = classes.get(syllable) ?? String.fromCharCode(FIRST_CLASS + classes.size);
    classes.set(syllable, symbol);
    symbols += symbol;
  }
  const found = { exact, loose: symbols };
  sounds.set(character, found);
  return found;
}

/** One private code unit for each class of readings of `character` (mostly one); '' for what is no Chinese character. */
export const soundClasses = (character: string): string => soundsOf(character).loose;

/** Whether two characters sound alike, in any of their readings; tones do not count, as no input method asks for them. */
export function soundLikeness(one: string, other: string): SoundLikeness | null {
  const [a, b] = [soundsOf(one), soundsOf(other)];
  if (a.exact.some((syllable) => b.exact.includes(syllable))) return 'same';
  return [...a.loose].some((symbol) => b.loose.includes(symbol)) ? 'near' : null;
}
