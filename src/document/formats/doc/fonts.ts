import type { Place } from './fib.ts';

/** Before the name of a font: its kind, weight, character set, classification and signature ([MS-DOC] 2.9.81 FFN). */
const NAME_AT = 39;

/**
 * The names of the document's fonts, in the order in which formatting counts them ([MS-DOC] 2.9.293 SttbfFfn). They
 * only tell which characters are pictures, so a table that is cut short gives those that it has.
 */
export function readFontNames(table: DataView, { at, size }: Place): readonly string[] {
  const end = Math.min(table.byteLength, at + size);
  const names: string[] = [];
  if (size < 4 || at + 4 > end) return names;
  const count = table.getUint16(at, true);
  let here = at + 4;
  while (names.length < count && here + 1 + NAME_AT < end) {
    const next = here + 1 + table.getUint8(here);
    let name = '';
    for (let place = here + 1 + NAME_AT; place + 2 <= Math.min(end, next); place += 2) {
      const unit = table.getUint16(place, true);
      if (unit === 0) break;
      name += String.fromCharCode(unit);
    }
    names.push(name);
    here = next;
  }
  return names;
}
