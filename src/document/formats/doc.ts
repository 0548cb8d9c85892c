import { AppError } from '../../errors.ts';
import { spanCharacters } from './doc/characters.ts';
import { type CompoundFile, damaged, openCompoundFile } from './doc/compound-file.ts';
import { type Fib, type Place, readFib } from './doc/fib.ts';
import { readFontNames } from './doc/fonts.ts';
import { readFormattedRuns } from './doc/formatted-runs.ts';
import { readLists } from './doc/lists.ts';
import { startNumbering } from './doc/numbering.ts';
import { lookUpProperties } from './doc/paragraphs.ts';
import { readPieces } from './doc/pieces.ts';
import { readNote, readStory, type StorySource } from './doc/story.ts';
import { readStyles } from './doc/styles.ts';
import { drawnBlocks, readDrawings, type TextBox } from './doc/text-boxes.ts';
import type { FormatReader } from './schema.ts';
import { type Block, flatten } from './word/block.ts';
import { cleanText } from './word/clean.ts';
import { renderBlocks } from './word/render.ts';
import { unwrap } from './word/unwrap.ts';

/** Streams that hold the text: of Word, and of WPS Office, which may use its own name. */
const WORD_STREAMS = ['WordDocument', 'WpsWord', 'WpsDocument'];
/** Streams by which other programs' files are known, with what a person calls them. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['Workbook', 'Excel 97—2003 工作簿（.xls）'],
  ['Book', 'Excel 5.0/95 工作簿（.xls）'],
  ['PowerPoint Document', 'PowerPoint 97—2003 演示文稿（.ppt）'],
  ['MatOST', 'Microsoft Works 文档（.wps）'],
  ['CONTENTS', 'Microsoft Works 文档（.wps）'],
  ['Quill', 'Publisher 出版物（.pub）'],
  ['VisioDocument', 'Visio 绘图（.vsd）'],
  ['__properties_version1.0', 'Outlook 邮件（.msg）'],
];
const ENCRYPTED_STREAMS: ReadonlySet<string> = new Set(['encryptedpackage', 'encryptioninfo']);
const WORD_97 = 0xc1;
const MAGIC_97 = 0xa5ec;
/** Text, pictures and structures; a larger one is a book of scanned pages. */
const MOST_BYTES = 256 * 1024 * 1024;
/** The marks of pictures and of drawings. */
const isPicture = (text: string): boolean => text.includes('\u0001') || text.includes('\u0008');

function unsupported(fileName: string, found: string): AppError {
  return new AppError(
    'unsupported_file',
    `文件“${fileName}”的内容是${found}，能读的是 Word 97—2003 或 WPS 文字的文档。请用 Word 或 WPS 打开后另存为 .docx 再入库`,
    { details: [{ fileName, found }] },
  );
}

const encrypted = (fileName: string): AppError =>
  new AppError('encrypted_file', `文件“${fileName}”设有打开密码，无法读取。请去掉密码后重新入库`, {
    details: [{ fileName }],
  });

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The stream with the text; what is no document of Word 97 or later is refused by its name. */
function openWord(file: CompoundFile, fileName: string): Uint8Array {
  const names = new Set(file.names.map((name) => name.toLowerCase()));
  if ([...names].some((name) => ENCRYPTED_STREAMS.has(name))) throw encrypted(fileName);
  const name = WORD_STREAMS.find((stream) => names.has(stream.toLowerCase()));
  if (name === undefined) {
    const known = FOREIGN.find(([stream]) => names.has(stream.toLowerCase()));
    throw unsupported(fileName, known?.[1] ?? '没有 Word 正文的 OLE 文件');
  }
  return file.read(name) ?? new Uint8Array();
}

/** The bounds of the texts of a part ([MS-DOC] 2.8.30 PlcffndTxt): the last one is only the end mark of the part. */
function textsOf(
  table: DataView,
  { at, size }: Place,
  from: number,
  length: number,
): readonly (readonly [number, number])[] {
  const count = Math.floor(size / 4) - 2;
  const texts: (readonly [number, number])[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = table.getUint32(at + index * 4, true);
    const end = Math.min(length, table.getUint32(at + index * 4 + 4, true));
    if (end > start) texts.push([from + start, from + end]);
  }
  return texts;
}

