import { getJson, getText, ServiceError } from './client.js';
import { byId, element, setBusy } from './dom.js';
import { followReading, outline } from './outline.js';
import { record } from './record.js';
import { renderText } from './text-view.js';
import { readable, titleOf } from './wording.js';

/** Where the outline, and then the record too, has a column of its own (reader.css). */
const TWO_COLUMNS = matchMedia('(min-width: 52rem)');
const THREE_COLUMNS = matchMedia('(min-width: 80rem)');

function openWhere(details, wide) {
  const follow = () => {
    details.open = wide.matches;
  };
  follow();
  wide.addEventListener('change', follow);
}

/** The span of the address (`?start=&end=`), if it lies within the text. */
function quoteOfAddress(length) {
  const parameters = new URLSearchParams(location.search);
  if (!parameters.has('start') || !parameters.has('end')) return null;
  const start = Number(parameters.get('start'));
  const end = Number(parameters.get('end'));
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= length
    ? { start, end }
    : null;
}

function showNotice(error) {
  const notice = byId('reader-notice');
  const missing = error instanceof ServiceError && error.status === 404;
  notice.replaceChildren(
    element('h2', {}, missing ? '没有这份文件' : '没有打开'),
    element(
      'p',
      {},
      missing
        ? '它可能已被撤下，或换成了新的版本。'
        : error instanceof ServiceError
          ? error.message
          : '页面出错了，请刷新后重试',
    ),
    element('p', {}, element('a', { href: '/documents' }, '查看已入库的文件')),
  );
  notice.hidden = false;
}

/** Says that a document no longer answers, and where the one is that took its place. */
function showReplaced({ document: { id }, versions }) {
  const mine = versions.find((version) => version.id === id);
  if (mine === undefined || mine.current) return;
  const current = versions.find((version) => version.current);
  const notice = byId('reader-notice');
  notice.replaceChildren(
    element('h2', {}, current === undefined ? '这份文件已撤下' : '这份文件已有新的版本'),
    element(
      'p',
      {},
      '正文仍可查阅，但不再用来回答问题。',
      current && element('a', { href: `/documents/${encodeURIComponent(current.id)}` }, '打开现在的版本'),
    ),
  );
  notice.hidden = false;
}

/** Brings the quote, or else the clause of the address, into view and moves the reading point there. */
function goToQuote() {
  // Line breaks and marks of markdown may be part of a quote, but are not shown.
  const shown = [...document.querySelectorAll('#text mark')].find((node) => node.getClientRects().length > 0);
  const mark = shown ?? null;
  const clause = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const target = mark ?? clause;
  if (target === null) return;
  target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: mark === null ? 'start' : 'center', behavior: 'instant' });
}

async function open(id) {
  const base = `/v1/documents/${encodeURIComponent(id)}`;
  const [detail, text] = await Promise.all([getJson(base), getText(`${base}/text`)]);
  document.title = `${readable(titleOf(detail.document))} · 政答`;
  const quote = quoteOfAddress(text.length);

  byId('text').replaceChildren(renderText(text, detail.clauses, quote));
  const tree = byId('outline-tree');
  tree.replaceChildren(outline(detail.clauses, text));
  byId('record').replaceChildren(...record(detail));
  if (quote !== null) {
    const bar = byId('quote-bar');
    bar.replaceChildren(
      element('span', {}, '引用的原文已标出'),
      element('button.button.small', { type: 'button', onclick: goToQuote }, '回到引文'),
    );
    bar.hidden = false;
  }
  for (const part of ['outline', 'sheet', 'record']) byId(part).hidden = false;

  showReplaced(detail);
  const details = byId('outline-details');
  openWhere(details, TWO_COLUMNS);
  openWhere(byId('record-details'), THREE_COLUMNS);
  tree.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a') !== null && !TWO_COLUMNS.matches)
      details.open = false;
  });
  followReading(tree, byId('text').querySelectorAll('section'));
  goToQuote();
}

const id = decodeURIComponent(location.pathname.replace(/^.*\//u, ''));
open(id)
  .catch((error) => {
    showNotice(error);
    if (!(error instanceof ServiceError)) throw error;
  })
  .finally(() => setBusy(false));
