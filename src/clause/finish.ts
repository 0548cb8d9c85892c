import { isBlank } from '../text/characters.ts';
import type { MarkStyle } from '../text/marks.ts';
import type { Span } from '../text/schema.ts';
import { type Draft, draft, draftsOf, isDraft, type OwnParagraph, ownParagraphs } from './draft.ts';
import { readFields, readHeading } from './heading.ts';
import { ABOVE_ARTICLES, BELOW_ARTICLES, OFFICIAL_NUMBERING } from './kinds.ts';
import { runInLists } from './run-in.ts';
import type { ClauseKind } from './schema.ts';

/** Laws have 款 and 项 in place of points; the page's parts are short. */
const WITHOUT_POINTS: ReadonlySet<ClauseKind> = new Set([
  'header',
  'number',
  'title',
  'addressees',
  'contents',
  'signature',
  'date',
  'disclosure',
  'copies',
  'printing',
  'contact',
  'divider',
  'table',
  'row',
  'enclosed',
  'article',
  'paragraph',
  ...BELOW_ARTICLES,
]);

/** Every run-in style but （一）, which are the 项 of a law. */
const NOT_LAW_ITEMS: ReadonlySet<MarkStyle> = new Set(['is', 'ordinal', 'digit', 'digit_bracket', 'circled']);

const LEVEL_KINDS: ReadonlySet<ClauseKind> = new Set([...ABOVE_ARTICLES, 'attachment', 'bracket']);

const HEADED: ReadonlySet<ClauseKind> = new Set([...ABOVE_ARTICLES, 'article', ...OFFICIAL_NUMBERING]);

function trimmed(text: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return { start, end };
}

/** Moves the end of a clause, and with it those of its last children: children cover the end of their parent. */
export function endAt(clause: Draft, end: number): void {
  clause.end = end;
  const last = draftsOf(clause).at(-1);
  if (last !== undefined) endAt(last, end);
}

/** ** right before a run-in mark opens it: it belongs to the point. */
function pointStart(text: string, from: number, mark: number): number {
  let start = mark;
  while (start > from && text.charAt(start - 1) === '*') start -= 1;
  return start;
}

/** The points that run in `paragraph`, each up to the next one, the last one up to `to`. */
function pointsOf(
  text: string,
  paragraph: OwnParagraph,
  to: number,
  within: ReadonlySet<MarkStyle>,
): Draft[] {
  const marks = runInLists(text, paragraph, within).flatMap((list) => list.points);
  const starts = marks.map((mark) => pointStart(text, paragraph.start, mark.start));
  return marks.map((mark, index) => {
    const start = starts[index] ?? mark.start;
    const end = starts[index + 1] ?? to;
    const point = draft('point', start, mark);
    const content = trimmed(text, { start: mark.end, end: Math.min(end, paragraph.end) });
    if (content.start < content.end) {
      point.flow.push({ kind: 'text', from: start, ...content, bold: paragraph.bold });
    }
    finish(text, point, end, new Set([...within, mark.style]));
    return point;
  });
}

/** The items （一）…；（二）… that run in the only paragraph of an article or 款. */
function lawItemsOf(text: string, paragraph: OwnParagraph, to: number): Draft[] {
  if (!/[（(]二[）)]|\u3221/.test(text.slice(paragraph.start, paragraph.end))) return [];
  const items = pointsOf(text, paragraph, to, NOT_LAW_ITEMS);
  for (const item of items) item.kind = 'law_item';
  return items;
}

/** Whether a paragraph holds the clause's heading and nothing else, brackets and full stop aside. */
function isHeading(clause: Draft, paragraph: OwnParagraph): boolean {
  const span = clause.headingSpan;
  return (
    span !== null &&
    span.start >= paragraph.start &&
    span.start < paragraph.end &&
    span.end >= paragraph.end - 1
  );
}

