import { useEffect, useMemo } from 'preact/hooks';
import { type DocumentDetail, DocumentDetail as DocumentDetailSchema } from '../../http/schema.ts';
import type { Span } from '../../text/schema.ts';
import { getJson, messageOf, request, ServiceError } from '../shared/client.ts';
import { useBusy, useRequest } from '../shared/use-request.ts';
import { readable, titleOf } from '../shared/wording.ts';
import { layOut } from './layout.ts';
import { Outline } from './outline.tsx';
import { outlineOf } from './outline-tree.ts';
import { Record } from './record.tsx';
import { TextView } from './text-view.tsx';

type Opened = Readonly<{ detail: DocumentDetail; text: string }>;

/** The span of the address (`?start=&end=`), if it lies within the text. */
function quoteOfAddress(length: number): Span | null {
  const parameters = new URLSearchParams(location.search);
  if (!parameters.has('start') || !parameters.has('end')) return null;
  const start = Number(parameters.get('start'));
  const end = Number(parameters.get('end'));
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= length
    ? { start, end }
    : null;
}

/** Brings the quote, or else the clause of the address, into view and moves the reading point there. */
function goToQuote(): void {
  // Line breaks and marks of markdown may be part of a quote, but are not shown.
  const mark = [...document.querySelectorAll('#text mark')].find((node) => node.getClientRects().length > 0);
  const target = mark ?? document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(target instanceof HTMLElement)) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: mark === undefined ? 'start' : 'center', behavior: 'instant' });
}

function NotOpened({ error }: Readonly<{ error: unknown }>) {
  const missing = error instanceof ServiceError && error.status === 404;
  return (
    <div id="reader-notice" class="notice" role="alert">
      <h1>{missing ? '没有这份文件' : '没有打开'}</h1>
      <p>{missing ? '编号不对，或这份文件不对您开放。' : messageOf(error)}</p>
      <p>
        <a href="/documents">查看已入库的文件</a>
      </p>
    </div>
  );
}

/** Says that a document no longer answers, and where the one is that took its place. */
function Replaced({ detail: { document: shown, versions } }: Readonly<{ detail: DocumentDetail }>) {
  const mine = versions.find(({ id }) => id === shown.id);
  if (mine === undefined || mine.current) return null;
  const current = versions.find((version) => version.current);
  return (
    <div id="reader-notice" class="notice" role="status">
      <h2>{current === undefined ? '这份文件已撤下' : '这份文件已有新的版本'}</h2>
      <p>
        正文仍可查阅，但不再用来回答问题。
        {current !== undefined && <a href={`/documents/${encodeURIComponent(current.id)}`}>打开现在的版本</a>}
      </p>
    </div>
  );
}

function OpenedDocument({ opened: { detail, text } }: Readonly<{ opened: Opened }>) {
  const quote = quoteOfAddress(text.length);
  const blocks = useMemo(() => layOut(text, detail.clauses, quoteOfAddress(text.length)), [detail, text]);
  const entries = useMemo(() => outlineOf(detail.clauses, text), [detail, text]);
  useEffect(() => {
    document.title = `${readable(titleOf(detail.document))} · 政答`;
    goToQuote();
  }, [detail]);
  return (
    <>
      <Replaced detail={detail} />
      <div class="reader-columns">
        <Outline entries={entries} />
        <article class="sheet" id="sheet">
          {quote !== null && (
            <div id="quote-bar" class="quote-bar">
              <span>引用的原文已标出</span>
              <button type="button" class="button small" onClick={goToQuote}>
                回到引文
              </button>
            </div>
          )}
          <div id="text" class="text" lang="zh-CN">
            <TextView blocks={blocks} />
          </div>
        </article>
        <Record detail={detail} />
      </div>
    </>
  );
}

/** A document: the clause tree, the text with the quote marked, and what is known of it. */
export function ReaderPage({ id }: Readonly<{ id: string }>) {
  const base = `/v1/documents/${encodeURIComponent(id)}`;
  const { value, error, loading } = useRequest(id, async (signal): Promise<Opened> => {
    const [detail, text] = await Promise.all([
      getJson(base, DocumentDetailSchema, { signal }),
      request(`${base}/text`, { signal }).then((response) => response.text()),
    ]);
    return { detail, text };
  });
  useBusy(loading);
  if (error !== null) return <NotOpened error={error} />;
  return value === null ? null : <OpenedDocument opened={value} />;
}
