import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { parseDocument } from '../../src/indexing/parse-document.ts';
import type { DocumentFilters, OpenIndex } from '../../src/indexing/schema.ts';
import { openFolder, publishTexts, temporaryFolder } from './support.ts';

const TEXTS = {
  a: '关于优化服务的意见\n文号：赣府发〔2022〕16号\n发文：江西省人民政府\n地区：江西省\n日期：2022-07-11\n服务',
  b: '实施意见\n文号：宜区管发〔2022〕1号\n发文：宜春经济技术开发区管理委员会\n地区：江西省宜春市\n日期：2022-10-01\n依据：赣府发[2022]第16号\n依据：国发〔2020〕1号\n服务',
  c: '简报\n印发：2018-11-23\n依据：《关于优化服务的意见》\n状态：不明\n服务',
  d: '旧办法\n文号：赣府发〔2022〕16号\n日期：2023-01-01\n状态：废止\n服务',
};

describe('the catalogue of an open index', () => {
  let index: OpenIndex;
  let ids: Record<string, string>;
  beforeAll(async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, TEXTS);
    index = openFolder(folder);
    ids = Object.fromEntries(
      index.catalogue.documents({ limit: 9 }).documents.map(({ id, fileName }) => [fileName.slice(0, 1), id]),
    );
  });

  const names = (documents: readonly { fileName: string }[]) =>
    documents.map(({ fileName }) => fileName.slice(0, 1)).join('');
  const listed = (filters: DocumentFilters) =>
    names(index.catalogue.documents({ filters, limit: 9 }).documents);

  it.each<[string, DocumentFilters, string]>([
    ['nothing', {}, 'abcd'],
    ['文号 in another form', { documentNumber: '赣府发[2022]16号' }, 'ad'],
    ['文号 of nobody', { documentNumber: '赣府发〔2022〕17号' }, ''],
    ['issuer', { issuer: '江西省人民政府' }, 'a'],
    ['region and its parts', { region: '江西省' }, 'ab'],
    ['a part only', { region: '江西省宜春市' }, 'b'],
    ['from that day on', { issuedFrom: '2022-10-01' }, 'bd'],
    ['up to that day, by the printing date too', { issuedTo: '2022-07-11' }, 'ac'],
    ['as of a day', { asOf: '2022-09-30' }, 'ac'],
    // The later document of the same 文号 stands in the place of a.
    ['status', { status: ['repealed', 'unknown'] }, 'acd'],
    ['all at once', { region: '江西省', issuedFrom: '2022-08-01', status: ['in_force'] }, 'b'],
  ])('filters by %s, in the list and in the search', (_, filters, expected) => {
    expect(listed(filters)).toBe(expected);
    const selection = index.search.select(filters);
    const hits = index.search.lexical([{ term: '服务', weight: 1 }], 9, selection);
    const hit = index.search.passages(hits.map(({ passage }) => passage)).map(({ document }) => document);
    expect(names(hit.sort().map((number) => index.search.documentAt(number)))).toBe(expected);
  });

  it('finds by 文号 exactly, the latest first', () => {
    expect(names(index.catalogue.documentsByNumber('赣府发（2022）16号'))).toBe('da');
    expect(index.catalogue.documentsByNumber('赣府发〔2022〕1号')).toEqual([]);
  });

  it('looks a word up in title, 文号 and issuer, but not over two of them', () => {
    const query = (query: string) => names(index.catalogue.documents({ query, limit: 9 }).documents);
    expect(query('意见')).toBe('ab');
    expect(query('宜区管发 〔2022〕')).toBe('b');
    expect(query('管理委员会')).toBe('b');
    expect(query('意见赣府发')).toBe('');
  });

  it('lists page by page', () => {
    const first = index.catalogue.documents({ limit: 3 });
    expect(names(first.documents)).toBe('abc');
    const second = index.catalogue.documents({ limit: 3, cursor: first.nextCursor ?? '' });
    expect(names(second.documents)).toBe('d');
    expect(second.nextCursor).toBeNull();
    expect(index.catalogue.documents({ limit: 4 }).nextCursor).toBeNull();
    expect(() => index.catalogue.documents({ limit: 4, cursor: 'x' })).toThrow(AppError);
  });

  it('knows who names a document, by 文号 or by title', () => {
    const naming = index.catalogue.referencedBy(ids.a ?? '');
    expect(naming.map(({ document, reference }) => [names([document]), reference])).toEqual([
      ['b', 0],
      ['c', 0],
    ]);
    expect(index.catalogue.referencedBy(ids.b ?? '')).toEqual([]);
  });

  it('gives texts, files and clauses, and nothing for what it does not know', () => {
    const { catalogue } = index;
    const id = ids.a ?? '';
    expect(catalogue.text(id)).toBe(TEXTS.a);
    expect(Buffer.from(catalogue.original(id) ?? []).toString()).toBe(TEXTS.a);
    expect(catalogue.clauses(id)).toHaveLength(1);
    for (const unknown of ['0000000000000000', '', "' OR 1=1"]) {
      expect(catalogue.document(unknown)).toBeUndefined();
      expect(catalogue.text(unknown)).toBeUndefined();
      expect(catalogue.original(unknown)).toBeUndefined();
      expect(catalogue.clauses(unknown)).toBeUndefined();
      expect(catalogue.clause(`${unknown}-1`)).toBeUndefined();
      expect(catalogue.clause(unknown)).toBeUndefined();
      expect(catalogue.referencedBy(unknown)).toEqual([]);
      expect(catalogue.versions(unknown)).toEqual([]);
    }
  });
});

describe('clause trees', () => {
  it('come back as they were parsed, whole and one by one', async () => {
    const text =
      '关于优化服务的通知\n\n一、总则\n（一）优化。各部门应当优化服务。\n1. 快。\n2. 好。\n（二）监管。加强监管。\n二、附则\n自印发之日起施行。\n';
    const folder = temporaryFolder();
    await publishTexts(folder, { a: text }, { parse: parseDocument });
    const { catalogue } = openFolder(folder);
    const [document] = catalogue.documents({ limit: 1 }).documents;
    const id = document?.id ?? '';
    const { clauses } = await parseDocument(Buffer.from(text), 'a.txt');
    expect(catalogue.clauses(id)).toEqual(clauses);
    let count = 0;
    const visit = (expected: typeof clauses, ancestors: readonly string[]): void => {
      for (const clause of expected) {
        count += 1;
        const found = catalogue.clause(clause.id);
        expect(found?.clause).toEqual(clause);
        expect(found?.documentId).toBe(id);
        expect(found?.ancestors.map((ancestor) => ancestor.id)).toEqual(ancestors);
        visit(clause.children, [...ancestors, clause.id]);
      }
    };
    visit(clauses, []);
    expect(document?.clauses).toBe(count);
    // The two parts, their sections and items at least.
    expect(count).toBeGreaterThanOrEqual(6);
  });
});
