import { estimatedLength, estimatedWidth } from '../page/character-width.ts';
import { childNamed, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { type Deltas, readDeltas } from './deltas.ts';
import { apply, compose, type Matrix } from './matrix.ts';
import { flagOf, numberOf, transformOf } from './values.ts';

/** Where a line of type runs on the page; `slanted` at any other angle, as watermarks do. */
export type Direction = 'right' | 'down' | 'left' | 'up' | 'slanted';

/** A character, or several where the file leaves the places of all but the first open. */
export type Glyph = Readonly<{
  text: string;
  /** Origin: the left end of its baseline. Millimetres from the page's upper left corner, y downwards. */
  x: number;
  y: number;
  /** Extent along the line. */
  width: number;
}>;

/** The type of one TextCode. */
export type Run = Readonly<{
  glyphs: readonly Glyph[];
  /** Height of the type on the page, in millimetres. */
  size: number;
  direction: Direction;
  /** The characters stand upright below each other, as in vertical Chinese; otherwise they turn with the line. */
  stacked: boolean;
  /** Fully transparent or neither filled nor stroked, as the text layer below a scanned image. */
  invisible: boolean;
}>;

/** Where a file states no usable size: 四号, 14 pt. */
const FALLBACK_SIZE = 4.94;
/** Degrees by which a line may be off one of the four directions. */
const TOLERANCE = 3;
/** Characters that move less than this part of the size lie on each other: the file states no places. */
const LEAST_STEP = 0.05;

/** Table 45: what XML cannot hold, and blanks, are written as a backslash and four hexadecimal digits. */
const ESCAPE = /\\([0-9a-fA-F]{4})/g;
/** Table 45: stands for a glyph that has no character. */
const PLACEHOLDER = '\u00a4';

const isBlank = (character: string): boolean => /^\s$/u.test(character);

/** The characters of a TextCode, without the line ends and indents that formatting the XML put around them. */
function charactersOf(code: XmlElement): readonly string[] {
  const lines = textOf(code).split(/\r\n?|\n/u);
  const bare = lines.map((line, index) => {
    const start = index > 0 ? line.trimStart() : line;
    return index < lines.length - 1 ? start.trimEnd() : start;
  });
  const text = bare
    .join('')
    .replace(ESCAPE, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return [...text];
}

type Vector = Readonly<{ x: number; y: number }>;

/** ReadDirection and CharDirection (figure 62): degrees clockwise; 90 reads down. */
function quarter(value: string | undefined): Vector {
  const turns = ((Math.round((numberOf(value) ?? 0) / 90) % 4) + 4) % 4;
  return (
    [
      { x: 1, y: 0 },
      { x: 0, y: 1 },
      { x: -1, y: 0 },
      { x: 0, y: -1 },
    ][turns] ?? { x: 1, y: 0 }
  );
}

const linear = ({ a, b, c, d }: Matrix, { x, y }: Vector): Vector => ({ x: a * x + c * y, y: b * x + d * y });

function directionOf({ x, y }: Vector): Direction {
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  const turns = Math.round(degrees / 90);
  if (Math.abs(degrees - turns * 90) > TOLERANCE) return 'slanted';
  const names: readonly Direction[] = ['right', 'down', 'left', 'up'];
  return names[(turns + 4) % 4] ?? 'right';
}

/** Steps between the characters in the object's space; null where the file states none that part them. */
function stepsOf(code: XmlElement, count: number, reading: Vector, size: number): readonly Vector[] | null {
  const across = readDeltas(code.attributes.DeltaX, count);
  const down = readDeltas(code.attributes.DeltaY, count);
  if (across === null && down === null) return null;
  const at = (deltas: Deltas | null, index: number): number => deltas?.values[index] ?? 0;
  // A line that reads down but states DeltaX only: some writers mean offsets along the line.
  const along = down === null && (reading.y !== 0 || reading.x < 0);
  const steps = Array.from({ length: count }, (_, index): Vector => {
    const x = at(across, index);
    return along ? { x: reading.x * Math.abs(x), y: reading.y * Math.abs(x) } : { x, y: at(down, index) };
  });
  const moved = steps.reduce((sum, { x, y }) => sum + Math.abs(x) + Math.abs(y), 0);
  return moved < LEAST_STEP * size * count ? null : steps;
}

/** Whether the offsets leave out the blanks: some writers state one for each pair of visible characters only. */
function skipsBlanks(code: XmlElement, characters: readonly string[]): boolean {
  const visible = characters.filter((character) => !isBlank(character)).length;
  if (visible === characters.length || visible < 2) return false;
  const list = code.attributes.DeltaX ?? code.attributes.DeltaY;
  return readDeltas(list, characters.length - 1)?.stated === visible - 1;
}

type Type = Readonly<{
  /** From the object's space to the page's. */
  matrix: Matrix;
  /** Size in the object's space. */
  size: number;
  horizontalScale: number;
  reading: Vector;
  /** Where the foot of a character points along. */
  turned: Vector;
  invisible: boolean;
}>;

function runOf(code: XmlElement, type: Type, x: number, y: number): Run | null {
  const { matrix, reading } = type;
  const characters = charactersOf(code);
  if (characters.every((character) => isBlank(character) || character === PLACEHOLDER)) return null;
  const across = Math.hypot(matrix.a, matrix.b) * type.horizontalScale * type.size;
  const size = Math.hypot(matrix.c, matrix.d) * type.size;
  const skipping = skipsBlanks(code, characters);
  const placed = skipping ? characters.filter((character) => !isBlank(character)) : characters;
  const steps = stepsOf(code, placed.length - 1, reading, type.size);
  const start = apply(matrix, x, y);
  const feet = directionOf(linear(matrix, type.turned));
  if (steps === null) {
    const line = linear(matrix, reading);
    const direction = directionOf(line);
    const stacked = (direction === 'down' || direction === 'up') && feet === 'right';
    const text = characters.filter((character) => character !== PLACEHOLDER).join('');
    const width = stacked ? size * characters.length : across * estimatedLength(text);
    const glyphs = [{ text, ...start, width }];
    return { glyphs, size, direction, stacked, invisible: type.invisible };
  }
  const origins: Vector[] = [start];
  let at: Vector = { x, y };
  for (const step of steps) {
    at = { x: at.x + step.x, y: at.y + step.y };
    origins.push(apply(matrix, at.x, at.y));
  }
  const end = origins.at(-1) ?? start;
  const direction = directionOf(
    placed.length > 1 ? { x: end.x - start.x, y: end.y - start.y } : linear(matrix, reading),
  );
  const stacked = (direction === 'down' || direction === 'up') && feet === 'right';
  const glyphs: Glyph[] = [];
  let next = 0;
  for (const character of characters) {
    const origin = origins[next] ?? end;
    const skipped = skipping && isBlank(character);
    if (!skipped) next += 1;
    if (character === PLACEHOLDER) continue;
    const width = skipped ? 0 : stacked ? size : across * estimatedWidth(character);
    glyphs.push({ text: character, x: origin.x, y: origin.y, width });
  }
  return { glyphs, size, direction, stacked, invisible: type.invisible };
}

const isClear = (element: XmlElement | undefined): boolean => {
  const alpha = numberOf(element?.attributes.Alpha);
  return alpha !== null && alpha <= 0;
};

/**
 * The runs of a TextObject (GB/T 33190—2016 11.2, 11.3), one for each TextCode that shows something; `outer` leads
 * from the space around the object to the page. The characters are those of the TextCode, whatever glyphs CGTransform
 * (11.4) draws for them.
 */
export function runsOf(object: XmlElement, outer: Matrix): readonly Run[] {
  const { attributes } = object;
  const stated = Math.abs(numberOf(attributes.Size) ?? 0);
  const filled = flagOf(attributes.Fill, true) && !isClear(childNamed(object, 'FillColor'));
  const stroked = flagOf(attributes.Stroke, false) && !isClear(childNamed(object, 'StrokeColor'));
  const horizontalScale = numberOf(attributes.HScale) ?? 1;
  const type: Type = {
    matrix: compose(transformOf(object), outer),
    size: stated > 0 ? stated : FALLBACK_SIZE,
    horizontalScale: horizontalScale > 0 ? horizontalScale : 1,
    reading: quarter(attributes.ReadDirection),
    turned: quarter(attributes.CharDirection),
    invisible: isClear(object) || (!filled && !stroked),
  };
  const runs: Run[] = [];
  let [x, y] = [0, 0];
  for (const code of childrenOf(object)) {
    if (code.name !== 'TextCode') continue;
    // Table 46: an X or Y that is absent is that of the TextCode before.
    x = numberOf(code.attributes.X) ?? x;
    y = numberOf(code.attributes.Y) ?? y;
    const run = runOf(code, type, x, y);
    if (run !== null) runs.push(run);
  }
  return runs;
}
