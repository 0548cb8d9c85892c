import { markAt } from '../../text/marks.ts';
import { readingText } from '../../text/reading.ts';
import type { Span } from '../../text/schema.ts';
import { findDocumentNumbers, normaliseDocumentNumber } from '../document-number.ts';
import { kindOfTitle } from '../kind.ts';
import type { Block, Layout } from '../layout.ts';
import { announcesAmendments } from './amendments.ts';
import { chainStartingAt, linksOf, ownPiece } from './chains.ts';
import type { Named } from './named.ts';
import { announcesRepeals, namesPart } from './repeals.ts';
import type { Statement } from './statements.ts';

/** Lines of a table's head, page numbers and notes between the rows of an annex that name nothing. */
const MOST_MISSES = 6;
const LONGEST_HEADING = 60;
const SHORTEST = 5;
const HEADING = /(?:目录|清单|一览表|名单|汇总表|统计表)(?:[（(].{1,20}[）)])?$/;
const ENDED = /废止|失效|停止执行/;
const KEPT = /修改|修订|继续有效|保留|现行有效|拟/;

type List = Readonly<{ relation: 'repeals' | 'amends'; first: number; sentence: Span; isAnnex: boolean }>;

/** The titles of annexes that list what is repealed (废止的规章目录), and the sentences that announce such lists. */
function findLists(text: string, layout: Layout, statements: readonly Statement[]): List[] {
  const lists: List[] = [];
  const last = new Map<number, Statement>();
  for (const statement of statements) last.set(statement.block, statement);
  for (const [index, { role, paragraph }] of layout.blocks.entries()) {
    if (role === 'attachment' || role === 'contents') continue;
    const statement = last.get(index);
    if (statement !== undefined) {
      const { skeleton, span } = statement;
      const relation = announcesRepeals(skeleton)
        ? 'repeals'
        : announcesAmendments(skeleton)
          ? 'amends'
          : null;
      if (relation !== null) lists.push({ relation, first: index + 1, sentence: span, isAnnex: false });
    }
    const span = { start: paragraph.start, end: paragraph.end };
    if (span.end - span.start > LONGEST_HEADING || !ENDED.test(text.slice(span.start, span.end))) continue;
    const line = readingText(text, span).text;
    if (HEADING.test(line) && !KEPT.test(line) && !/[。；，]/.test(line) && !/^附件?\d*[:：]/.test(line))
      lists.push({ relation: 'repeals', first: index + 1, sentence: span, isAnnex: true });
  }
  return lists;
}

/** 三、某某管理办法（甲发〔1997〕163号印发）: a document by its title without 《》, on a line of its own. */
function plainItem(text: string, { paragraph }: Block): Omit<Named, 'relation' | 'sentence'> | null {
  const mark = markAt(text, paragraph.start, paragraph.end);
  const reading = readingText(text, { start: mark?.end ?? paragraph.start, end: paragraph.end });
  const line = reading.text.replaceAll('\n', ' ');
  const from = /^[\s\d|、.．]*/.exec(line)?.[0].length ?? 0;
  const cell =
    /^[^|\t（(〔[]*(?:[（(](?:试行|暂行|修正|修订|[一二三四五六七八九十]+|[^（()）]{0,8}年[^（()）]{0,6})[）)])?/.exec(
      line.slice(from),
    )?.[0] ?? '';
  const number = findDocumentNumbers(line)[0] ?? null;
  const name = (
    number !== null && number.span.start < from + cell.length ? line.slice(from, number.span.start) : cell
  ).replace(/[\s。；;，,、]+$/, '');
  if (
    name.length < SHORTEST ||
    /[，。；：]/.test(name) ||
    kindOfTitle(name) === null ||
    ENDED.test(name.slice(-8))
  )
    return null;
  return {
    title: name,
    documentNumber: number?.documentNumber ?? null,
    span: reading.sourceSpan(from, Math.max(from + name.length, number?.span.end ?? 0)),
    date: null,
  };
}

/**
 * The documents in lists that a sentence or an annex's title says are repealed or amended, one or more to a line, in
 * reading order: numbered, in rows of a table, or title and 文号 on lines by themselves. `sentence` is what announces the list.
 */
export function readLists(text: string, layout: Layout, statements: readonly Statement[]): Named[] {
  const found: Named[] = [];
  const byBlock = new Map<number, Statement[]>();
  for (const statement of statements) {
    const known = byBlock.get(statement.block);
    if (known === undefined) byBlock.set(statement.block, [statement]);
    else known.push(statement);
  }
  let read = 0;
  for (const { relation, first, sentence, isAnnex } of findLists(text, layout, statements)) {
    const announcing = layout.blocks[first - 1];
    const outer =
      announcing === undefined ? null : markAt(text, announcing.paragraph.start, announcing.paragraph.end);
    let misses = 0;
    for (let index = Math.max(first, read); index < layout.blocks.length; index += 1) {
      const block = layout.blocks[index];
      if (block === undefined || misses > MOST_MISSES) break;
      const { role, paragraph } = block;
      if (role === 'divider') continue;
      if (role !== 'body' && !(isAnnex && (role === 'number' || role === 'header'))) break;
      const mark = markAt(text, paragraph.start, paragraph.end);
      if (
        mark?.style === 'attachment' ||
        (!isAnnex && mark !== null && mark.style === (outer?.style ?? 'article'))
      )
        break;
      const line = readingText(text, { start: paragraph.start, end: paragraph.end }).text;
      if (isAnnex && line.length <= LONGEST_HEADING && HEADING.test(line)) break;
      const links = (byBlock.get(index) ?? []).slice(0, 1).flatMap(linksOf);
      const named =
        links.length === 0 || !links.some(({ mention }) => mention.title !== null)
          ? plainItem(text, block)
          : null;
      const before = found.at(-1);
      const alone = normaliseDocumentNumber(line);
      if (named !== null) found.push({ ...named, relation, sentence });
      else if (alone !== null && isAnnex && before?.documentNumber === null && misses <= 1) {
        found[found.length - 1] = { ...before, documentNumber: alone };
      } else if (links.length > 0 && (mark !== null || isAnnex || (links[0]?.before.length ?? 0) < 40)) {
        for (const link of chainStartingAt(links, 0)) {
          const { mention, after } = links[link] ?? {};
          if (mention === undefined) continue;
          const { title, documentNumber, span } = mention;
          const isPart = namesPart(ownPiece(after ?? ''));
          found.push({
            relation: isPart ? 'amends' : relation,
            title,
            documentNumber,
            span,
            sentence,
            date: null,
          });
        }
      } else if (isAnnex) {
        misses += 1;
        continue;
      } else break;
      misses = 0;
      read = index + 1;
    }
  }
  return found;
}
