import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchIndex } from '../../src/indexing/schema.ts';
import { normalise } from '../../src/text/normalise.ts';
import { embedder, segmenter } from './writer-parts.ts';

/** A document for the contract: passages with the heading that they stand under. */
export type ContractDocument = Readonly<{
  title: string;
  issuer: string;
  issuedOn: string;
  passages: readonly Readonly<{ heading: string; text: string }>[];
}>;

const WORDS =
  '企业 诉求 办结 时限 工作日 政府 服务 电话 联系 疑难 问题 回复 审批 证照 材料 窗口 监管 处罚 公开 督查'.split(
    ' ',
  );

/** Numbers that look random and are the same each time (Park & Miller 1988). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 48271) % 2147483647;
    yield state;
  }
}

/** Documents of common words in uneven shares, so that frequencies, lengths and ties all occur. */
export function contractDocuments(count: number, passages: number): ContractDocument[] {
  const random = numbers(7);
  const pick = () => {
    const a = Number(random.next().value) % WORDS.length;
    const b = Number(random.next().value) % WORDS.length;
    return WORDS[Math.min(a, b)] ?? '';
  };
  const sentence = (length: number) => Array.from({ length }, pick).join('，');
  return Array.from({ length: count }, (_, number) => ({
    title: `${sentence(1 + (number % 4))}${number}号`,
    issuer: number % 3 === 0 ? '江西省人民政府' : '宜春市人民政府',
    issuedOn: `20${10 + (number % 10)}-01-01`,
    passages: Array.from({ length: passages }, (__, at) => ({
      heading: at % 5 === 0 ? '' : sentence(1 + (at % 3)),
      text: `${sentence(1 + (Number(random.next().value) % 12))}。第${number}之${at}`,
    })),
  }));
}

/** The same thing said once more, from the formula in Robertson & Zaragoza 2009 and plain maps of counts. */
class NaiveIndex {
  readonly passages: { document: number; fields: { terms: string[]; weight: number; average: number }[] }[] =
    [];
  readonly texts: string[] = [];

  constructor(documents: readonly ContractDocument[]) {
    const words = (text: string) => segmenter.words(normalise(text).text);
    const titles = documents.map(({ title }) => words(title));
    const all = documents.flatMap(({ passages }, document) =>
      passages.map(({ heading, text }) => ({ document, heading: words(heading), body: words(text), text })),
    );
    const mean = (lengths: number[]) => lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const textAverage = mean(all.map(({ body }) => body.length));
    const headingAverage = mean(all.map(({ heading }) => heading.length));
    const titleAverage = mean(titles.map((title) => title.length));
    for (const { document, heading, body, text } of all) {
      this.texts.push(text);
      this.passages.push({
        document,
        fields: [
          { terms: body, weight: 1, average: textAverage },
          { terms: heading, weight: 0.7, average: headingAverage },
          { terms: titles[document] ?? [], weight: 0.4, average: titleAverage },
        ],
      });
    }
  }

  frequency(term: string): number {
    return this.passages.filter(({ fields }) => fields.some(({ terms }) => terms.includes(term))).length;
  }

  idf(term: string): number {
    const n = this.frequency(term);
    return Math.log(1 + (this.passages.length - n + 0.5) / (n + 0.5));
  }

  scores(query: readonly { term: string; weight: number }[]): number[] {
    const known = query.map((sought) => ({ ...sought, idf: this.idf(sought.term) }));
    return this.passages.map(({ fields }) => {
      let score = 0;
      for (const { term, weight, idf } of known) {
        for (const field of fields) {
          const tf = field.terms.filter((other) => other === term).length;
          if (tf === 0) continue;
          const norm = 1.2 * (1 - 0.75 + (0.75 * field.terms.length) / field.average);
          score += weight * idf * field.weight * (tf / (tf + norm));
        }
      }
      return score;
    });
  }
}

