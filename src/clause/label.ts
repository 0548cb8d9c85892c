import { bookTitle } from '../text/book-title.ts';
import { formatNumeral } from '../text/numeral.ts';
import { ABOVE_ARTICLES } from './kinds.ts';
import type { Clause, ClauseKind } from './schema.ts';

/** Names of the clauses that have no number of their own. */
const NAMES: Partial<Readonly<Record<ClauseKind, string>>> = {
  header: '发文机关标志',
  number: '发文字号',
  title: '标题',
  addressees: '主送机关',
  preamble: '开头',
  contents: '目录',
  closing: '结尾',
  signature: '发文机关署名',
  date: '成文日期',
  disclosure: '附注',
  copies: '抄送机关',
  printing: '印发机关和印发日期',
  contact: '联系方式',
  attachment_list: '附件说明',
  attachment: '附件',
  enclosed: '所附文件',
};

const numeral = (ordinal: number): string => (ordinal <= 9999 ? formatNumeral(ordinal) : String(ordinal));

/** The label in the brackets and without the blanks that print uses: (一) → （一）, 第 十二 条 → 第十二条. */
const printed = (label: string): string =>
  label
    .replaceAll(/[\s\u200b]/g, '')
    .replaceAll('(', '（')
    .replaceAll(')', '）');

/** A clause's own part of a label: 三、 / （四） / 12. / 第十二条 / 第二款 / 第三项; '' for one that is not counted. */
function ownLabel(clause: Clause, siblings: () => readonly Clause[]): string {
  // 第1条 is cited as 第一条.
  if (clause.kind === 'article' && clause.ordinal !== null && /[\d０-９]/.test(clause.label ?? '')) {
    return printed(clause.label ?? '').replace(/^第[\d０-９]+/, `第${numeral(clause.ordinal)}`);
  }
  if (clause.kind === 'enclosed' && clause.heading !== null) return bookTitle(clause.heading);
  if (clause.kind === 'table') return '表';
  if (clause.kind === 'row') return `第${clause.ordinal ?? 1}行`;
  if (clause.kind === 'paragraph') return `第${numeral(clause.ordinal ?? 1)}款`;
  if (clause.kind === 'law_item') return `第${numeral(clause.ordinal ?? 1)}项`;
  if (clause.kind === 'bullet') {
    const place = siblings()
      .filter(({ kind }) => kind === 'bullet')
      .findIndex(({ id }) => id === clause.id);
    return place < 0 ? '' : `第${numeral(place + 1)}点`;
  }
  return clause.label === null ? '' : printed(clause.label);
}

/** Read only when needed: a catalogue fetches children on demand, and only bullets are counted among them. */
const siblingsIn = (path: readonly Clause[], index: number) => (): readonly Clause[] =>
  path[index - 1]?.children ?? [];

/**
 * The printed label of the clause at the end of `path` (outermost clause first): 三、（四）12. or 第十二条第二款第三项.
 * Clauses that carry no number say their name (抄送机关). Empty only for an empty path and for uncounted body text.
 * `naming` puts the title of the enclosed document before it, as is needed where a file holds several: 《办法》第三条.
 */
export function clauseLabel(
  path: readonly Clause[],
  { naming = true }: Readonly<{ naming?: boolean }> = {},
): string {
  const isLaw = path.some((clause) => clause.kind === 'article');
  let label = '';
  for (const [index, clause] of path.entries()) {
    // Articles are numbered through the law.
    if (isLaw && ABOVE_ARTICLES.includes(clause.kind)) continue;
    if (clause.kind === 'enclosed' && !naming && index < path.length - 1) continue;
    const own = ownLabel(clause, siblingsIn(path, index));
    // 4.2.1 says the numbers above it itself.
    label = /^\d+(?:[.．]\d+)+$/.test(own) ? own : label + own;
  }
  if (label !== '') return label.replace(/[，,：:]$/, '');
  const last = path.at(-1);
  return last === undefined ? '' : (NAMES[last.kind] ?? '');
}

/** One step of a path: label and heading as they are read one after the other. */
function step(clause: Clause, siblings: () => readonly Clause[]): string {
  const heading = clause.heading ?? '';
  // Read for what they are about, not for where they stand.
  if (clause.kind === 'enclosed' || clause.kind === 'table') return heading;
  if (clause.kind === 'row') return '';
  if (clause.kind === 'attachment') return `${printed(clause.label ?? '')} ${heading}`.trim();
  if (clause.kind === 'bracket') return printed(clause.label ?? '');
  if (clause.kind === 'bullet') return heading === '' ? ownLabel(clause, siblings) : `——${heading}`;
  const label = ownLabel(clause, siblings);
  if (heading === '') return label;
  // 12. 大力推动… and 第二章 总则 have a blank; 三、目标任务 and （四）着力打造… have none.
  return /[.．条章节编篇分\d]$/.test(label) ? `${label} ${heading}` : `${label}${heading}`;
}

/**
 * The path of the clause at the end of `path` as a list, outermost first:
 * ["三、目标任务", "（四）着力打造更富温馨的“服务型”政府", "12. 大力推动营商环境优化升级"]. Uncounted body text adds no step.
 */
export function clausePath(path: readonly Clause[]): string[] {
  return path.map((clause, index) => step(clause, siblingsIn(path, index))).filter((text) => text !== '');
}

const ARTICLE_STEP = /^第[〇零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?/u;

/**
 * The part of a heading path that names what a question is answered from: down to the article of a law, whose
 * paragraphs and items say one thing together; elsewhere the whole path. `number` is that of the article, or null.
 */
export function unitOf(headingPath: readonly string[]): { path: readonly string[]; number: string | null } {
  const step = headingPath.findIndex((heading) => ARTICLE_STEP.test(heading));
  if (step < 0) return { path: headingPath, number: null };
  return {
    path: headingPath.slice(0, step + 1),
    number: ARTICLE_STEP.exec(headingPath[step] ?? '')?.[0] ?? null,
  };
}
