import { AppError } from '../../errors.ts';
import { type DecodedText, decodeText } from './character-encoding.ts';
import { type Article, findArticle } from './html/article.ts';
import { declaredCharset } from './html/declared-charset.ts';
import { type Field, fieldsOfLine } from './html/fields.ts';
import { type HtmlLine, linesOfPage } from './html/lines.ts';
import { isMhtml, pagesOfMhtml } from './html/mhtml.ts';
import { headOfPage } from './html/page-title.ts';
import { isDocumentLine, isRelated, saysNothingHere } from './html/page-words.ts';
import { type HtmlPage, parsePage } from './html/tree.ts';
import type { ExtractedText, FormatReader } from './schema.ts';

/** Frames of a web archive that are looked at for the document. */
const MOST_FRAMES = 20;
/** A page with links whose text has fewer characters that speak for a document holds none. */
const LEAST_SCORE = 30;
/** unless so many lines of it are numbers, signatures, dates: a reply may be one sentence. */
const FEWEST_MARKS = 2;
/** Data about a document stand within this many lines of its begin. */
const HEAD_LINES = 10;
/** A page that says it is not there says little else. */
const LONGEST_ERROR = 300;
const HAN = /\p{Script=Han}/gu;

type Found = Readonly<{
  page: HtmlPage;
  lines: readonly HtmlLine[];
  article: Article;
  encoding: DecodedText['encoding'];
}>;