const sortedScores = (scores: readonly number[], k: number) =>
  scores
    .map((score, passage) => ({ passage, score }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.passage - b.passage)
    .slice(0, k);

const QUERIES: readonly (readonly [string, number])[][] = [
  [['企业', 1]],
  [
    ['企业', 1],
    ['诉求', 1],
    ['办结', 1],
    ['时限', 1],
  ],
  [
    ['督查', 1],
    ['企业', 0.2],
    ['没有这个词', 1],
  ],
  [
    ['电话', 0.6],
    ['联系', 1],
    ['联系', 1],
    ['公开', 2],
    ['处罚', 1],
    ['监管', 1],
  ],
];

/**
 * What every {@link SearchIndex} must do. `open` makes one that holds exactly these documents, in this order,
 * embedded with the tests' embedder.
 */
export function searchIndexContract(
  name: string,
  documents: readonly ContractDocument[],
  open: (documents: readonly ContractDocument[]) => Promise<SearchIndex>,
  { exactDense = true } = {},
): void {
  describe(`SearchIndex: ${name}`, () => {
    let index: SearchIndex;
    const naive = new NaiveIndex(documents);
    const vectors = naive.texts.map((text) => embedder.vector(text));
    const cosines = (vector: Float32Array) =>
      vectors.map((other) => other.reduce((sum, component, at) => sum + component * (vector[at] ?? 0), 0));
    beforeAll(async () => {
      index = await open(documents);
    });

    it('counts documents and passages', () => {
      expect(index.statistics).toMatchObject({
        documents: documents.length,
        passages: naive.passages.length,
      });
    });

    it('knows in how many passages a term stands, in any field', () => {
      for (const word of [...WORDS, '没有这个词']) {
        expect(index.passageFrequency(word), word).toBe(naive.frequency(word));
        expect(index.inverseFrequency(word), word).toBeCloseTo(naive.idf(word), 10);
      }
    });

    it('lists its terms, each once', () => {
      const terms = [...index.vocabulary()];
      expect(new Set(terms).size).toBe(terms.length);
      for (const term of terms) expect(naive.frequency(term), term).toBeGreaterThan(0);
      for (const word of WORDS) if (naive.frequency(word) > 0) expect(terms).toContain(word);
    });

    it.each(QUERIES.map((query) => [query.map(([term]) => term).join(' '), query] as const))(
      'ranks as BM25 does: %s',
      (_, query) => {
        const terms = query.map(([term, weight]) => ({ term, weight }));
        const scores = naive.scores(terms);
        for (const k of [1, 10, 100]) {
          const expected = sortedScores(scores, k);
          const hits = index.lexical(terms, k);
          expect(hits).toHaveLength(expected.length);
          for (const [rank, hit] of hits.entries()) {
            // Passages whose scores differ in the seventh digit only may change places.
            expect(hit.score).toBeCloseTo(expected[rank]?.score ?? Number.NaN, 4);
            expect(scores[hit.passage]).toBeCloseTo(hit.score, 4);
          }
          expect(new Set(hits.map((hit) => hit.passage)).size).toBe(hits.length);
        }
      },
    );

    it('orders equal scores by passage number', () => {
      const hits = index.lexical([{ term: '企业', weight: 1 }], naive.passages.length);
      for (const [rank, hit] of hits.entries()) {
        const before = hits[rank - 1];
        if (before?.score === hit.score) expect(before.passage).toBeLessThan(hit.passage);
      }
    });

    it('gives the same answer again', () => {
      const terms = WORDS.map((term) => ({ term, weight: 1 }));
      expect(index.lexical(terms, 50)).toEqual(index.lexical(terms, 50));
    });

    it('finds only what is selected, lexically and by vector', () => {
      const selection = index.select({ issuer: '江西省人民政府', issuedTo: '2015-12-31' });
      const allowed = documents.map((one) => one.issuer === '江西省人民政府' && one.issuedOn <= '2015-12-31');
      expect([...(selection ?? [])]).toEqual(allowed.map(Number));
      const terms = [
        { term: '企业', weight: 1 },
        { term: '督查', weight: 1 },
      ];
      const scores = naive
        .scores(terms)
        .map((score, passage) => (allowed[naive.passages[passage]?.document ?? -1] ? score : 0));
      const hits = index.lexical(terms, 20, selection);
      const expected = sortedScores(scores, 20);
      expect(hits).toHaveLength(expected.length);
      for (const [rank, hit] of hits.entries()) {
        expect(hit.score).toBeCloseTo(expected[rank]?.score ?? Number.NaN, 4);
        expect(scores[hit.passage]).toBeCloseTo(hit.score, 4);
      }
      const dense = index.dense(embedder.vector('问'), 20, selection);
      expect(dense.length).toBe(
        Math.min(20, scores.filter((_, at) => allowed[naive.passages[at]?.document ?? -1]).length),
      );
      for (const { passage } of dense) expect(allowed[naive.passages[passage]?.document ?? -1]).toBe(true);
    });

    it('has no selection for no filter', () => {
      expect(index.select({})).toBeNull();
    });

    it('finds the nearest vectors', () => {
      for (const question of ['问', '答', naive.texts[3] ?? '']) {
        const vector = embedder.vector(question);
        const exact = cosines(vector);
        const expected = sortedScores(
          exact.map((cosine) => cosine + 2),
          10,
        );
        const hits = index.dense(vector, 10);
        expect(hits).toHaveLength(10);
        for (const hit of hits) expect(hit.score).toBeCloseTo(exact[hit.passage] ?? Number.NaN, 1.7);
        const lowest = (expected.at(-1)?.score ?? 0) - 2;
        const good = hits.filter((hit) => (exact[hit.passage] ?? 0) >= lowest - 0.01).length;
        expect(good).toBeGreaterThanOrEqual(exactDense ? 10 : 9);
        const scores = hits.map((hit) => hit.score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
      }
    });

    it('tells cosines within 0.01', () => {
      const vector = embedder.vector('问');
      const exact = cosines(vector);
      const wanted = [5, 0, naive.passages.length - 1, 5];
      const given = index.similarities(vector, wanted);
      expect(given).toHaveLength(4);
      for (const [at, passage] of wanted.entries())
        expect(Math.abs((given[at] ?? 9) - (exact[passage] ?? 0))).toBeLessThan(0.01);
    });

    it('finds nothing for a vector of zeros, for unknown terms, and for k = 0', () => {
      expect(index.dense(new Float32Array(embedder.dimensions), 10)).toEqual([]);
      expect(index.lexical([{ term: '没有这个词', weight: 1 }], 10)).toEqual([]);
      expect(index.lexical([], 10)).toEqual([]);
      expect(index.lexical([{ term: '企业', weight: 1 }], 0)).toEqual([]);
      expect(index.dense(embedder.vector('问'), 0)).toEqual([]);
    });

    it('gives passages back as they stand in their documents', () => {
      const last = naive.passages.length - 1;
      const [a, b] = index.passages([last, 0]);
      expect(a).toMatchObject({ passage: last, text: naive.texts[last], document: documents.length - 1 });
      expect(b).toMatchObject({ passage: 0, text: naive.texts[0], document: 0 });
      const { heading } = documents[0]?.passages[1] ?? {};
      expect(index.passages([1])[0]?.headingPath).toEqual([heading]);
      expect(() => index.passages([last + 1])).toThrow('not in this snapshot');
    });

    it('numbers documents, and lists their passages in reading order', () => {
      const seen: number[] = [];
      for (const [number, document] of documents.entries()) {
        const record = index.documentAt(number);
        expect(record.metadata.title).toBe(document.title);
        expect(index.documentNumberOf(record.id)).toBe(number);
        const passages = index.passagesOf(number);
        expect(index.passages(passages).map(({ text }) => text)).toEqual(
          document.passages.map(({ text }) => text),
        );
        seen.push(...passages);
      }
      expect(seen).toEqual(naive.passages.map((_, passage) => passage));
      expect(index.documentNumberOf('no such document')).toBeUndefined();
    });
  });
}
