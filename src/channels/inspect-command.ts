import type { Clause } from '../clause/schema.ts';
import { structureOf } from '../clause/structure.ts';
import { CONSOLE, describeFailure, type Output, readArguments } from '../command-line.ts';
import type { DocumentMetadata } from '../document/schema.ts';
import { AppError } from '../errors.ts';
import type { ParsedDocument } from '../indexing/catalogue.ts';
import { collectFiles } from '../indexing/collect-files.ts';
import { incomingFiles } from '../indexing/incoming-files.ts';
import { fileFailure, parseDocument } from '../indexing/parse-document.ts';
import { bookTitle } from '../text/book-title.ts';

const HELP = `用法：npm run inspect -- [选项] 文件…
看一个文件解析成什么样：元数据、效力、与其他文件的关系、条款树。不写索引。

选项
  --json    输出 JSON（元数据、条款、段落数），一个文件一行
  --text    只输出提取出的正文，引文的位置以它为准
  --help    显示本说明

有文件读不了时退出码为 1。
`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  text: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const FIELDS: readonly (readonly [keyof DocumentMetadata, string])[] = [
  ['title', '标题'],
  ['documentNumber', '文号'],
  ['issuer', '发文机关'],
  ['issuedOn', '成文日期'],
  ['printedOn', '印发日期'],
  ['addressees', '主送机关'],
  ['kind', '文种'],
  ['level', '层级'],
  ['region', '地区'],
  ['status', '效力（仅凭本文）'],
  ['copyNumber', '份号'],
  ['classification', '密级'],
  ['urgency', '紧急程度'],
  ['letterhead', '发文机关标志'],
  ['signer', '签发人'],
  ['note', '附注'],
  ['disclosure', '公开属性'],
  ['copies', '抄送'],
  ['printedBy', '印发机关'],
  ['telephone', '电话'],
];

const STRUCTURES = {
  numbered: '按编号分条款',
  articles: '按条文分条款',
  paragraphs: '没有编号，按自然段分',
  table: '表格，一行一条',
} as const;

const RELATIONS = {
  basis: '依据',
  repeals: '废止',
  amends: '修改',
  amended_by: '被修改',
  extends: '延长',
  issues: '印发',
  forwards: '转发',
  implements: '实施',
  replies_to: '答复',
  mention: '提及',
} as const;

/** As much of a clause's text as fits a line. */
const SHOWN = 40;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

function clauseLines(text: string, clauses: readonly Clause[], depth: number): string[] {
  return clauses.flatMap(({ kind, label, heading, start, end, children }) => {
    const own = text.slice(start, children[0]?.start ?? end);
    const said = heading === null ? shorten(own.replace(label ?? '', '')) : `【${shorten(heading)}】`;
    const line = `${'  '.repeat(depth)}${kind} ${label === null ? '' : `${label} `}${said}`;
    return [line, ...clauseLines(text, children, depth + 1)];
  });
}

/** What the parser makes of a document, for a person: metadata, validity, relations, clause tree. */
export function printInspection({ source, metadata, clauses, passages }: ParsedDocument): string {
  const { validity, references, enclosed, attachments } = metadata;
  const stated = FIELDS.flatMap(([field, name]) => {
    const value = metadata[field];
    return typeof value === 'string' ? [`  ${name}：${value}`] : [];
  });
  const dates = [
    validity.effectiveFrom === null ? null : `自 ${validity.effectiveFrom} 起施行`,
    validity.effectiveUntil === null ? null : `有效至 ${validity.effectiveUntil}`,
    validity.trial ? '试行或暂行' : null,
    validity.revisedOn === null ? null : `最近修订自 ${validity.revisedOn} 起`,
  ].filter((date) => date !== null);
  const ties = references.map(({ relation, title, documentNumber }) => {
    const name = [
      title === null ? '' : bookTitle(title),
      documentNumber === null ? '' : `（${documentNumber}）`,
    ];
    return `  ${RELATIONS[relation]}：${name.join('')}`;
  });
  const pages = source.pageStarts.length === 0 ? '' : `，${source.pageStarts.length} 页`;
  return [
    `${source.fileName}（${source.format}${pages}，${source.text.length} 字，${STRUCTURES[structureOf(clauses)]}，${passages.length} 个段落）`,
    ...stated,
    ...(dates.length === 0 ? [] : [`  时效：${dates.join('；')}`]),
    ...attachments.map((name) => `  附件：${name}`),
    ...enclosed.map(({ title }) => `  内含文件：${bookTitle(title)}`),
    ...ties,
    '',
    ...clauseLines(source.text, clauses, 1),
    '',
  ].join('\n');
}

/** `npm run inspect`: returns the exit code. */
export async function runInspect(args: readonly string[], { out, error }: Output = CONSOLE): Promise<number> {
  const refuse = (failure: AppError): void => error(describeFailure(failure));
  try {
    const { values, positionals } = readArguments(args, OPTIONS);
    if (values.help) {
      out(HELP);
      return 0;
    }
    if (positionals.length === 0) throw new AppError('invalid_request', `没有给出文件。\n\n${HELP}`);
    const collected = collectFiles(positionals);
    for (const failure of collected.failures) refuse(failure.error);
    let failed = collected.failures.length;
    for await (const incoming of incomingFiles(collected.files)) {
      if ('state' in incoming) {
        refuse(incoming.error);
        if (incoming.state === 'failed') failed += 1;
        continue;
      }
      try {
        const parsed = await parseDocument(await incoming.read(), incoming.fileName);
        const { source, metadata, clauses, passages } = parsed;
        const { text, ...described } = source;
        if (values.text) out(text);
        else if (values.json) {
          out(`${JSON.stringify({ ...described, metadata, clauses, passages: passages.length })}\n`);
        } else out(printInspection(parsed));
      } catch (cause) {
        refuse(fileFailure(incoming.fileName, cause));
        failed += 1;
      }
    }
    return failed > 0 ? 1 : 0;
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    refuse(cause);
    return 1;
  }
}
