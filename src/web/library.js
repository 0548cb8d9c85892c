import { facts } from './cards.js';
import { getJson, ServiceError } from './client.js';
import { byId, element, setBusy } from './dom.js';
import { readable, titleOf } from './wording.js';

const PAGE = 50;
const input = byId('query');
const list = byId('document-list');
const status = byId('library-status');
const more = byId('more');

let cursor = null;
let running = new AbortController();

function row(summary) {
  return element(
    'li',
    {},
    element(
      'a',
      { href: `/documents/${encodeURIComponent(summary.id)}` },
      element('h2', {}, readable(titleOf(summary))),
      facts(summary, summary.kind, summary.titleDerived && '标题为代拟'),
    ),
  );
}

async function load({ append }) {
  running.abort();
  const mine = new AbortController();
  running = mine;
  setBusy(true);
  const query = input.value.trim();
  const parameters = new URLSearchParams({ query, limit: String(PAGE) });
  if (append && cursor !== null) parameters.set('cursor', cursor);
  try {
    const page = await getJson(`/v1/documents?${parameters}`, { signal: mine.signal });
    if (!append) list.replaceChildren();
    list.append(...page.documents.map(row));
    cursor = page.nextCursor;
    more.hidden = cursor === null;
    const count = `${list.childElementCount}${cursor === null ? '' : ' 份以上'}`;
    if (list.childElementCount > 0)
      status.textContent = cursor === null ? `共 ${count} 份` : `已显示 ${count}`;
    else status.textContent = query === '' ? '还没有文件入库' : `没有与“${query}”相符的文件`;
  } catch (error) {
    if (mine.signal.aborted) return;
    status.textContent = error instanceof ServiceError ? error.message : '页面出错了，请刷新后重试';
    if (!(error instanceof ServiceError)) throw error;
  } finally {
    if (running === mine) setBusy(false);
  }
}

let typing = 0;
input.addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    const query = input.value.trim();
    history.replaceState(
      null,
      '',
      query === '' ? '/documents' : `/documents?${new URLSearchParams({ query })}`,
    );
    void load({ append: false });
  }, 200);
});
byId('library-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void load({ append: false });
});
more.addEventListener('click', () => void load({ append: true }));

input.value = new URLSearchParams(location.search).get('query') ?? '';
void load({ append: false });
