/** Longer names are cut in front of their extension: a title of official length fits twice. */
const LONGEST = 240;
/** Of a path altogether, as sent. */
const LONGEST_PATH = 4000;

/** At most `length` units, no character halved. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/u, '');

/**
 * The name that an upload is known by from then on: its own, with the folders below the one that was chosen, in one
 * spelling (NFC; macOS sends NFD), without anything that leads elsewhere, so that the same file is recognised when it
 * comes again. Null where nothing is left.
 */
export function uploadName(given: string): string | null {
  const parts = given
    .slice(0, LONGEST_PATH)
    .normalize('NFC')
    .replaceAll('\\', '/')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/^[A-Za-z]:/u, '')
    .split('/')
    // `a!/b` is how a file within an archive is written.
    .map((part) => part.trim().replace(/[!\s]+$/u, ''))
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  const last = parts.pop();
  if (last === undefined) return null;
  const dot = last.lastIndexOf('.');
  const extension = dot > 0 && last.length - dot <= 12 ? last.slice(dot) : '';
  const stem = last.slice(0, last.length - extension.length);
  const short = cut(stem, LONGEST - extension.length) + extension;
  return [...parts.map((part) => cut(part, LONGEST)), short].join('/');
}
