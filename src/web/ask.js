import { citationCard } from './cards.js';
import { postJson, ServiceError } from './client.js';
import { copyButton } from './copy-button.js';
import { byId, element, setBusy } from './dom.js';
import { confidenceInWords, officialCitation, readable } from './wording.js';

const EXAMPLES = [
  '企业诉求办结时限是多少',
  '赣府发〔2022〕16号主送哪些单位',
  '营商环境责任制的三个必须是什么',
  '严格落实四个不摘指的是什么',
  '政务服务邮寄要收钱吗',
  '“赣服通”要建成哪个版本',
];

const form = byId('ask-form');
const box = byId('question');
const button = form.querySelector('button');
const result = byId('result');
const progress = byId('progress');

const addressOf = (question) => `/?${new URLSearchParams({ q: question })}`;

function fitBox() {
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}

function confidenceMark(confidence) {
  const { bars, words } = confidenceInWords(confidence);
  const percent = `${Math.round(confidence * 100)}%`;
  return element(
    `p.confidence${bars === 1 ? '.weak' : ''}`,
    { title: `置信度 ${percent}` },
    element(
      'span.bars',
      { 'aria-hidden': 'true' },
      ...[1, 2, 3].map((n) => element(n <= bars ? 'i.on' : 'i')),
    ),
    element('span', {}, words),
    element('span.visually-hidden', {}, `，置信度 ${percent}`),
  );
}

