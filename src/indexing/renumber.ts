import type { Segment } from './segment.ts';

/** New numbers of passages or documents, by their old ones; −1 for those that are gone. Ascending where not −1. */
export type Renumbering = Int32Array;

/** New numbers for what a segment still holds, from `firstPassage` and `firstDocument` on. */
export function renumber(
  segment: Segment,
  firstPassage: number,
  firstDocument: number,
): { passages: Renumbering; documents: Renumbering; nextPassage: number; nextDocument: number } {
  const withdrawn = new Set(segment.entry.withdrawn);
  const passages = new Int32Array(segment.entry.passages);
  const documents = new Int32Array(segment.entry.documents);
  let local = 0;
  let nextPassage = firstPassage;
  let nextDocument = firstDocument;
  for (const [number, document] of segment.summary.documents.entries()) {
    const gone = withdrawn.has(number);
    documents[number] = gone ? -1 : nextDocument++;
    for (let count = 0; count < document.passages; count += 1) {
      passages[local] = gone ? -1 : nextPassage++;
      local += 1;
    }
  }
  return { passages, documents, nextPassage, nextDocument };
}
