import { element } from './dom.js';

/**
 * Renders a stored text so that it reads well and still counts right: the text content of all that is made, in
 * order, is the stored text, unit for unit, and that of all `mark` elements is the quote. Line breaks and the marks
 * of markdown stay in the tree, hidden by CSS.
 */

const GAP = /[ \t\u3000]*(?:\r?\n[ \t\u3000]*)+|^[ \t\u3000]+|[ \t\u3000]+$/gu;
const MARKUP = /^#{1,6}[ \t]+|\*\*|^-{3,}$/gu;
const ENDS_A_PARAGRAPH = /[。！？；：!?;:…”’）)】》\]]$/u;
const STARTS_A_PARAGRAPH =
  /^(?:[#*(（【《“[—]|[一二三四五六七八九十百]+[、是]|第[一二三四五六七八九十百千\d]|\d+[.．、])/u;
/** Parts of a page whose lines stay lines; in all others a line that stops in mid-sentence goes on. */
const LINES_STAND_ALONE = new Set([
  'number',
  'date',
  'signature',
  'copies',
  'printing',
  'contact',
  'disclosure',
]);

/** Alternating pieces of `text.slice(start, end)`: content, and the blanks between lines. */
function pieces(text, start, end) {
  const slice = text.slice(start, end);
  const found = [];
  let from = 0;
  for (const { 0: blank, index } of slice.matchAll(GAP)) {
    if (index > from) found.push({ gap: false, start: start + from, end: start + index });
    if (blank.length > 0) found.push({ gap: true, start: start + index, end: start + index + blank.length });
    from = index + blank.length;
  }
  if (from < slice.length) found.push({ gap: false, start: start + from, end });
  return found;
}

/** `text.slice(start, end)` as nodes, cut where the quote begins or ends; what lies in the quote is marked. */
function quotedNodes(start, end, { text, quote }) {
  const points = [start, ...[quote.start, quote.end].filter((cut) => cut > start && cut < end), end];
  return points.slice(1).map((to, position) => {
    const from = points[position];
    const words = text.slice(from, to);
    const inQuote = from >= quote.start && to <= quote.end;
    return inQuote ? element('mark', {}, words) : document.createTextNode(words);
  });
}

/** The nodes of one line: its heading bold, its marks of markdown apart. */
function line({ start, end }, context) {
  const { text, bold } = context;
  const marks = [...text.slice(start, end).matchAll(MARKUP)].map((mark) => ({
    start: start + mark.index,
    end: start + mark.index + mark[0].length,
  }));
  const cuts = [...marks.flatMap((mark) => [mark.start, mark.end]), bold.start, bold.end];
  const points = [start, ...cuts.filter((cut) => cut > start && cut < end), end].sort((x, y) => x - y);
  return points.slice(1).flatMap((to, position) => {
    const from = points[position];
    const within = (span) => from >= span.start && to <= span.end;
    if (from === to) return [];
    const nodes = quotedNodes(from, to, context);
    if (marks.some(within)) return [element('span.markup', {}, ...nodes)];
    return within(bold) ? [element('span.heading', {}, ...nodes)] : nodes;
  });
}

/** Paragraphs of `text.slice(start, end)`, appended to `parent`. */
function appendParagraphs(parent, start, end, kind, context) {
  let paragraph = null;
  let previous = '';
  for (const piece of pieces(context.text, start, end)) {
    const words = context.text.slice(piece.start, piece.end);
    if (piece.gap) {
      (paragraph ?? parent).append(element('span.gap', {}, ...quotedNodes(piece.start, piece.end, context)));
      continue;
    }
    const goesOn =
      paragraph !== null &&
      !LINES_STAND_ALONE.has(kind) &&
      (previous === '' || (!ENDS_A_PARAGRAPH.test(previous) && !STARTS_A_PARAGRAPH.test(words)));
    if (!goesOn) {
      paragraph = element('p');
      parent.append(paragraph);
    }
    paragraph.append(...line(piece, context));
    previous = words.replaceAll('**', '');
  }
}

function appendClauses(parent, clauses, start, end, kind, context) {
  let cursor = start;
  for (const clause of clauses) {
    if (clause.start > cursor) appendParagraphs(parent, cursor, clause.start, kind, context);
    parent.append(clauseSection(clause, context));
    cursor = clause.end;
  }
  if (cursor < end) appendParagraphs(parent, cursor, end, kind, context);
}

function clauseSection(clause, context) {
  const section = element(`section.kind-${clause.kind}`, { id: `clause-${clause.id}` });
  const bold =
    clause.headingSpan === null
      ? { start: -1, end: -1 }
      : { start: clause.start, end: clause.headingSpan.end };
  appendClauses(section, clause.children, clause.start, clause.end, clause.kind, { ...context, bold });
  return section;
}

/**
 * @param {string} text the stored text
 * @param {readonly object[]} clauses its clause tree
 * @param {{ start: number, end: number } | null} quote what to highlight
 */
export function renderText(text, clauses, quote) {
  const nowhere = { start: -1, end: -1 };
  const holder = document.createDocumentFragment();
  appendClauses(holder, clauses, 0, text.length, 'body', { text, quote: quote ?? nowhere, bold: nowhere });
  return holder;
}
