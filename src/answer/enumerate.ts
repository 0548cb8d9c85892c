import type { Clause } from '../clause/schema.ts';
import { sentenceParts } from '../evidence/parts.ts';
import type { Question } from '../question/schema.ts';
import { normalise } from '../text/normalise.ts';
import { findQuantities } from '../text/quantity.ts';
import type { Span } from '../text/schema.ts';
import { sourceSentences } from '../text/source-sentences.ts';
import { ANSWER_LENGTH, ownSpan } from './quote.ts';

/** A clause and what of it is quoted. */
export type ListItem = Readonly<{ clauseId: string; span: Span }>;

const LIST_KINDS: ReadonlySet<Clause['kind']> = new Set([
  'part',
  'section',
  'item',
  'subitem',
  'point',
  'bullet',
  'law_item',
  'law_subitem',
]);

const ANNOUNCES = /下列|以下|如下|下述|几(?:个|点|项|条)|[：:]\s*$/u;

/** The children that make up a list: all of one kind. */
function listOf(clause: Clause): readonly Clause[] {
  const kind = clause.children.find((child) => LIST_KINDS.has(child.kind))?.kind;
  return kind === undefined ? [] : clause.children.filter((child) => child.kind === kind);
}

/** The heading of an item with its label, or its first sentence. */
function headline(text: string, item: Clause): Span {
  if (item.headingSpan !== null) return { start: item.start, end: item.headingSpan.end };
  const own = ownSpan(item);
  return sourceSentences(text, own)[0] ?? own;
}

/** Whether a sentence itself lists at least `size` things (即认识一定要到位、举措一定要务实、工作一定要持续). */
export function listsWithin(sentence: string, size: number): boolean {
  const best = Math.max(
    ...sentence
      .split(/[：:；;。“”（）()]/u)
      .map((run) => run.split(/[、，,]/u).filter((part) => part !== '').length),
  );
  return best >= size;
}

/** Whether the words before a list say how many items it has, and it has them. */
function saysItsSize(lead: string, size: number): boolean {
  return findQuantities(normalise(lead).text).some(({ kind, value }) => kind === 'count' && value === size);
}

function shorten(text: string, items: readonly ListItem[]): ListItem[] {
  const length = items.reduce((sum, { span }) => sum + span.end - span.start, 0);
  if (length <= ANSWER_LENGTH) return [...items];
  return items.map(({ clauseId, span }) => ({ clauseId, span: sentenceParts(text, span)[0] ?? span }));
}

/**
 * The items to quote where a question asks for a list, or one of it, that the document writes as numbered clauses;
 * null where the sentence found is the better answer. `path` is the clause of the evidence with its ancestors,
 * outermost first; `sentence` the evidence.
 */
export function enumerateItems(
  question: Question,
  text: string,
  path: readonly Clause[],
  sentence: Span,
): ListItem[] | null {
  const { ordinal, listSize, answerType } = question;
  if (ordinal === null && answerType !== 'list') return null;
  const quoted = text.slice(sentence.start, sentence.end);
  for (const container of path.slice(-2).reverse()) {
    const items = listOf(container);
    if (items.length < 2) continue;
    const own = ownSpan(container);
    const lead = text.slice(own.start, own.end);
    if (ordinal !== null) {
      const item =
        ordinal < 0 ? items.at(-1) : (items.find((one) => one.ordinal === ordinal) ?? items[ordinal - 1]);
      if (
        item !== undefined &&
        (listSize === null || listSize === items.length || saysItsSize(lead, items.length))
      ) {
        return [{ clauseId: item.id, span: headline(text, item) }];
      }
      continue;
    }
    const announced = saysItsSize(lead, items.length) || ANNOUNCES.test(lead.trimEnd());
    const matches = listSize === null ? announced : listSize === items.length;
    if (!matches) continue;
    const inLead = sentence.start >= own.start && sentence.end <= own.end;
    if (inLead && listSize !== null && listsWithin(quoted, listSize)) return null;
    return shorten(
      text,
      items.map((item) => ({ clauseId: item.id, span: headline(text, item) })),
    );
  }
  return null;
}
