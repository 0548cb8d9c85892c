import { type Answer, type AskRequest, type Knowledge, NO_EVIDENCE } from '../../src/answer/schema.ts';
import type { Clause, ClauseKind } from '../../src/clause/schema.ts';
import { AppError } from '../../src/errors.ts';
import { restrictCatalogue } from '../../src/indexing/restricted-catalogue.ts';
import type { CatalogueReader, DocumentRecord } from '../../src/indexing/schema.ts';
import { referToClause, summariseDocument } from '../../src/retrieval/reference.ts';
import type { SearchResponse } from '../../src/retrieval/schema.ts';
import { NOTHING_STATED } from '../support/metadata.ts';

/**
 * Knowledge in memory for the tests of HTTP and of the pages: excerpts of two documents of the corpus, clauses cut
 * by hand, answers looked up by a word of the question.
 */

/** 赣府发〔2022〕16号, shortened; the line cut in two at a page break and the double space are the original's. */
export const PROVINCE_TEXT = `

江西省人民政府文件

赣府发〔2022〕16号

江西省人民政府关于新形势下进一步推进 “五型”政府建设走深走实的意见

各市、县(区)人民政府,省政府各部门:

当前,世界百年未有之大变局加速演进,新冠肺炎疫情影响广

泛深远,新一轮区域竞争日趋激烈。现提出如下意见。

三、目标任务

（四）着力打造更富温馨的“服务型”政府。始终牢记“江山就是人民、人民就是江山”，以服务人民为根本宗旨。

12. 大力推动营商环境优化升级。推行企业诉求“1 个工作日电话联系、一般问题 5 个工作日办结、疑难问题 10 个工作日回复”，分级分类实现企业诉求“动态清零”。

13. 切实加强和改进政务服务。进一步深化“放管服”改革,做到全链条优化审批、全方位

公正监管。

(此件主动公开)

江西省人民政府办公厅秘书处

2022年7月11日印发
`;

/** 宜区管发〔2022〕1号, shortened, with its marks of markdown. */
export const ZONE_TEXT = `# 宜春经济技术开发区管理委员会文件

宜区管发〔2022〕1号

## 宜春经济技术开发区管理委员会 关于新形势下进一步推进“五型”政府 建设走深走实的实施意见

为深入贯彻落实《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发〔2022〕16号）和《宜春市人民政府关于新形势下进一步推进“五型”政府建设走深走实的实施意见》（宜府发〔2022〕20号）精神，特提出如下实施意见。

## 一、提高政治站位

**(一) 强化统筹指导。**全区上下要按照赣府发〔2022〕16号，坚持久久为功、持续用力、常抓不懈。

2022年10月1日
`;

export const PROVINCE_ID = '1111111111111111';
export const ZONE_ID = '2222222222222222';
export const QUOTE = '推行企业诉求“1 个工作日电话联系、一般问题 5 个工作日办结、疑难问题 10 个工作日回复”';

function place(text: string, needle: string, from = 0): number {
  const found = text.indexOf(needle, from);
  if (found < 0) throw new Error(`the fixture lacks ${needle}`);
  return found;
}

/** Clauses one after another: each begins at its words and ends where the next begins. */
function cut(
  documentId: string,
  text: string,
  end: number,
  parts: readonly {
    anchor: string;
    kind: ClauseKind;
    from: string;
    label?: string;
    heading?: string;
    children?: (end: number) => readonly Clause[];
  }[],
  first?: number,
): readonly Clause[] {
  let cursor = first ?? 0;
  const starts = parts.map(({ from }, position) => {
    const start = position === 0 && first === undefined ? 0 : place(text, from, cursor);
    cursor = start + 1;
    return start;
  });
  return parts.map(({ anchor, kind, label = null, heading = null, children, from }, position) => {
    const start = starts[position] ?? 0;
    const stop = starts[position + 1] ?? end;
    const headingStart = heading === null ? -1 : place(text, heading, place(text, from, start));
    return {
      id: `${documentId}-${anchor}`,
      kind,
      label,
      ordinal: null,
      heading,
      headingSpan: heading === null ? null : { start: headingStart, end: headingStart + heading.length },
      start,
      end: stop,
      fields: [],
      children: children?.(stop) ?? [],
    };
  });
}

