import type { Place } from './fib.ts';
import { readElsewhere, readSprms, type Sprm } from './sprm.ts';

/** How paragraphs or characters are formatted; one object for all that share it in the file. */
export type Format = Readonly<{
  /** Index of the paragraph style; 0 for characters. */
  style: number;
  sprms: readonly Sprm[];
}>;

/** Bytes of the stream that are formatted alike, half-open. */
export type FormattedRun = Readonly<{ start: number; end: number; format: Format }>;

const PLAIN: Format = { style: 0, sprms: [] };
const PAGE_BYTES = 512;
/** A page number takes 22 bits; the rest is unused ([MS-DOC] 2.9.178). */
const PAGE_MASK = 0x3fffff;
/** Of a paragraph: the offset of its properties and its line heights ([MS-DOC] 2.9.23 BxPap). */
const BX_BYTES = 13;

type Where = Readonly<{ start: number; end: number; style: number }>;

/** [MS-DOC] 2.9.181 PapxInFkp: the length in words, or 0 and then the length in words; the style comes first. */
function paragraphGrpprl(stream: DataView, at: number): Where {
  const words = stream.getUint8(at);
  const start = words === 0 ? at + 2 : at + 1;
  const length = words === 0 ? stream.getUint8(at + 1) * 2 : words * 2 - 1;
  if (length < 2) return { start, end: start, style: 0 };
  return { start: start + 2, end: start + length, style: stream.getUint16(start, true) };
}

const characterGrpprl = (stream: DataView, at: number): Where => ({
  start: at + 1,
  end: at + 1 + stream.getUint8(at),
  style: 0,
});

type Kind = 'paragraphs' | 'characters';
type Elsewhere = ReturnType<typeof readElsewhere>;

/** The runs of one page ([MS-DOC] 2.9.174 PapxFkp, 2.9.33 ChpxFkp). Many of them share a format. */
function readPage(
  stream: DataView,
  base: number,
  kind: Kind,
  elsewhere: Elsewhere | null,
): readonly FormattedRun[] {
  const runs: FormattedRun[] = [];
  const formats = new Map<number, Format>();
  const count = stream.getUint8(base + PAGE_BYTES - 1);
  const step = kind === 'paragraphs' ? BX_BYTES : 1;
  let length = 0;
  const formatAt = (offset: number): Format => {
    const { start, end, style } = (kind === 'paragraphs' ? paragraphGrpprl : characterGrpprl)(
      stream,
      base + offset,
    );
    length += end - start;
    if (length > PAGE_BYTES) throw new RangeError('formats overlap');
    return { style, sprms: readSprms(stream, start, end, elsewhere) };
  };
  for (let index = 0; index < count; index += 1) {
    const bounds = base + index * 4;
    const holder = base + (count + 1) * 4 + index * step;
    if (holder >= base + PAGE_BYTES - 1) break;
    const offset = stream.getUint8(holder) * 2;
    const format = formats.get(offset) ?? (offset === 0 ? PLAIN : formatAt(offset));
    formats.set(offset, format);
    runs.push({ start: stream.getUint32(bounds, true), end: stream.getUint32(bounds + 4, true), format });
  }
  return runs;
}

/**
 * All runs of the bin table at `place` (PlcBtePapx or PlcBteChpx, [MS-DOC] 2.8.5 and 2.8.6) in the order of the
 * stream, without overlap. `data`: the stream Data, null where there is none. Throws a RangeError for a page outside
 * the stream and for one whose formats overlap.
 */
export function readFormattedRuns(
  stream: DataView,
  table: DataView,
  place: Place,
  kind: Kind,
  data: DataView | null,
): readonly FormattedRun[] {
  const pages = Math.max(0, Math.floor((place.size - 4) / 8));
  const elsewhere = data === null ? null : readElsewhere(data);
  const found: FormattedRun[] = [];
  const seen = new Set<number>();
  for (let page = 0; page < pages; page += 1) {
    const number = table.getUint32(place.at + (pages + 1) * 4 + page * 4, true) & PAGE_MASK;
    // A page that is named twice would only repeat itself, however often.
    if (seen.has(number)) continue;
    seen.add(number);
    for (const run of readPage(stream, number * PAGE_BYTES, kind, elsewhere)) found.push(run);
  }
  const runs: FormattedRun[] = [];
  for (const run of found.sort((one, other) => one.start - other.start))
    if (run.end > run.start && run.start >= (runs.at(-1)?.end ?? 0)) runs.push(run);
  return runs;
}

/** Index of the run that holds the byte `at`, or of the first one behind it; `runs.length` where there is none. */
export function indexOfRun(runs: readonly FormattedRun[], at: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((runs[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The run that holds the byte `at`; undefined where none does. */
export function runAt(runs: readonly FormattedRun[], at: number): FormattedRun | undefined {
  const run = runs[indexOfRun(runs, at)];
  return run !== undefined && run.start <= at ? run : undefined;
}
