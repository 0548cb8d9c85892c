import type { Clause } from '../clause/schema.ts';
import type { DocumentSelection } from '../indexing/schema.ts';
import type { ArticleAddress } from '../question/article.ts';
import type { AnswerType, Question } from '../question/schema.ts';
import type { Ranking } from '../retrieval/rank.ts';
import { sourceSentences } from '../text/source-sentences.ts';
import type { QuotedSpan } from './citation.ts';
import { candidateDocuments, DOCUMENT_MEANT, rankDocuments, type TopicTools } from './document-topic.ts';
import { ANSWER_LENGTH } from './own-span.ts';

function* clausesOf(clauses: readonly Clause[]): Generator<Clause> {
  for (const clause of clauses) {
    yield clause;
    yield* clausesOf(clause.children);
  }
}

const isInserted = ({ label }: Clause): boolean => label?.includes('之') ?? false;

function childOf(clause: Clause, kind: Clause['kind'], ordinal: number): Clause | undefined {
  for (const child of clausesOf(clause.children)) {
    if (child.kind === kind && child.ordinal === ordinal) return child;
  }
  return undefined;
}

const holdsArticles = (clause: Clause): boolean =>
  [...clausesOf([clause])].some(({ kind }) => kind === 'article');

/** The clause at an address; undefined where the document has none there. */
export function clauseAtAddress(clauses: readonly Clause[], address: ArticleAddress): Clause | undefined {
  for (const clause of clausesOf(clauses)) {
    if (clause.kind !== 'article' || clause.ordinal !== address.article) continue;
    if (isInserted(clause) !== (address.inserted !== null)) continue;
    if (address.inserted !== null && !clause.id.endsWith(`-${address.inserted}`)) continue;
    // An article of one paragraph has no paragraphs below it: its first paragraph is the article itself.
    const paragraph =
      address.paragraph === null
        ? clause
        : (childOf(clause, 'paragraph', address.paragraph) ?? (address.paragraph === 1 ? clause : undefined));
    if (paragraph === undefined || address.item === null) return paragraph;
    return childOf(paragraph, 'law_item', address.item);
  }
  return undefined;
}

/** Questions that want the article itself; 违反第九条罚款多少 wants another one. */
const WANTS_ARTICLE: ReadonlySet<AnswerType> = new Set(['open', 'definition', 'list']);

/**
 * Answers a question that names an article (行政许可法第十二条) with the article's text: whole if it is short, else its
 * first sentences. Null where no document is clearly meant; nothing quoted where the law that is meant has no such
 * article. A document without articles is left to the lists (enumerate.ts): its 第三条 is the third of them.
 */
export function quoteArticle(
  question: Question,
  ranking: Ranking,
  selection: DocumentSelection | null,
  tools: TopicTools,
): { quoted: QuotedSpan[]; share: number } | null {
  const { article } = question;
  if (article === null || !WANTS_ARTICLE.has(question.answerType)) return null;
  const ranked = rankDocuments(question, candidateDocuments(ranking, selection, tools), tools);
  let hasArticles = false;
  for (const { document, share } of ranked) {
    if (share < DOCUMENT_MEANT) break;
    const { id } = tools.search.documentAt(document);
    const clauses = tools.catalogue.clauses(id) ?? [];
    const clause = clauseAtAddress(clauses, article);
    if (clause === undefined) {
      hasArticles ||= clauses.some(holdsArticles);
      continue;
    }
    const text = tools.catalogue.text(id) ?? '';
    let { end } = clause;
    if (end - clause.start > ANSWER_LENGTH) {
      const sentences = sourceSentences(text, { start: clause.start, end });
      end =
        sentences.findLast((one) => one.end - clause.start <= ANSWER_LENGTH)?.end ?? sentences[0]?.end ?? end;
    }
    return { quoted: [{ documentId: id, clauseId: clause.id, span: { start: clause.start, end } }], share };
  }
  return hasArticles ? { quoted: [], share: 0 } : null;
}
