import { joinPostings } from './join-postings.ts';
import { renumber } from './renumber.ts';
import type { Segment, SegmentEntry } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';

/** Rows handed on at once. */
const BATCH_ROWS = 1024;

/**
 * Writes several segments as one, in order, without what is withdrawn. Nothing is cut into words or embedded again:
 * counts and vectors are copied.
 */
export async function mergeSegments(
  indexFolder: string,
  id: string,
  segments: readonly Segment[],
): Promise<SegmentEntry> {
  const dimensions = segments[0]?.summary.dimensions ?? 1;
  const parts = [];
  let passages = 0;
  let documents = 0;
  for (const segment of segments) {
    const numbers = renumber(segment, passages, documents);
    passages = numbers.nextPassage;
    documents = numbers.nextDocument;
    parts.push({ segment, numbers });
  }
  const writer = new SegmentWriter(indexFolder, id, dimensions, passages);
  try {
    for (const { segment, numbers } of parts) {
      const store = segment.passages();
      const rowOf = segment.rowReader();
      let rows = new Float32Array(BATCH_ROWS * dimensions);
      let filled = 0;
      let document = -1;
      for (let passage = 0; passage < store.size; passage += 1) {
        if ((numbers.passages[passage] ?? -1) < 0) continue;
        const stored = store.at(passage);
        // Documents without a passage are named too, so go through all up to this one.
        for (; document < stored.document; ) {
          document += 1;
          addDocument(writer, segment, numbers.documents, document);
        }
        writer.addPassage(stored, stored.text);
        rows.set(rowOf(passage), filled * dimensions);
        filled += 1;
        if (filled === BATCH_ROWS) {
          await writer.addRows(rows);
          rows = new Float32Array(BATCH_ROWS * dimensions);
          filled = 0;
        }
      }
      for (; document + 1 < segment.entry.documents; ) {
        document += 1;
        addDocument(writer, segment, numbers.documents, document);
      }
      await writer.addRows(rows.slice(0, filled * dimensions));
    }
    return await writer.finish(
      joinPostings(
        parts.map(({ segment, numbers }) => ({
          postings: segment.postings(),
          passages: numbers.passages,
          documents: numbers.documents,
        })),
      ),
    );
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

function addDocument(writer: SegmentWriter, segment: Segment, numbers: Int32Array, document: number): void {
  const id = segment.summary.documents[document]?.id;
  if (id !== undefined && (numbers[document] ?? -1) >= 0) writer.addDocument(id);
}
