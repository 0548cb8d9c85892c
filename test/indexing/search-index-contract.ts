import { beforeAll, describe, expect, it } from 'vitest';
import { PLACE_BITS, type SearchIndex } from '../../src/indexing/schema.ts';
import { normalise } from '../../src/text/normalise.ts';
import { embedder, segmenter } from './writer-parts.ts';

/** A document for the contract: passages with the headings that they stand under, outermost first. */
export type ContractDocument = Readonly<{
  title: string;
  issuer: string;
  issuedOn: string;
  passages: readonly Readonly<{ headings: readonly string[]; text: string }>[];
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

/**
 * Documents of common words in uneven shares, so that frequencies, lengths and ties all occur. Of each five passages
 * one has an empty heading, two share one, and two are paragraphs of one article; the last of a document has the
 * empty heading with which the next begins.
 */
export function contractDocuments(count: number, passages: number): ContractDocument[] {
  const random = numbers(7);
  const pick = () => {
    const a = Number(random.next().value) % WORDS.length;
    const b = Number(random.next().value) % WORDS.length;
    return WORDS[Math.min(a, b)] ?? '';
  };
  const sentence = (length: number) => Array.from({ length }, pick).join('，');
  const headingsOf = (at: number, drawn: string, before: readonly string[]): string[] => {
    const article = `第${'一二三四五六七八九'.charAt(Math.floor(at / 5) % 9)}条`;
    if (at === passages - 1 || at % 5 === 0) return [''];
    if (at % 5 === 1) return [drawn];
    if (at % 5 === 2) return [...before];
    return at % 5 === 3 ? [drawn, article, '第一款'] : [...before.slice(0, 2), '第二款'];
  };
  const drawPassages = (number: number) => {
    let headings: readonly string[] = [];
    return Array.from({ length: passages }, (_, at) => {
      headings = headingsOf(at, at % 5 === 0 ? '' : sentence(1 + (at % 3)), headings);
      return { headings, text: `${sentence(1 + (Number(random.next().value) % 12))}。第${number}之${at}` };
    });
  };
  return Array.from({ length: count }, (_, number) => ({
    title: `${sentence(1 + (number % 4))}${number}号`,
    issuer: number % 3 === 0 ? '江西省人民政府' : '宜春市人民政府',
    issuedOn: `20${10 + (number % 10)}-01-01`,
    passages: drawPassages(number),
  }));
}

/** The headings that name a unit: of the contract's articles without 第一款 or 第二款, elsewhere all of them. */
const unitPath = (headings: readonly string[]): string =>
  headings.filter((heading) => !/^第.款$/u.test(heading)).join('。');

/** The weighted sum of vectors, of unit length. */
function unitSum(parts: readonly (readonly [number, Float32Array])[]): Float32Array {
  const sum = Float32Array.from({ length: embedder.dimensions }, (_, at) =>
    parts.reduce((total, [weight, vector]) => total + weight * (vector[at] ?? 0), 0),
  );
  const length = Math.hypot(...sum);
  return sum.map((component) => component / length);
}

/** Numbers renamed in the order in which they first occur: what matters is which are the same. */
function renamed(numbers: readonly number[]): number[] {
  const names = new Map<number, number>();
  return numbers.map((number) => {
    const name = names.get(number) ?? names.size;
    names.set(number, name);
    return name;
  });
}

/** The same thing said once more, from the formula in Robertson & Zaragoza 2009 and plain maps of counts. */
class NaiveIndex {
  readonly passages: {
    document: number;
    unit: number;
    fields: { terms: string[]; weight: number; average: number }[];
  }[] = [];
  readonly texts: string[] = [];
  readonly vectors: Float32Array[] = [];

  constructor(documents: readonly ContractDocument[]) {
    const words = (text: string) => segmenter.words(normalise(text).text);
    const titles = documents.map(({ title }) => words(title));
    const all = documents.flatMap(({ passages }, document) =>
      passages.map(({ headings, text }) => ({
        document,
        unit: unitPath(headings),
        heading: words(headings.join('。')),
        body: words(text),
        text,
      })),
    );
    const mean = (lengths: number[]) => lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const textAverage = mean(all.map(({ body }) => body.length));
    const headingAverage = mean(all.map(({ heading }) => heading.length));
    const titleAverage = mean(titles.map((title) => title.length));
    let units = -1;
    for (const [at, { document, unit, heading, body, text }] of all.entries()) {
      const before = all[at - 1];
      if (before?.document !== document || before.unit !== unit) units += 1;
      this.texts.push(text);
      this.passages.push({
        document,
        unit: units,
        fields: [
          { terms: body, weight: 1, average: textAverage },
          { terms: heading, weight: 0.7, average: headingAverage },
          { terms: titles[document] ?? [], weight: 0.4, average: titleAverage },
        ],
      });
    }
    const runs: string[][] = Array.from({ length: units + 1 }, () => []);
    for (const [at, { unit }] of this.passages.entries()) runs[unit]?.push(this.texts[at] ?? '');
    for (const [at, { document, unit, text }] of all.entries()) {
      const run = runs[this.passages[at]?.unit ?? -1] ?? [];
      this.vectors.push(
        unitSum([
          [1, embedder.vector(text)],
          [1, embedder.vector(run.join('\n'))],
          [0.4, embedder.vector(`${documents[document]?.title}。${unit}`)],
        ]),
      );
    }
  }

  /** All terms that stand anywhere. */
  terms(): Set<string> {
    return new Set(this.passages.flatMap(({ fields }) => fields.flatMap(({ terms }) => terms)));
  }

  /** Bits of PLACE_BITS; fields stand in the order text, headings, title. */
  places(term: string, passage: number): number {
    const [text, heading, title] = (this.passages[passage]?.fields ?? []).map(({ terms }) =>
      terms.includes(term),
    );
    return (text ? PLACE_BITS.text : 0) + (heading ? PLACE_BITS.heading : 0) + (title ? PLACE_BITS.title : 0);
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
    const cosines = (vector: Float32Array) =>
      naive.vectors.map((other) =>
        other.reduce((sum, component, at) => sum + component * (vector[at] ?? 0), 0),
      );
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
      // 弃置 stood in withdrawn documents alone: the postings keep its number without a passage.
      expect(new Set(terms)).toEqual(naive.terms());
    });

    it('says where terms stand: in text, headings and title', () => {
      const terms = [...WORDS, '没有这个词'];
      const all = naive.passages.map((_, passage) => passage);
      for (const passages of [all, all.filter((passage) => passage % 7 === 3), all.slice(-2), []]) {
        const given = index.places(terms, passages);
        const expected = terms.flatMap((term) => passages.map((passage) => naive.places(term, passage)));
        expect([...given]).toEqual(expected);
      }
      // Each of the three bits is there and missing somewhere, by itself and with others.
      const found = new Set(WORDS.flatMap((term) => all.map((passage) => naive.places(term, passage))));
      expect([...found].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(index.places([], [0, 1])).toHaveLength(0);
    });

    it('tells which passages are of one unit: an article, or neighbours under the same headings', () => {
      const all = naive.passages.map((_, passage) => passage);
      const some = [all.length - 1, 4, 3, 3, 1, 2, 0, all.length - 2];
      for (const passages of [all, some, all.toReversed(), []]) {
        const expected = passages.map((passage) => naive.passages[passage]?.unit ?? -1);
        expect(renamed(index.unitsOf(passages))).toEqual(renamed(expected));
      }
      const [first, second, third, fourth, fifth, sixth] = index.unitsOf([0, 1, 2, 3, 4, 5]);
      // Passages 1 and 2 share a heading, 3 and 4 an article; 0 and 5 have the same heading but do not meet.
      expect(second).toBe(third);
      expect(fourth).toBe(fifth);
      expect(new Set([first, second, fourth, sixth]).size).toBe(4);
    });

    it('tells the documents of passages, in the order asked', () => {
      const all = naive.passages.map((_, passage) => passage);
      for (const passages of [all, [all.length - 1, 0, 0, all.length >> 1], []]) {
        const expected = passages.map((passage) => naive.passages[passage]?.document ?? -1);
        expect(index.documentsOf(passages)).toEqual(expected);
      }
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
      // A question, and what stands in a passage, around it (its unit of two) and above it.
      const around = `${naive.texts[1]}\n${naive.texts[2]}`;
      const above = `${documents[0]?.title}。${unitPath(documents[0]?.passages[3]?.headings ?? [])}`;
      for (const text of ['问', '答', naive.texts[3] ?? '', around, above]) {
        const vector = embedder.vector(text);
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
      const wanted = [5, 0, naive.passages.length - 1, 5, 1, 2, 3, 4];
      const given = index.similarities(vector, wanted);
      expect(given).toHaveLength(8);
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
      expect(index.passages([1, 3]).map(({ headingPath }) => headingPath)).toEqual(
        [1, 3].map((passage) => documents[0]?.passages[passage]?.headings),
      );
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
