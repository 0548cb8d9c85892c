import type { XmlElement } from '../xml.ts';
import { compose, IDENTITY, type Matrix, translation } from './matrix.ts';

/** A rectangle: upper left corner, width, height, in millimetres. */
export type Box = Readonly<{ x: number; y: number; width: number; height: number }>;

/** Numbers beyond this are no places on paper; they would only lose precision on their way. */
const LARGEST = 1e7;

const isPlace = (value: number): boolean => Number.isFinite(value) && Math.abs(value) <= LARGEST;

/** The number that an attribute says; null where it says none. */
export function numberOf(value: string | undefined): number | null {
  if (value === undefined || value.trim() === '') return null;
  const number = Number(value);
  return isPlace(number) ? number : null;
}

/** ST_Array (GB/T 33190—2016 7.3): numbers parted by blanks; null unless there are `count`. */
function numbersOf(value: string | undefined, count: number): readonly number[] | null {
  if (value === undefined || value.length > 1000) return null;
  const numbers = value
    .trim()
    .split(/[\s,]+/u)
    .map(Number);
  return numbers.length >= count && numbers.slice(0, count).every(isPlace) ? numbers : null;
}

/** ST_Box (7.3): x, y, width and height; null where it is not one. */
export function boxOf(value: string | undefined): Box | null {
  const [x, y, width, height] = numbersOf(value, 4) ?? [];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null;
  return { x, y, width, height };
}

/**
 * From an object's own space to that around it (8.2, 8.5): its CTM, then the place of its Boundary. Without either, or
 * with what cannot be read, nothing changes.
 */
export function transformOf({ attributes }: XmlElement): Matrix {
  const [a, b, c, d, e, f] = numbersOf(attributes.CTM, 6) ?? [];
  const own =
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined ||
    e === undefined ||
    f === undefined
      ? IDENTITY
      : { a, b, c, d, e, f };
  const boundary = boxOf(attributes.Boundary);
  return boundary === null ? own : compose(own, translation(boundary.x, boundary.y));
}

/** xs:boolean, or `otherwise` where it is neither true nor false. */
export function flagOf(value: string | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  const word = value.trim().toLowerCase();
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : otherwise;
}