const PROVINCE_CLAUSES = cut(PROVINCE_ID, PROVINCE_TEXT, PROVINCE_TEXT.length, [
  { anchor: 'header', kind: 'header', from: '江西省人民政府文件' },
  { anchor: 'number', kind: 'number', from: '赣府发' },
  { anchor: 'title', kind: 'title', from: '江西省人民政府关于' },
  { anchor: 'addressees', kind: 'addressees', from: '各市' },
  { anchor: 'preamble', kind: 'preamble', from: '当前' },
  {
    anchor: '3',
    kind: 'part',
    from: '三、',
    label: '三、',
    heading: '目标任务',
    children: (partEnd) =>
      cut(
        PROVINCE_ID,
        PROVINCE_TEXT,
        partEnd,
        [
          {
            anchor: '3.4',
            kind: 'section',
            from: '（四）',
            label: '（四）',
            heading: '着力打造更富温馨的“服务型”政府',
            children: (sectionEnd) =>
              cut(
                PROVINCE_ID,
                PROVINCE_TEXT,
                sectionEnd,
                [
                  {
                    anchor: '3.4.12',
                    kind: 'item',
                    from: '12.',
                    label: '12.',
                    heading: '大力推动营商环境优化升级',
                  },
                  {
                    anchor: '3.4.13',
                    kind: 'item',
                    from: '13.',
                    label: '13.',
                    heading: '切实加强和改进政务服务',
                  },
                ],
                place(PROVINCE_TEXT, '12.'),
              ),
          },
        ],
        place(PROVINCE_TEXT, '（四）'),
      ),
  },
  { anchor: 'disclosure', kind: 'disclosure', from: '(此件' },
  { anchor: 'printing', kind: 'printing', from: '江西省人民政府办公厅秘书处' },
]);

const ZONE_CLAUSES = cut(ZONE_ID, ZONE_TEXT, ZONE_TEXT.length, [
  { anchor: 'header', kind: 'header', from: '# 宜春' },
  { anchor: 'number', kind: 'number', from: '宜区管发' },
  { anchor: 'title', kind: 'title', from: '## 宜春' },
  { anchor: 'preamble', kind: 'preamble', from: '为深入' },
  {
    anchor: '1',
    kind: 'part',
    from: '## 一、',
    label: '一、',
    heading: '提高政治站位',
    children: (partEnd) =>
      cut(
        ZONE_ID,
        ZONE_TEXT,
        partEnd,
        [{ anchor: '1.1', kind: 'section', from: '**(一)', label: '（一）', heading: '强化统筹指导' }],
        place(ZONE_TEXT, '**(一)'),
      ),
  },
  { anchor: 'date', kind: 'date', from: '2022年10月1日' },
]);

function spanOf(text: string, needle: string, from = 0) {
  const start = place(text, needle, from);
  return { start, end: start + needle.length };
}

const PROVINCE: DocumentRecord = {
  id: PROVINCE_ID,
  sha256: '1'.repeat(64),
  fileName: '赣府发〔2022〕16号.txt',
  format: 'text',
  sizeBytes: new TextEncoder().encode(PROVINCE_TEXT).length,
  passages: 6,
  clauses: 11,
  metadata: {
    ...NOTHING_STATED,
    title: '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见',
    documentNumber: '赣府发〔2022〕16号',
    issuer: '江西省人民政府',
    printedOn: '2022-07-11',
    addressees: '各市、县(区)人民政府,省政府各部门',
    disclosure: '此件主动公开',
    kind: '意见',
    level: 'province',
    region: '江西省',
    status: 'in_force',
  },
};

