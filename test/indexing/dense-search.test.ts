import { beforeAll, describe, expect, it } from 'vitest';
import type { OpenIndex } from '../../src/indexing/schema.ts';
import { openFolder, publishTexts, temporaryFolder } from './support.ts';
import { embedder } from './writer-parts.ts';

/** More passages than are compared one by one, so that the graph is asked. */
const DOCUMENTS = 100;
const PASSAGES = 100;

describe('the neighbour graph', () => {
  let index: OpenIndex;
  beforeAll(async () => {
    const folder = temporaryFolder();
    const texts = Array.from({ length: DOCUMENTS }, (_, document) => {
      const lines = Array.from({ length: PASSAGES }, (_, line) => `第${document}份第${line}句`);
      return [`${document}`, `题${document}\n${lines.join('\n')}`];
    });
    await publishTexts(folder, Object.fromEntries(texts));
    index = openFolder(folder);
  });

  /** Share of the exact ten nearest among those selected that the search finds, over twenty questions. */
  function recall(selected: (document: number) => boolean): number {
    const { search } = index;
    const all = Array.from({ length: search.statistics.passages }, (_, passage) => passage);
    const documents = search.documentsOf(all);
    const selection = Uint8Array.from({ length: DOCUMENTS }, (_, document) => Number(selected(document)));
    const allowed = all.filter((passage) => selection[documents[passage] ?? 0] === 1);
    let found = 0;
    for (let question = 0; question < 20; question += 1) {
      const vector = embedder.vector(`问${question}`);
      const cosines = search.similarities(vector, allowed);
      const exact = [...allowed.keys()].sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0)).slice(0, 10);
      const nearest = new Set(exact.map((at) => allowed[at]));
      const hits = search.dense(vector, 10, selection);
      expect(hits).toHaveLength(10);
      for (const { passage } of hits) {
        expect(selection[documents[passage] ?? 0]).toBe(1);
        if (nearest.has(passage)) found += 1;
      }
    }
    return found / 200;
  }

  it.each([
    ['everything', () => true],
    ['all but one document', (document: number) => document !== 7],
    ['two thirds', (document: number) => document % 3 !== 0],
    ['a tenth, on the way through the graph or one by one', (document: number) => document % 10 === 0],
  ])('finds the nearest of %s', (_, selected) => {
    // hnswlib's own recall@10 at these sizes is about .98 (ef 100); 8-bit vectors swap a few neighbours.
    expect(recall(selected)).toBeGreaterThan(0.9);
  });
});
