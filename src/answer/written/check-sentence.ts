import { isHan } from '../../text/characters.ts';
import { type ReadText, readText } from './evidence-text.ts';
import { type Figure, figureHolds } from './figures.ts';
import { fold } from './fold.ts';
import { modalHolds, withoutOrdinary } from './modality.ts';
import type { DroppedSentence, Rejection } from './schema.ts';
import type { Source } from './sources.ts';
import { shared, type WordPairs } from './word-pairs.ts';

/** A source read for checking: its clause with what stands before it, and the facts of its document. */
export type CheckedSource = Readonly<{
  source: Source;
  clause: ReadText;
  facts: ReadText;
  /** Both, folded, 〈〉 as 《》. */
  all: string;
  /** Both without ordinary words that hold a modal character (modality.ts). */
  modal: string;
}>;

export function readSource(source: Source): CheckedSource {
  const clause = readText(`${source.before}\n${source.text}`);
  const facts = readText(source.facts);
  const all = `${facts.folded}\n${clause.folded}`;
  return {
    source,
    clause,
    facts,
    all: all.replaceAll('〈', '《').replaceAll('〉', '》'),
    modal: withoutOrdinary(clause.folded),
  };
}

/** Share of a sentence's words that must be the cited clauses' own; what a model adds is how it links them. */
const SHARE_OF_WORDS = 0.5;
/** Pairs that a sentence without a figure must share at least: 可以 alone proves nothing. */
const LEAST_PAIRS = 4;
/** From this share of a statement's pairs on, a statement of the clause is the same one, negated or not. */
const SAME_STATEMENT = 0.6;
const STATEMENT_PAIRS = 3;
/** A title may lack its first words (the issuer), not more. */
const TITLE_TAIL = 6;

/** Offices by the ends of their names, with the two characters before. */
const BODY =
  /[一-龥]{2}(?:局|厅|署|委员会|管委会|人民政府|人民法院|检察院|派出所|办事处|管理处|服务中心|办公室|研究院|大队|支队)/gu;
/** 每人, 每月: what a figure is for. */
const EACH = /每[一-龥]/gu;
const QUOTED =
  /“([^“”]{1,400})”|「([^「」]{1,400})」|『([^『』]{1,400})』|‘([^‘’]{1,400})’|"([^"]{1,400})"/gu;
const EACH_NUMERAL = /每[零〇一二两三四五六七八九十百千万半个]/u;

const quotationsOf = (sentence: string): string[] =>
  [...sentence.matchAll(QUOTED)].map(([, ...forms]) => fold(forms.find((form) => form !== undefined) ?? ''));

/** Where a clause has the figure of something else that fits the words around it better, it is misplaced. */
function misplaced(said: Figure & { context: WordPairs }, cited: readonly CheckedSource[]): boolean {
  let own = 0;
  let other = 0;
  for (const { clause, facts } of cited) {
    for (const known of [...clause.figures, ...facts.figures]) {
      if (known.unit !== said.unit) continue;
      const fits = shared(said.context, known.context);
      if (figureHolds(known, said)) own = Math.max(own, fits);
      else other = Math.max(other, fits);
    }
  }
  return other > own;
}

function titleHolds(title: string, { all, source }: CheckedSource): boolean {
  const own = fold(source.citation.document.title ?? '')
    .replaceAll('〈', '《')
    .replaceAll('〉', '》');
  return all.includes(`《${title}》`) || own === title || (title.length >= TITLE_TAIL && own.endsWith(title));
}

/** Whether a statement says of the same matter what the clauses deny, or denies what they say. */
function contradicts(read: ReadText, cited: readonly CheckedSource[]): boolean {
  return read.statements.some(({ negated, pairs }) => {
    if (pairs.size < STATEMENT_PAIRS) return false;
    let same = 0;
    let opposite = 0;
    for (const known of cited.flatMap(({ clause }) => clause.statements)) {
      const fits = shared(pairs, known.pairs);
      if (known.negated === negated) same = Math.max(same, fits);
      else opposite = Math.max(opposite, fits);
    }
    return opposite > same && opposite >= SAME_STATEMENT * pairs.size;
  });
}

/** Words of the sentence that are those of the clauses, of their document, or of the question. */
function isSupported(read: ReadText, cited: readonly CheckedSource[], question: WordPairs): boolean {
  let own = 0;
  let known = 0;
  for (const pair of read.pairs) {
    const inSource = cited.some(({ clause, facts }) => clause.pairs.has(pair) || facts.pairs.has(pair));
    if (inSource) own += 1;
    if (inSource || question.has(pair)) known += 1;
  }
  const enough = read.figures.length > 0 || own >= LEAST_PAIRS;
  return enough && known >= SHARE_OF_WORDS * read.pairs.size;
}

/**
 * Whether every fact of `sentence` (its markers taken out) stands in `cited`, the sources that it names: figures, dates,
 * 文号, quotations, titles, Latin words, offices, modal words and negations. Null if so, else the first that does not.
 * `question`: the word pairs of the question, which the sentence may take up. Linear in sentence times clauses.
 */
export function checkSentence(
  sentence: string,
  cited: readonly CheckedSource[],
  question: WordPairs,
): DroppedSentence | null {
  const read = readText(sentence);
  const { folded } = read;
  const inSome = (holds: (source: CheckedSource) => boolean): boolean => cited.some(holds);
  const lacking = (words: Iterable<string>, reason: Rejection): DroppedSentence | undefined => {
    for (const word of words) if (!inSome(({ all }) => all.includes(word))) return { reason, found: word };
    return undefined;
  };

  for (const number of read.documentNumbers) {
    const holds = ({ clause, facts }: CheckedSource): boolean =>
      [...clause.documentNumbers, ...facts.documentNumbers].some((known) => number.endsWith(known));
    if (!inSome(holds)) return { reason: 'document_number', found: number };
  }
  for (const title of read.titles) {
    if (!inSome((source) => titleHolds(title, source))) return { reason: 'title', found: title };
  }
  const quotation = lacking(quotationsOf(sentence), 'quotation');
  if (quotation !== undefined) return quotation;
  for (const figure of read.figures) {
    const holds = ({ clause, facts }: CheckedSource): boolean =>
      [...clause.figures, ...facts.figures].some((known) => figureHolds(known, figure));
    if (!inSome(holds)) return { reason: 'figure', found: figure.text };
    if (misplaced(figure, cited)) return { reason: 'misplaced_figure', found: figure.text };
  }
  const each = (folded.match(EACH) ?? []).filter((one) => !EACH_NUMERAL.test(one));
  const word = lacking(each, 'figure') ?? lacking(folded.match(BODY) ?? [], 'body');
  if (word !== undefined) return word;
  for (const latin of read.latin) {
    const holds = ({ clause, facts }: CheckedSource): boolean =>
      clause.latin.has(latin) || facts.latin.has(latin);
    if (!inSome(holds)) return { reason: 'latin', found: latin };
  }
  for (const modal of read.modals) {
    const known = cited.flatMap(({ clause }) => clause.modals);
    const clauses = cited.map((one) => one.modal).join('\n');
    if (!modalHolds(modal, known, clauses)) return { reason: 'modality', found: modal.text };
  }
  if (contradicts(read, cited)) return { reason: 'negation', found: sentence };
  if (!hasWords(folded) || !isSupported(read, cited, question))
    return { reason: 'unsupported', found: sentence };
  return null;
}

/** Marks and digits alone are no sentence. */
const hasWords = (folded: string): boolean => {
  for (let at = 0; at < folded.length; at += 1) if (isHan(folded.charCodeAt(at))) return true;
  return false;
};
