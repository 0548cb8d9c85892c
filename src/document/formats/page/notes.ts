import { joint, type PlacedLine } from './paragraphs.ts';

/** Footnotes taken out of their pages; `notes` in their order, without the marks that they begin with. */
export type Notes = Readonly<{ body: readonly PlacedLine[]; notes: readonly string[] }>;

const NOTE_TYPE = 0.9;
/** ① and [1]. A bare raised 1 cannot be told from the number of a table's row. */
const NOTE_MARK = /^(?:[①-⑳]|[[［]\d{1,3}[\]］])/u;

/** Index of the first of the lines in small type at the foot of a region, or its end. */
function footFrom(lines: readonly PlacedLine[], from: number, to: number, bodySize: number): number {
  let start = to;
  while (start > from && (lines[start - 1]?.line.size ?? bodySize) < NOTE_TYPE * bodySize) start -= 1;
  return start;
}

/**
 * Takes footnotes out of the lines: small type at the foot of a page whose first line begins with a mark that the text
 * of the page holds, too. Without that, a note would stand in the midst of the sentence that goes on behind the page
 * break. Linear.
 */
export function takeNotes(lines: readonly PlacedLine[], bodySize: number): Notes {
  const body: PlacedLine[] = [];
  const notes: string[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && lines[to]?.region === lines[from]?.region) to += 1;
    const foot = footFrom(lines, from, to, bodySize);
    const mark = NOTE_MARK.exec(lines[foot]?.line.text ?? '')?.[0];
    const text = lines.slice(from, foot);
    const isNote = foot < to && mark !== undefined && text.some(({ line }) => line.text.includes(mark));
    for (const line of isNote ? text : lines.slice(from, to)) body.push(line);
    for (const { line } of isNote ? lines.slice(foot, to) : []) {
      const begins = NOTE_MARK.exec(line.text)?.[0];
      const last = notes.at(-1);
      if (begins !== undefined || last === undefined) notes.push(line.text.slice(begins?.length ?? 0).trim());
      else notes[notes.length - 1] = last + joint(last, line.text) + line.text;
    }
    from = to;
  }
  return { body, notes };
}