function find(bytes: Uint8Array, charset: string | null, fileName: string): Found {
  const decoded = decodeText(bytes, { declared: charset ?? declaredCharset(bytes), tolerant: true });
  if (decoded === null) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”的网页不是 UTF-8、GB18030、Big5 或 UTF-16 编码。请用浏览器打开后另存为 UTF-8 网页，重新入库`,
      { details: [{ fileName, found: 'unknown encoding' }] },
    );
  }
  const page = parsePage(decoded.text, fileName);
  const text = linesOfPage(page.body);
  return { page, lines: text.lines, article: findArticle(text), encoding: decoded.encoding };
}

function refuse(fileName: string, found: string, next: string): never {
  throw new AppError('unsupported_file', `文件“${fileName}”的网页里没有公文正文：${found}。${next}`, {
    details: [{ fileName, found }],
  });
}

const OPEN_AND_SAVE = '请在浏览器里打开公文页面，等正文显示后另存为网页，或下载原文后入库';

/** Throws where a page holds no document, and says what it holds instead. */
function requireDocument({ page, lines, article }: Found, fileName: string): void {
  const text = article.lines.map((line) => line.text).join('');
  if (lines.length === 0 || text === '') {
    if (page.hasScripts) refuse(fileName, '正文要由脚本另外取得，文件里没有', OPEN_AND_SAVE);
    if (lines.length === 0) {
      throw new AppError('empty_file', `文件“${fileName}”的网页没有文字。${OPEN_AND_SAVE}`, {
        details: [{ fileName }],
      });
    }
    refuse(fileName, '只有导航和链接', OPEN_AND_SAVE);
  }
  const whole = lines.map((line) => line.text).join('\n');
  if (whole.length < LONGEST_ERROR && saysNothingHere(`${page.title}\n${whole}`))
    refuse(fileName, '它是出错或等待的提示页', OPEN_AND_SAVE);
  const linked = lines.reduce((sum, line) => sum + line.text.length * line.linked, 0);
  if (linked === 0) return;
  const characters = text.match(HAN)?.length ?? 0;
  const marks = article.lines.filter((line) => isDocumentLine(line.text)).length;
  if (marks >= FEWEST_MARKS) return;
  if (article.score < LEAST_SCORE || (article.score < 5 * LEAST_SCORE && linked > 20 * characters))
    refuse(fileName, '只有导航、链接和零散的短句', OPEN_AND_SAVE);
}

/** Lines at the edges that lead to nothing: a label whose list is empty. */
function trimmed(lines: readonly HtmlLine[]): readonly HtmlLine[] {
  let to = lines.length;
  for (let line = lines[to - 1]; line !== undefined; line = lines[to - 1]) {
    if (!(isRelated(line.text) || /^.{0,8}(?:附件|文档|下载)\s?[:：]$/u.test(line.text))) break;
    to -= 1;
  }
  return to === 0 ? lines : lines.slice(0, to);
}

const TITLE_LABEL = /^(?:标题|法规标题|文件名称|信息名称|公文名称|名称|题名)$/;

/** A line of kind `field` is one label and one value. */
function fieldsOf({ kind, text }: HtmlLine): readonly Field[] {
  const colon = text.indexOf('：');
  if (kind === 'field') return [{ label: text.slice(0, colon), value: text.slice(colon + 1) }];
  return fieldsOfLine(text) ?? [];
}

/** What lines state about the document, each label once. */
function fieldsIn(lines: readonly HtmlLine[]): readonly Field[] {
  const seen = new Map<string, Field>();
  for (const field of lines.flatMap(fieldsOf)) if (!seen.has(field.label)) seen.set(field.label, field);
  return [...seen.values()];
}

/** Fields that stand on one line of the head get lines of their own, as those of a table have. */
const parted = (line: HtmlLine, index: number): readonly string[] => {
  const fields = line.kind === 'text' && index < HEAD_LINES ? fieldsOfLine(line.text) : null;
  return fields === null || fields.length < 2
    ? [line.text]
    : fields.map(({ label, value }) => `${label}：${value}`);
};

function write({ page, lines, article, encoding }: Found): ExtractedText {
  const isField = (line: HtmlLine): boolean => line.kind === 'field' || fieldsOfLine(line.text) !== null;
  const firstOther = article.lines.findIndex((line) => !isField(line));
  const body = trimmed(article.lines.slice(Math.max(0, firstOther)));
  const leading = article.lines.slice(0, Math.max(0, firstOther));
  const fields = fieldsIn([...lines.slice(0, article.from), ...leading]);
  const titleField = fields.find(({ label }) => TITLE_LABEL.test(label))?.value ?? null;
  const head = headOfPage(page, lines, { from: article.from, lines: body }, titleField);
  const parts = [
    ...fields.filter(({ label }) => !TITLE_LABEL.test(label)).map(({ label, value }) => `${label}：${value}`),
    ...head.title,
    ...head.below,
  ].map((text) => `${text}\n`);
  let table = 0;
  for (const [index, line] of body.entries()) {
    if (line.table !== table && (table > 0 || parts.length > 0)) parts.push('\n');
    table = line.table;
    parts.push(...parted(line, index).map((text) => `${text}\n`));
  }
  if (table > 0) parts.push('\n');
  return { text: parts.join(''), encoding, pageStarts: [] };
}

/**
 * Reads a web page, or a web archive (.mht), for the official document on it; the site's menus, buttons, lists of
 * links and foot are left out. A title and data about the document that the site prints apart come first.
 *
 * Throws `unsupported_file` for a page without a document (navigation, an error, a shell that a script fills) or of
 * another encoding, `empty_file`, `unreadable_file` for an archive without a page, `file_too_large`.
 */
export const readHtml: FormatReader = async (bytes, fileName) => {
  if (!isMhtml(bytes)) {
    const found = find(bytes, null, fileName);
    requireDocument(found, fileName);
    return write(found);
  }
  const pages = pagesOfMhtml(bytes).slice(0, MOST_FRAMES);
  const found = pages
    .map((part) => find(part.bytes, part.charset, fileName))
    .reduce<Found | null>(
      (best, each) => (best === null || each.article.score > best.article.score ? each : best),
      null,
    );
  if (found === null) {
    throw new AppError(
      'unreadable_file',
      `文件“${fileName}”是网页归档，里面却没有网页，可能没有保存完整。请重新保存后入库`,
      { details: [{ fileName }] },
    );
  }
  requireDocument(found, fileName);
  return write(found);
};