function readBody(source: StorySource, table: DataView, fib: Fib): readonly Block[] {
  const { body, footnotes, headers, macros, comments, endnotes, textBoxes } = fib.lengths;
  const boxesFrom = body + footnotes + headers + macros + comments + endnotes;
  const drawings = readDrawings(table, fib);
  const readBox = ({ start, end }: TextBox): readonly Block[] =>
    readStory(source, boxesFrom + start, boxesFrom + Math.min(end, textBoxes), () => []);
  const blocks = readStory(source, 0, Math.min(body, source.text.length), (position) => [
    ...drawnBlocks(drawings.drawnAt.get(position)),
    ...(drawings.boxesAt.get(position) ?? []).flatMap(readBox),
  ]);
  // The last of the boxes is no more than an end mark.
  const loose = drawings.loose.flatMap(readBox);
  return flatten(loose).length === 0 ? blocks : [...blocks, ...loose];
}

/** The notes as lines 注1：…, footnotes first; the text itself keeps no mark of them. */
function readNotes(source: StorySource, table: DataView, fib: Fib): readonly Block[] {
  const { body, footnotes, headers, macros, comments, endnotes } = fib.lengths;
  const endnotesFrom = body + footnotes + headers + macros + comments;
  return [
    ...textsOf(table, fib.footnoteTexts, body, footnotes),
    ...textsOf(table, fib.endnoteTexts, endnotesFrom, endnotes),
  ].flatMap(([start, end], index) =>
    readNote(source, start, end).map(
      (line, at): Block => ({ kind: 'paragraph', text: at === 0 ? `注${index + 1}：${line}` : line }),
    ),
  );
}

function readWord(file: CompoundFile, fileName: string): string {
  const stream = openWord(file, fileName);
  const view = viewOf(stream);
  const fib = readFib(view);
  if (view.getUint16(0, true) !== MAGIC_97 || fib.version < WORD_97)
    throw unsupported(fileName, ' Word 6.0/95 或更早版本的文档');
  if (fib.encrypted) throw encrypted(fileName);
  const tableBytes =
    file.read(fib.tableStream) ?? file.read(fib.tableStream === '1Table' ? '0Table' : '1Table');
  if (tableBytes === undefined) throw damaged(fileName, `缺少 ${fib.tableStream} 流`);
  const table = viewOf(tableBytes);
  const dataBytes = file.read('Data');
  const data = dataBytes === undefined ? null : viewOf(dataBytes);
  const { text, pieces } = readPieces(stream, table, fib);
  const styles = readStyles(table, fib.styles);
  const fonts = readFontNames(table, fib.fonts);
  const runs = readFormattedRuns(view, table, fib.paragraphPages, 'paragraphs', data);
  const characters = readFormattedRuns(view, table, fib.characterPages, 'characters', null);
  const paragraphs = { pieces, runs, styles };
  const source: StorySource = {
    ...paragraphs,
    text,
    propertiesAt: lookUpProperties(paragraphs),
    spans: spanCharacters(pieces, characters, styles, fonts),
    numbering: startNumbering(readLists(table, fib.lists, fib.listOverrides), fonts),
  };
  const blocks = readBody(source, table, fib);
  const whole = cleanText(renderBlocks([...unwrap(blocks), ...readNotes(source, table, fib)], fileName));
  if (whole.trim() !== '') return whole;
  if (isPicture(text.slice(0, fib.lengths.body)))
    throw new AppError(
      'scanned_file',
      `文件“${fileName}”只有图片，没有文字。请用文字识别（OCR）转成文字后入库`,
      { details: [{ fileName }] },
    );
  throw new AppError('empty_file', `文件“${fileName}”里没有文字。请检查文件是否完整`, {
    details: [{ fileName }],
  });
}

/**
 * Reads a document of Word 97 to 2003 or of WPS Office (.doc, .wps; [MS-DOC]). Text boxes and drawn text stand
 * beside the paragraph at which they hang; headers, footers and comments are left out.
 *
 * Besides what FormatReader says: Word 6.0/95, Microsoft Works, Excel, PowerPoint are refused by name.
 */
export const readDoc: FormatReader = async (bytes, fileName) => {
  if (bytes.length > MOST_BYTES)
    throw new AppError(
      'file_too_large',
      `文件“${fileName}”有 ${bytes.length} 字节，上限是 ${MOST_BYTES}。请拆分，或去掉其中的图片`,
      { details: [{ fileName, found: bytes.length, limit: MOST_BYTES }] },
    );
  if (bytes[0] === 0xdb && bytes[1] === 0xa5) throw unsupported(fileName, ' Word 2.0 或更早版本的文档');
  try {
    return { text: readWord(openCompoundFile(bytes, fileName), fileName), encoding: null, pageStarts: [] };
  } catch (cause) {
    // A DataView throws it for an offset outside the stream, the readers for counts that cannot be.
    if (cause instanceof RangeError) throw damaged(fileName, `结构指到了文件之外：${cause.message}`, cause);
    throw cause;
  }
};