const ZONE: DocumentRecord = {
  id: ZONE_ID,
  sha256: '2'.repeat(64),
  fileName: '宜区管发〔2022〕1号.txt',
  format: 'text',
  sizeBytes: new TextEncoder().encode(ZONE_TEXT).length,
  passages: 3,
  clauses: 7,
  metadata: {
    ...NOTHING_STATED,
    title: '宜春经济技术开发区管理委员会关于新形势下进一步推进“五型”政府建设走深走实的实施意见',
    documentNumber: '宜区管发〔2022〕1号',
    issuer: '宜春经济技术开发区管理委员会',
    issuedOn: '2022-10-01',
    printedOn: '2022-10-01',
    kind: '意见',
    level: 'development_zone',
    region: '宜春经济技术开发区',
    status: 'in_force',
    references: [
      {
        relation: 'basis',
        documentNumber: '赣府发〔2022〕16号',
        title: '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见',
        span: spanOf(ZONE_TEXT, '赣府发〔2022〕16号'),
        sentence: spanOf(ZONE_TEXT, '赣府发〔2022〕16号'),
        date: null,
      },
      {
        relation: 'basis',
        documentNumber: '宜府发〔2022〕20号',
        title: '宜春市人民政府关于新形势下进一步推进“五型”政府建设走深走实的实施意见',
        span: spanOf(ZONE_TEXT, '宜府发〔2022〕20号'),
        sentence: spanOf(ZONE_TEXT, '宜府发〔2022〕20号'),
        date: null,
      },
      {
        relation: 'mention',
        documentNumber: '赣府发〔2022〕16号',
        title: null,
        span: spanOf(ZONE_TEXT, '赣府发〔2022〕16号', place(ZONE_TEXT, '全区上下')),
        sentence: spanOf(ZONE_TEXT, '赣府发〔2022〕16号', place(ZONE_TEXT, '全区上下')),
        date: null,
      },
    ],
  },
};

const STORED = [
  { record: PROVINCE, text: PROVINCE_TEXT, clauses: PROVINCE_CLAUSES },
  { record: ZONE, text: ZONE_TEXT, clauses: ZONE_CLAUSES },
];

function findClause(
  clauses: readonly Clause[],
  id: string,
  ancestors: readonly Clause[] = [],
): { clause: Clause; ancestors: readonly Clause[] } | undefined {
  for (const clause of clauses) {
    if (clause.id === id) return { clause, ancestors };
    const below = findClause(clause.children, id, [...ancestors, clause]);
    if (below !== undefined) return below;
  }
  return undefined;
}

export const fakeCatalogue: CatalogueReader = {
  document: (id) => STORED.find(({ record }) => record.id === id)?.record,
  isCurrent: (id) => fakeCatalogue.document(id) !== undefined,
  versions: (id) =>
    STORED.filter(({ record }) => record.id === id).map(({ record }) => ({
      document: record,
      current: true,
    })),
  documentsByNumber: (number) =>
    STORED.map(({ record }) => record).filter(({ metadata }) => metadata.documentNumber === number),
  documents({ query = '', filters = {}, limit, cursor, only = () => true }) {
    const { issuer, region, documentNumber, status, issuedFrom, issuedTo } = filters;
    const matching = STORED.map(({ record }) => record).filter((record) => {
      const { metadata } = record;
      const date = metadata.issuedOn ?? metadata.printedOn ?? '';
      return (
        only(record) &&
        [metadata.title, metadata.documentNumber, metadata.issuer].some((field) => field?.includes(query)) &&
        (issuer === undefined || metadata.issuer === issuer) &&
        (region === undefined || metadata.region === region) &&
        (documentNumber === undefined || metadata.documentNumber === documentNumber) &&
        (status === undefined || status.includes(metadata.status)) &&
        (issuedFrom === undefined || date >= issuedFrom) &&
        (issuedTo === undefined || date <= issuedTo)
      );
    });
    const from = cursor === undefined ? 0 : Number(cursor);
    const next = from + limit;
    return {
      documents: matching.slice(from, next),
      nextCursor: next < matching.length ? String(next) : null,
    };
  },
  text: (id) => STORED.find(({ record }) => record.id === id)?.text,
  original: (id) => {
    const text = fakeCatalogue.text(id);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  },
  standing: (id) => ({
    status: fakeCatalogue.document(id)?.metadata.status ?? 'unknown',
    reason: { kind: 'in_effect', date: '2022-07-11', documentId: null, sentence: null },
  }),
  pageAt: (id, offset) => (id === PROVINCE_ID ? (offset < 100 ? 1 : 2) : null),
  clauses: (id) => STORED.find(({ record }) => record.id === id)?.clauses,
  clause(id) {
    for (const { record, clauses } of STORED) {
      const found = findClause(clauses, id);
      if (found !== undefined) return { documentId: record.id, ...found };
    }
    return undefined;
  },
  referencedBy: (id) =>
    STORED.flatMap(({ record }) =>
      record.metadata.references.flatMap(({ documentNumber }, reference) =>
        documentNumber === fakeCatalogue.document(id)?.metadata.documentNumber
          ? [{ document: record, reference }]
          : [],
      ),
    ),
};

