import type { ComponentChildren } from 'preact';
import type { DocumentBody, DocumentDetail, Relation, StandingBody } from '../../http/schema.ts';
import { dateInWords } from '../../text/day.ts';
import { Status } from '../shared/facts.tsx';
import {
  FORMAT_NAMES,
  LEVEL_NAMES,
  RELATION_NAMES,
  readable,
  STANDING_REASONS,
  sizeInWords,
  titleOf,
} from '../shared/wording.ts';
import { THREE_COLUMNS, useMedia } from './use-media.ts';

type Row = readonly [name: string, value: string | null];

function statedRows(record: DocumentBody): readonly Row[] {
  const date = (value: string | null) => value && dateInWords(value);
  // One day for both, or the only one that the text gives.
  const one = record.issuedOn === record.printedOn && record.printedOn !== null;
  return [
    ['文号', record.documentNumber],
    ['发文机关', record.issuer],
    [one ? '日期' : '成文日期', date(record.issuedOn)],
    ['印发日期', one ? null : date(record.printedOn)],
    ['施行日期', date(record.effectiveFrom)],
    ['有效期至', date(record.effectiveUntil)],
    ['主送', record.addressees],
    ['抄送', record.copies],
    ['文种', record.kind && `${record.kind}${record.trial ? '（试行）' : ''}`],
    ['层级', record.level && LEVEL_NAMES[record.level]],
    ['地区', record.region],
    ['签发人', record.signer],
    ['紧急程度', record.urgency],
    ['公开属性', record.disclosure],
    ['电话', record.telephone],
    ['印发机关', record.printedBy],
    ['附件', record.attachments.length === 0 ? null : record.attachments.map(readable).join('；')],
  ];
}

const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['文号', '发文机关', '成文日期', '日期']);

const addressOf = (id: string, span?: Readonly<{ start: number; end: number }>): string =>
  `/documents/${encodeURIComponent(id)}${span === undefined ? '' : `?start=${span.start}&end=${span.end}`}`;

/** Why it holds or does not, with the document and the sentence that say so. */
function Standing({ standing, id }: Readonly<{ standing: StandingBody; id: string }>) {
  const { reason, since, document: other, sentence, quote } = standing;
  const because = STANDING_REASONS[reason];
  return (
    <>
      <Status status={standing.status} />
      <p class="standing quiet">
        {because}
        {since !== null && `（${dateInWords(since)}）`}
        {other !== null && (
          <>
            ：<a href={addressOf(other.id)}>《{readable(titleOf(other))}》</a>
          </>
        )}
        {quote !== null && sentence !== null && (
          <>
            {' '}
            <a href={addressOf(other?.id ?? id, sentence)} title={readable(quote)}>
              见原文
            </a>
          </>
        )}
      </p>
    </>
  );
}

function RelationItem({ relation, id }: Readonly<{ relation: Relation; id: string }>) {
  const { direction, relation: kind, documentNumber, title, document: other, places } = relation;
  const name = readable(other?.title ?? title ?? documentNumber ?? '');
  const number = other?.documentNumber ?? documentNumber;
  const place = places[0];
  const from = direction === 'references' ? id : other?.id;
  return (
    <li>
      <span class={`relation ${kind}`}>{RELATION_NAMES[direction][kind]}</span>{' '}
      {other === null ? name : <a href={addressOf(other.id)}>{name}</a>}
      {number !== null && number !== name && `（${number}）`}
      {other === null && <span class="quiet"> 未入库</span>}{' '}
      {place !== undefined && from !== undefined && (
        <a class="quiet" href={addressOf(from, place)} aria-label={`${name}：看引用处`}>
          引用处
        </a>
      )}
    </li>
  );
}

function Group({ title, children }: Readonly<{ title: string; children: ComponentChildren }>) {
  return (
    <>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </>
  );
}

/** What is known of a document besides its text; all but the title folds away where there is little room. */
export function Record({ detail }: Readonly<{ detail: DocumentDetail }>) {
  const { document: known, standing, relations, versions } = detail;
  const wide = useMedia(THREE_COLUMNS);
  const base = `/v1/documents/${encodeURIComponent(known.id)}`;
  const rows = statedRows(known).filter(([name, value]) => value !== null || ALWAYS_SHOWN.has(name));
  const named = (direction: Relation['direction']) =>
    relations.filter((relation) => relation.direction === direction);
  const relationGroup = (title: string, items: readonly Relation[]) =>
    items.length > 0 && (
      <Group title={title}>
        {items.map((relation) => (
          <RelationItem
            key={`${relation.document?.id} ${relation.documentNumber} ${relation.title}`}
            relation={relation}
            id={known.id}
          />
        ))}
      </Group>
    );
  return (
    <aside id="record" class="record" aria-label="文件信息">
      <h1>{readable(titleOf(known))}</h1>
      {known.titleDerived && <p class="derived">原文没有标题，这个标题由正文代拟</p>}
      <details id="record-details" open={wide}>
        <summary>著录与引用</summary>
        <dl>
          <dt>效力</dt>
          <dd>
            <Standing standing={standing} id={known.id} />
          </dd>
          {rows.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              {value === null ? <dd class="unstated">文中未载明</dd> : <dd>{readable(value)}</dd>}
            </>
          ))}
        </dl>
        {known.enclosed.length > 0 && (
          <Group title="所附文件">
            {known.enclosed.map(({ title, documentNumber, span }) => (
              <li key={span.start}>
                <a href={addressOf(known.id, span)}>{readable(title)}</a>
                {documentNumber !== null && `（${documentNumber}）`}
              </li>
            ))}
          </Group>
        )}
        {relationGroup('引用的文件', named('references'))}
        {relationGroup('被引用', named('referenced_by'))}
        {versions.length > 1 && (
          <Group title="版本">
            {versions.map(({ id, fileName, current }) => (
              <li key={id} aria-current={id === known.id ? 'true' : undefined}>
                {id === known.id ? fileName : <a href={addressOf(id)}>{fileName}</a>}
                <span class="quiet">
                  {current ? ' 现用' : ' 旧版'}
                  {id === known.id && '，正在看'}
                </span>
              </li>
            ))}
          </Group>
        )}
        <h2>入库信息</h2>
        <p class="quiet">
          {known.fileName}，{FORMAT_NAMES[known.format]}，{sizeInWords(known.sizeBytes)}，{known.clauses} 条，
          {known.passages} 段
        </p>
        <p class="quiet sha">SHA-256 {known.sha256}</p>
        <p class="downloads">
          <a href={`${base}/original`} download>
            下载原件
          </a>
          <a href={`${base}/text`}>纯文本</a>
        </p>
      </details>
    </aside>
  );
}
