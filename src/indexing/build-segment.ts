import { unitOf } from '../clause/label.ts';
import type { Passage } from '../clause/schema.ts';
import type { Embedder } from '../embedding/schema.ts';
import { normalise } from '../text/normalise.ts';
import { readAs } from '../text/reading.ts';
import type { Segmenter } from '../text/segment.ts';
import type { Catalogue } from './catalogue.ts';
import { embedPassages, type PassageContext, surroundings } from './passage-vectors.ts';
import { PostingsBuilder } from './postings.ts';
import type { SegmentEntry } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';

/** Passages embedded at once: enough to fill the model's batches, and little to hold in memory. */
const BATCH_PASSAGES = 512;

/**
 * A segment gets at most about this many passages at once, which bounds the memory that building one takes (3 KB a
 * passage). Not fewer, as one large graph is searched faster than two of half the size.
 */
const MAX_SEGMENT_PASSAGES = 400_000;

export type PendingDocument = Readonly<{ id: string; passages: number }>;

/** Passages that follow each other in one unit (see unitOf); `path` joins its headings with a full stop, so that words stay apart. */
function runsByUnit(passages: readonly Passage[]): { path: string; passages: Passage[] }[] {
  const runs: { path: string; passages: Passage[] }[] = [];
  for (const passage of passages) {
    const path = unitOf(passage.headingPath).path.join('。');
    const last = runs.at(-1);
    if (last !== undefined && last.path === path) last.passages.push(passage);
    else runs.push({ path, passages: [passage] });
  }
  return runs;
}

/**
 * Cuts documents of the catalogue into words, embeds their passages and writes them as one segment, in order. Words
 * and vectors are made from the text as it is read (page breaks mended); what is shown is the text as it stands.
 */
export async function buildSegment(
  options: Readonly<{
    indexFolder: string;
    id: string;
    catalogue: Catalogue;
    documents: readonly PendingDocument[];
    segmenter: Segmenter;
    embedder: Embedder;
    /** Called with the number of passages done since the last call. */
    onProgress: (passages: number) => void;
  }>,
): Promise<SegmentEntry> {
  const { catalogue, documents, segmenter, embedder } = options;
  const capacity = documents.reduce((sum, document) => sum + document.passages, 0);
  const writer = new SegmentWriter(options.indexFolder, options.id, embedder.dimensions, capacity);
  const postings = new PostingsBuilder();
  const words = (text: string) => segmenter.words(normalise(text).text);
  let pending: PassageContext[] = [];
  const flush = async () => {
    if (pending.length === 0) return;
    await writer.addRows(await embedPassages(pending, embedder));
    options.onProgress(pending.length);
    pending = [];
  };
  try {
    for (const { id } of documents) {
      const { text, title, passages } = catalogue.content(id);
      writer.addDocument(id);
      postings.addDocument(words(title ?? ''));
      for (const { path, passages: run } of runsByUnit(passages)) {
        const headings = `${title ?? ''}。${path}`;
        const texts = run.map((passage) => readAs(text, passage));
        const around = surroundings(texts);
        let heading: { path: string; words: string[] } = { path: '', words: [] };
        for (const [at, passage] of run.entries()) {
          const reading = texts[at] ?? '';
          const own = passage.headingPath.join('。');
          if (own !== heading.path) heading = { path: own, words: words(own) };
          writer.addPassage(passage, text.slice(passage.start, passage.end));
          postings.addPassage(words(reading), heading.words);
          pending.push({ text: reading, around: around[at] ?? reading, headings });
          if (pending.length >= BATCH_PASSAGES) await flush();
        }
      }
    }
    await flush();
    return await writer.finish(postings.build());
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** Documents in order, in groups of at most {@link MAX_SEGMENT_PASSAGES} passages (one document at least). */
export function groupForSegments(documents: readonly PendingDocument[]): PendingDocument[][] {
  const all: PendingDocument[][] = [];
  let passages = Number.POSITIVE_INFINITY;
  for (const document of documents) {
    if (passages + document.passages > MAX_SEGMENT_PASSAGES) {
      all.push([]);
      passages = 0;
    }
    all.at(-1)?.push(document);
    passages += document.passages;
  }
  return all;
}
