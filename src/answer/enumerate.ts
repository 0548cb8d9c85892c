import { BELOW_ARTICLES, OFFICIAL_NUMBERING } from '../clause/kinds.ts';
import type { Clause } from '../clause/schema.ts';
import { sentenceParts } from '../evidence/parts.ts';
import { matchDegrees } from '../evidence/term-match.ts';
import type { Question } from '../question/schema.ts';
import { normalise } from '../text/normalise.ts';
import { formatNumeral } from '../text/numeral.ts';
import { findQuantities } from '../text/quantity.ts';
import type { Span } from '../text/schema.ts';
import { sourceSentences } from '../text/source-sentences.ts';
import { ANSWER_LENGTH, ownSpan } from './own-span.ts';

/** A clause and what of it is quoted. */
export type ListItem = Readonly<{ clauseId: string; span: Span }>;

const LIST_KINDS: ReadonlySet<Clause['kind']> = new Set([...OFFICIAL_NUMBERING, ...BELOW_ARTICLES]);

const ANNOUNCES = /下列|以下|如下|下述|几(?:个|点|项|条)|[：:]\s*$/u;

/** A clause with the children that make up a list: two or more of one kind. */
type Container = Readonly<{ clause: Clause; items: readonly Clause[]; lead: Span }>;

function asContainer(clause: Clause): Container[] {
  const kind = clause.children.find((child) => LIST_KINDS.has(child.kind))?.kind;
  const items = clause.children.filter((child) => child.kind === kind);
  return items.length < 2 ? [] : [{ clause, items, lead: ownSpan(clause) }];
}

/** The heading of an item with its label, or its first sentence. */
function headline(text: string, item: Clause): Span {
  if (item.headingSpan !== null) return { start: item.start, end: item.headingSpan.end };
  const own = ownSpan(item);
  return sourceSentences(text, own)[0] ?? own;
}

/** How a small number is written before what it counts: 2, 二, 两. */
const numeralsOf = (size: number): string[] => [
  String(size),
  formatNumeral(size),
  ...(size === 2 ? ['两'] : []),
];

/** What leads from the name of a list to its items: “三个一定”：即…. */
const LEADS_ON = /^(?:即|就是|包括|分别|也就是)/u;

/**
 * Whether a sentence itself lists at least `size` things: parted by 、 between commas (认识一定要到位、举措一定要务实、
 * 工作一定要持续), or by saying `noun` so often (最讲党性最讲政治最讲忠诚最讲担当). Where it names them by number, the
 * list stands in the same part (电子信息、纺织服装两大产业集群) or is led on to (“三个一定”：即…).
 */
export function listsWithin(sentence: string, size: number, noun: string | null): boolean {
  const { text } = normalise(sentence);
  if (noun !== null && text.split(noun).length > size) return true;
  const runs = text.split(/(?<=[,:;。()])/u);
  const isList = (run: string | undefined) =>
    run !== undefined && run.split(/[、和及与]/u).filter((part) => part !== '').length >= size;
  const named = runs.findIndex(
    (run) =>
      findQuantities(run).some(({ kind, value }) => kind === 'count' && value === size) ||
      (noun !== null && numeralsOf(size).some((numeral) => run.includes(`${numeral}${noun}`))),
  );
  if (named < 0) return runs.some(isList);
  const next = runs[named + 1];
  const ledOn = runs[named]?.endsWith(':') === true || LEADS_ON.test(next ?? '');
  return isList(runs[named]) || (ledOn && isList(next));
}

/** Whether the words before a list say how many items it has. */
function saysItsSize(text: string, { lead, items }: Container): boolean {
  return findQuantities(normalise(text.slice(lead.start, lead.end)).text).some(
    ({ kind, value }) => kind === 'count' && value === items.length,
  );
}

/** How much of the question a list is about: terms in its lead, and terms that its items' headlines share. */
function aboutness(question: Question, text: string, { lead, items }: Container): number {
  const degreesOf = ({ start, end }: Span) =>
    matchDegrees(question.terms, normalise(text.slice(start, end)).text);
  const inLead = degreesOf(lead);
  const inItems = items.map((item) => degreesOf(headline(text, item)));
  return question.terms.reduce((sum, { weight }, index) => {
    const shared = inItems.reduce((count, degrees) => count + (degrees[index] ?? 0), 0) / items.length;
    return sum + weight * ((inLead[index] ?? 0) + shared);
  }, 0);
}

function shorten(text: string, items: readonly ListItem[]): ListItem[] {
  const length = items.reduce((sum, { span }) => sum + span.end - span.start, 0);
  if (length <= ANSWER_LENGTH) return [...items];
  return items.map(({ clauseId, span }) => ({ clauseId, span: sentenceParts(text, span)[0] ?? span }));
}

const quoteItem = (text: string, item: Clause): ListItem => ({
  clauseId: item.id,
  span: headline(text, item),
});

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
  const { listSize, answerType } = question;
  const ordinal = question.ordinal ?? question.article?.article ?? null;
  const containers = path
    .flatMap(asContainer)
    .map((container) => ({ ...container, about: aboutness(question, text, container) }))
    .sort((a, b) => b.about - a.about);
  if (ordinal !== null) {
    const [container] = containers;
    const item =
      ordinal < 0
        ? container?.items.at(-1)
        : (container?.items.find((one) => one.ordinal === ordinal) ?? container?.items[ordinal - 1]);
    return item === undefined ? null : [quoteItem(text, item)];
  }
  if (answerType !== 'list') return null;
  const container = containers.find((one) => {
    const inLead = sentence.start >= one.lead.start && sentence.end <= one.lead.end;
    if (listSize !== null) return listSize === one.items.length && saysItsSize(text, one);
    return (
      inLead && (saysItsSize(text, one) || ANNOUNCES.test(text.slice(one.lead.start, one.lead.end).trimEnd()))
    );
  });
  if (container === undefined) return null;
  if (listSize !== null && listsWithin(text.slice(sentence.start, sentence.end), listSize, question.listNoun))
    return null;
  return shorten(
    text,
    container.items.map((item) => quoteItem(text, item)),
  );
}
