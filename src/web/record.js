import { element } from './dom.js';
import { dateInWords, LEVEL_NAMES, readable, STATUS_NAMES, titleOf } from './wording.js';

function statedRows(record) {
  const date = (value) => value && dateInWords(value);
  const composed = record.issuedOn === record.printedOn && record.printedOn !== null;
  return [
    ['文号', record.documentNumber],
    ['发文机关', record.issuer],
    [composed ? '日期' : '成文日期', date(record.issuedOn)],
    ['印发日期', date(record.printedOn)],
    ['主送', record.addressees],
    ['抄送', record.copies],
    ['文种', record.kind],
    ['层级', record.level && LEVEL_NAMES[record.level]],
    ['地区', record.region],
    ['公开属性', record.disclosure],
    ['电话', record.telephone],
    ['印发机关', record.printedBy],
  ];
}

const ALWAYS_SHOWN = new Set(['文号', '发文机关', '成文日期', '日期']);

function relationItem(relation, documentId) {
  const { direction, relation: kind, documentNumber, title, document: other, places } = relation;
  const name = readable(other?.title ?? title ?? documentNumber ?? '');
  const number = other?.documentNumber ?? documentNumber;
  const [place] = places;
  const from = direction === 'references' ? documentId : other?.id;
  return element(
    'li',
    {},
    kind === 'basis' && direction === 'references' && '依据 ',
    other === null ? name : element('a', { href: `/documents/${encodeURIComponent(other.id)}` }, name),
    number && number !== name && `（${number}）`,
    other === null && element('span.quiet', {}, ' 未入库'),
    ' ',
    place &&
      from &&
      element(
        'a.quiet',
        {
          href: `/documents/${encodeURIComponent(from)}?start=${place.start}&end=${place.end}`,
          'aria-label': `${name}：看引用处`,
        },
        '引用处',
      ),
  );
}

function relationList(title, relations, documentId) {
  if (relations.length === 0) return [];
  return [
    element('h2', {}, title),
    element('ul', {}, ...relations.map((relation) => relationItem(relation, documentId))),
  ];
}

/** What is known of a document besides its text; all but the title folds away where there is little room. */
export function record({ document: known, relations }) {
  const base = `/v1/documents/${encodeURIComponent(known.id)}`;
  const rows = statedRows(known).filter(([name, value]) => value !== null || ALWAYS_SHOWN.has(name));
  const named = (direction) => relations.filter((relation) => relation.direction === direction);
  return [
    element('h1', {}, readable(titleOf(known))),
    known.titleDerived && element('p.derived', {}, '原文没有标题，这个标题由正文代拟'),
    element(
      'details',
      { id: 'record-details' },
      element('summary', {}, '著录与引用'),
      element(
        'dl',
        {},
        element('dt', {}, '效力'),
        element(
          'dd',
          {},
          element(`span.status.${known.status}`, {}, STATUS_NAMES[known.status] ?? known.status),
        ),
        ...rows.flatMap(([name, value]) => [
          element('dt', {}, name),
          value === null ? element('dd.unstated', {}, '文中未载明') : element('dd', {}, readable(value)),
        ]),
      ),
      ...relationList('引用的文件', named('references'), known.id),
      ...relationList('被引用', named('referenced_by'), known.id),
      element('h2', {}, '入库信息'),
      element('p.quiet', {}, `${known.fileName}，${known.clauses} 条，${known.passages} 段`),
      element('p.quiet.sha', {}, `SHA-256 ${known.sha256}`),
      element(
        'p.downloads',
        {},
        element('a', { href: `${base}/original` }, '下载原件'),
        element('a', { href: `${base}/text` }, '纯文本'),
      ),
    ),
  ].filter(Boolean);
}