/** Where `quote` ends in `text`, blanks and marks aside (the answer mends them); the end where it is not found. */
function endOfQuote(text, quote) {
  const solid = [...text.matchAll(/\S/gu)];
  const wanted = quote.replace(/[\s*#]+/gu, '');
  const at = solid
    .map(([unit]) => unit)
    .join('')
    .indexOf(wanted);
  const last = at < 0 ? undefined : solid[at + wanted.length - 1];
  return last === undefined ? text.length : last.index + last[0].length;
}

/** The answer with a mark after each quote that it holds; a citation whose quote is not found goes to the end. */
function answerWithMarks({ answer, citations }) {
  const places = citations
    .map(({ index, quote }) => ({ index, end: endOfQuote(answer, quote) }))
    .sort((a, b) => a.end - b.end || a.index - b.index);
  const paragraph = element('p.answer-text');
  let from = 0;
  for (const { index, end } of places) {
    paragraph.append(answer.slice(from, end));
    from = end;
    paragraph.append(
      element(
        'sup',
        {},
        element('a', { href: `#citation-${index}`, 'aria-label': `出处 ${index}` }, `[${index}]`),
      ),
    );
  }
  paragraph.append(answer.slice(from));
  return paragraph;
}

function cardSection(title, citations, options) {
  if (citations.length === 0) return null;
  return element(
    `section${options.numbered ? '' : '.related'}`,
    {},
    element('div.section-head', {}, element('h2', {}, title)),
    element('ol.cards', {}, ...citations.map((citation) => citationCard(citation, options))),
  );
}

function finePrint({ id, timings, index }) {
  const ms = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} 毫秒`;
  return element(
    'p.fine-print',
    {},
    `用时 ${ms(timings.totalMs)}（理解 ${ms(timings.questionMs)}，检索 ${ms(timings.retrievalMs)}，取证 ${ms(timings.evidenceMs)}） · `,
    `${index.documents} 份文件，${index.passages} 段 · 索引 ${index.version} · 回答编号 ${id}`,
  );
}

/** What was taken for a typing error: “素求”按“诉求”理解。 Nothing where the question is read as it was typed. */
function readAsNote({ readAs = [] }) {
  if (readAs.length === 0) return null;
  const words = readAs.map(({ from, to }) => `“${from}”按“${to}”`).join('，');
  return element('p.read-as.quiet', {}, `${words}理解`);
}

function answered(answer) {
  const copied = () => `${answer.answer}\n${answer.citations.map(officialCitation).join('\n')}`;
  return [
    readAsNote(answer),
    element(
      'section.answer',
      { 'aria-labelledby': 'answer-title' },
      element(
        'div.answer-head',
        {},
        element('h2', { id: 'answer-title' }, '回答'),
        confidenceMark(answer.confidence),
      ),
      answerWithMarks(answer),
      copyButton('复制回答与出处', copied),
    ),
    cardSection('出处', answer.citations, { numbered: true }),
    cardSection('相关条款', answer.related, { numbered: false }),
    finePrint(answer),
  ];
}

function noEvidence(answer) {
  return [
    readAsNote(answer),
    element(
      'section.notice.no-evidence',
      {},
      element('h2', {}, '未找到依据'),
      element(
        'p',
        {},
        `已入库的 ${answer.index.documents} 份文件中，没有能回答这个问题的条款。政答不作推测。可以：`,
      ),
      element(
        'ul',
        {},
        element('li', {}, '换用文件里的说法再问一次'),
        element('li', {}, '写上文号或文件名称，只问那一份'),
        element('li', {}, element('a', { href: '/documents' }, '看看有哪些文件'), '，缺的请管理员入库'),
      ),
    ),
    cardSection('最接近的条款（未必相关）', answer.related, { numbered: false }),
    finePrint(answer),
  ];
}

function failed(error) {
  const known = error instanceof ServiceError;
  return element(
    'section.notice',
    { role: 'alert' },
    element('h2', {}, '没有答成'),
    element('p', {}, known ? error.message : '页面出错了，请刷新后重试'),
    known && error.requestId && element('p.quiet', {}, `请求编号 ${error.requestId}`),
  );
}

let running = new AbortController();

async function ask(question) {
  running.abort();
  const mine = new AbortController();
  running = mine;
  byId('main').classList.add('asked');
  document.title = `${question} · 政答`;
  box.value = question;
  fitBox();
  button.disabled = true;
  setBusy(true);
  progress.textContent = '正在查找条款';
  result.replaceChildren(element('p.pending', {}, '正在查找条款…'));
  try {
    const answer = await postJson('/v1/ask', { question }, { signal: mine.signal });
    const blocks = answer.status === 'answered' ? answered(answer) : noEvidence(answer);
    result.replaceChildren(...blocks.filter(Boolean));
    progress.textContent = answer.status === 'answered' ? `已答：${readable(answer.answer)}` : '未找到依据';
  } catch (error) {
    if (mine.signal.aborted) return;
    result.replaceChildren(failed(error));
    progress.textContent = '';
    if (!(error instanceof ServiceError)) throw error;
  } finally {
    if (running === mine) {
      button.disabled = false;
      setBusy(false);
    }
  }
}

function askOfAddress() {
  const question = new URLSearchParams(location.search).get('q')?.trim() ?? '';
  if (question !== '') return ask(question);
  running.abort();
  byId('main').classList.remove('asked');
  document.title = '政答 · 问政策，答原文';
  button.disabled = false;
  setBusy(false);
  box.value = '';
  result.replaceChildren();
  box.focus();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const question = box.value.trim();
  if (question === '') return;
  history.pushState(null, '', addressOf(question));
  void ask(question);
});
box.addEventListener('input', fitBox);
box.addEventListener('keydown', (event) => {
  // While an input method composes, Enter chooses a candidate; keyCode 229 is how Safari says so.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
result.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('sup a') : null;
  if (link === null) return;
  event.preventDefault();
  const card = byId(link.hash.slice(1));
  for (const other of result.querySelectorAll('.card.pointed')) other.classList.remove('pointed');
  card.classList.add('pointed');
  card.scrollIntoView({ block: 'nearest' });
  card.querySelector('a')?.focus({ preventScroll: true });
});
addEventListener('popstate', () => void askOfAddress());

byId('example-list').append(
  ...EXAMPLES.map((question) => element('li', {}, element('a', { href: addressOf(question) }, question))),
);
void askOfAddress();
