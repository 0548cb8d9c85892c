import type { Embedder } from '../embedding/schema.ts';
import { normalise } from '../text/normalise.ts';
import { readAs } from '../text/reading.ts';
import type { Segmenter } from '../text/segment.ts';
import type { Catalogue } from './catalogue.ts';
import { PostingsBuilder } from './postings.ts';
import type { SegmentEntry } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';

/** Passages embedded at once: enough to fill the model's batches, and little to hold in memory. */
const BATCH_PASSAGES = 512;

export type PendingDocument = Readonly<{ id: string; passages: number }>;

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
  let texts: string[] = [];
  const flush = async () => {
    if (texts.length === 0) return;
    const rows = await embedder.embed(texts, 'passage');
    await writer.addRows(new Float32Array(rows));
    options.onProgress(texts.length);
    texts = [];
  };
  try {
    for (const { id } of documents) {
      const { text, title, passages } = catalogue.content(id);
      writer.addDocument(id);
      postings.addDocument(words(title ?? ''));
      let heading: { path: string; words: string[] } = { path: '', words: [] };
      for (const passage of passages) {
        const reading = readAs(text, passage);
        // The full stop keeps the words of two headings apart. Passages of a clause share their headings.
        const path = passage.headingPath.join('。');
        if (path !== heading.path) heading = { path, words: words(path) };
        writer.addPassage(passage, text.slice(passage.start, passage.end));
        postings.addPassage(words(reading), heading.words);
        texts.push(reading);
        if (texts.length >= BATCH_PASSAGES) await flush();
      }
    }
    await flush();
    return await writer.finish(postings.build());
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
