import { isBlank, isHan } from './characters.ts';

const SHORTEST = 8;
const LONGEST = 60;
/** What goes on behind the blank must be a text of its own. */
const SHORTEST_REST = 12;
const STOPS = '。；;：:\n\r';
/** Share of Chinese characters below which a run is a date, an address or a formula, not a title. */
const HAN_SHARE = 0.6;
const LABEL = /^第[^条]{1,14}条/u;

/**
 * Where a title ends that a lost line break has run together with what it stands over (农业农村部开展…行动 为切实做好…):
 * the offset of the blank behind a run of 8 to 60 characters without a full stop, or −1. `start` begins a line.
 */
export function titleRunEnd(text: string, start: number): number {
  let han = 0;
  for (let at = start; at < text.length && at - start <= LONGEST; at += 1) {
    const unit = text.charCodeAt(at);
    if (STOPS.includes(text.charAt(at))) return -1;
    if (isHan(unit)) han += 1;
    if (!isBlank(unit) || at - start < SHORTEST) continue;
    let next = at;
    while (next < text.length && isBlank(text.charCodeAt(next)) && !STOPS.includes(text.charAt(next)))
      next += 1;
    const rest = text.slice(next, next + SHORTEST_REST);
    const goesOn = rest.length === SHORTEST_REST && !/[\n\r]/u.test(rest) && isHan(text.charCodeAt(next));
    const run = text.slice(start, at);
    if (goesOn && isHan(text.charCodeAt(at - 1)) && han / run.length >= HAN_SHARE && !LABEL.test(run))
      return at;
  }
  return -1;
}
