/** Offsets from each character to the next, as far as they are needed. */
export type Deltas = Readonly<{
  values: readonly number[];
  /** How many the file states, counted up to one more than needed. */
  stated: number;
}>;

/** No number of millimetres is written longer. */
const LONGEST_NUMBER = 40;

/** Numbers and repeated numbers of an ST_Array, one after the other; a word that is neither stands for `null`. */
function* entriesOf(list: string): Generator<Readonly<{ value: number | null; times: number }>> {
  const tokens = list.matchAll(/[^\s,]+/gu);
  const numberOf = (token: string | undefined): number | null => {
    if (token === undefined || token.length > LONGEST_NUMBER) return null;
    const number = Number(token);
    return Number.isFinite(number) ? number : null;
  };
  for (const [token] of tokens) {
    if (token !== 'g' && token !== 'G') {
      yield { value: numberOf(token), times: 1 };
      continue;
    }
    const times = tokens.next();
    const value = tokens.next();
    if (times.done === true || value.done === true) return;
    yield { value: numberOf(value.value[0]), times: Math.max(0, Math.floor(numberOf(times.value[0]) ?? 0)) };
  }
}

/**
 * DeltaX and DeltaY (GB/T 33190—2016 11.3, table 46): `g n v` is n times v. `count` of them: where the file states
 * fewer, or a word that is no number, the one before goes on, as readers of OFD do. Null for a list that is absent or
 * states none. Reads no more than that takes.
 */
export function readDeltas(list: string | undefined, count: number): Deltas | null {
  if (list === undefined) return null;
  const values: number[] = [];
  let stated = 0;
  for (const { value, times } of entriesOf(list)) {
    const known = value ?? values.at(-1);
    if (known === undefined) continue;
    const wanted = Math.min(times, count - values.length);
    for (let index = 0; index < wanted; index += 1) values.push(known);
    stated = Math.min(count + 1, stated + times);
    if (stated > count) break;
  }
  const last = values.at(-1);
  if (last === undefined) return null;
  while (values.length < count) values.push(last);
  return { values, stated };
}