/** Cuts the paragraphs of an article into 款 where there are two or more; its items belong to the 款 before them. */
function cutIntoParagraphs(article: Draft): void {
  const own = ownParagraphs(article).filter((paragraph) => !isHeading(article, paragraph));
  if (own.length < 2) return;
  const flow: Draft[] = [];
  let current: Draft | undefined;
  const before: (OwnParagraph | Draft)[] = [];
  for (const part of article.flow) {
    if (!isDraft(part) && own.includes(part)) {
      const isFirstLine =
        flow.length === 0 && part.start >= article.contentStart && part.from <= article.start;
      current = draft('paragraph', isFirstLine ? part.start : part.from);
      current.ordinal = flow.length + 1;
      current.flow.push(part);
      flow.push(current);
    } else (current?.flow ?? before).push(part);
  }
  article.flow = [...before, ...flow];
}

/** What runs in a paragraph of a clause: points, or the items of an article that has no others. */
function runningIn(
  text: string,
  clause: Draft,
  paragraph: OwnParagraph,
  to: number,
  within: ReadonlySet<MarkStyle>,
): Draft[] {
  if (clause.kind === 'article' || clause.kind === 'paragraph') {
    return draftsOf(clause).length === 0 ? lawItemsOf(text, paragraph, to) : [];
  }
  if (WITHOUT_POINTS.has(clause.kind)) return [];
  return pointsOf(text, paragraph, to, clause.style === null ? within : new Set([...within, clause.style]));
}

/** Text behind children, and text with points in the midst of other text, become clauses of their own (body). */
function placeOwnText(text: string, clause: Draft, end: number, within: ReadonlySet<MarkStyle>): void {
  const flow: (OwnParagraph | Draft)[] = [];
  const own = ownParagraphs(clause);
  const firstText = own.find((paragraph) => !isHeading(clause, paragraph));
  let hasChildren = false;
  for (const [index, part] of clause.flow.entries()) {
    if (isDraft(part)) {
      hasChildren = true;
      flow.push(part);
      continue;
    }
    const next = clause.flow[index + 1];
    const to = next === undefined ? end : isDraft(next) ? next.start : next.from;
    const points = runningIn(text, clause, part, to, within);
    if (!hasChildren && points.length === 0) {
      flow.push(part);
      continue;
    }
    if (!hasChildren && part === firstText) {
      flow.push(part, ...points);
    } else {
      const body = draft('body', part.from);
      body.flow.push(part, ...points);
      body.end = to;
      flow.push(body);
    }
    hasChildren = true;
  }
  clause.flow = flow;
}

/**
 * Finishes a clause whose flow is complete and which ends at `end`: heading, 款, points, fields and the ends of its
 * children. `within`: the styles of the run-in points around it. Recursion is as deep as the levels of numbering, of which
 * there are eighteen at most.
 */
export function finish(
  text: string,
  clause: Draft,
  end: number,
  within: ReadonlySet<MarkStyle> = new Set(),
): void {
  clause.end = end;
  const first = clause.flow[0];
  if (HEADED.has(clause.kind) && first !== undefined && !isDraft(first)) {
    const isFirstLine = first.start >= clause.contentStart && first.from <= clause.start;
    const isLevel = LEVEL_KINDS.has(clause.kind);
    if (isFirstLine || clause.kind === 'point') {
      const found = readHeading(text, first, clause.kind, {
        bold: first.bold,
        followed: clause.flow.length > 1,
      });
      if (found !== null && !(isLevel && found.span.end < first.end - 2)) {
        clause.heading = found.heading;
        clause.headingSpan = found.span;
      }
    }
  }
  if (clause.kind === 'article') cutIntoParagraphs(clause);
  const drafts = draftsOf(clause);
  for (const [index, child] of drafts.entries()) {
    if (child.end === child.start) finish(text, child, drafts[index + 1]?.start ?? end);
  }
  if (clause.kind !== 'article' || drafts.length === 0) placeOwnText(text, clause, end, within);
  const children = draftsOf(clause);
  for (const [index, child] of children.entries()) endAt(child, children[index + 1]?.start ?? end);
  if (!WITHOUT_POINTS.has(clause.kind)) {
    clause.fields = readFields(text, { start: clause.contentStart, end: children[0]?.start ?? end });
  }
}