const INDEX = { version: 'test-1', documents: 2, passages: 9 };

export type FakeKnowledge = Knowledge & {
  readonly asked: { request: AskRequest; history: readonly string[] }[];
};

/** Answers 企业诉求, also written 企业素求, from clause 三、（四）12.; 出错 is a bug, 索引 an error of the index; else no evidence. */
export function fakeKnowledge(
  visible: (document: DocumentRecord) => boolean = () => true,
  asked: FakeKnowledge['asked'] = [],
): FakeKnowledge {
  const answers = visible(PROVINCE);
  const clauseId = `${PROVINCE_ID}-3.4.12`;
  const { start, end } = spanOf(PROVINCE_TEXT, QUOTE);
  const citation = () => ({
    index: 1,
    document: summariseDocument(PROVINCE, fakeCatalogue),
    clause: referToClause(clauseId, fakeCatalogue).reference,
    quote: QUOTE,
    start,
    end,
    page: null,
    url: `/documents/${PROVINCE_ID}?start=${start}&end=${end}#clause-${clauseId}`,
  });
  return {
    asked,
    statistics: INDEX,
    catalogue: restrictCatalogue(fakeCatalogue, visible),
    restrictedTo: (also) => fakeKnowledge((document) => visible(document) && also(document), asked),
    async ask(request, history = []): Promise<Answer> {
      asked.push({ request, history });
      if (request.question.includes('出错')) throw new Error('secret: /var/lib/zhengda');
      if (request.question.includes('索引')) {
        throw new AppError('index_damaged', '索引已损坏，请运行 npm run ingest -- --rebuild');
      }
      const misspelt = request.question.includes('企业素求');
      const known = answers && (misspelt || request.question.includes('企业诉求'));
      return {
        id: 'ans_test',
        question: request.question,
        ...(misspelt && { readAs: [{ from: '素求', to: '诉求' }] }),
        status: known ? 'answered' : 'no_evidence',
        answer: known ? QUOTE : NO_EVIDENCE,
        confidence: known ? 0.93 : 0.12,
        citations: known ? [citation()] : [],
        related: known || !answers ? [] : [citation()],
        warnings: [],
        index: INDEX,
        timings: { questionMs: 0.2, retrievalMs: 0.9, evidenceMs: 0.5, totalMs: 1.8 },
      };
    },
    async search({ query }): Promise<SearchResponse> {
      if (!answers) {
        return { hits: [], index: INDEX, timings: { questionMs: 0.1, retrievalMs: 0.2, totalMs: 0.3 } };
      }
      const { reference, clause } = referToClause(clauseId, fakeCatalogue);
      return {
        hits: [
          {
            rank: 1,
            score: 0.9,
            scores: { lexical: 7.5, dense: null },
            matchedTerms: [query],
            document: summariseDocument(PROVINCE, fakeCatalogue),
            clause: { ...reference, text: PROVINCE_TEXT.slice(clause.start, clause.end) },
            passage: { start, end, text: QUOTE },
          },
        ],
        index: INDEX,
        timings: { questionMs: 0.1, retrievalMs: 0.2, totalMs: 0.3 },
      };
    },
    close() {},
  };
}
