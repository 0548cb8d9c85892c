import { AppError } from '../../errors.ts';
import { RtfInterpreter } from './rtf/interpreter.ts';
import { readTokens } from './rtf/tokens.ts';
import type { FormatReader } from './schema.ts';
import { type Block, flatten } from './word/block.ts';
import { cleanText } from './word/clean.ts';
import { renderBlocks } from './word/render.ts';
import { unwrap } from './word/unwrap.ts';

/** Pictures are written in hexadecimal; a larger file is a book of scanned pages. */
const MOST_BYTES = 256 * 1024 * 1024;
/** What may stand before the first brace: a byte order mark, blanks. */
const HEAD_BYTES = 64;

const noteBlocks = (notes: readonly (readonly Block[])[]): readonly Block[] =>
  notes.flatMap((note, index) =>
    flatten(note).map(
      (line, at): Block => ({ kind: 'paragraph', text: at === 0 ? `注${index + 1}：${line}` : line }),
    ),
  );

const isPicture = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('\\pict');

/**
 * Reads Rich Text Format up to version 1.9.1: numbers as the file writes them out for each paragraph (\listtext,
 * \pntext), tables as rows, text boxes beside their paragraph; headers, footers, comments, deleted and hidden text are
 * left out.
 *
 * Throws what FormatReader says; `unreadable_file` where the file ends within a group.
 */
export const readRtf: FormatReader = async (bytes, fileName) => {
  const details = [{ fileName }];
  if (bytes.length > MOST_BYTES)
    throw new AppError(
      'file_too_large',
      `文件“${fileName}”有 ${bytes.length} 字节，上限是 ${MOST_BYTES}。请拆分，或去掉其中的图片`,
      { details },
    );
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  const start = /^[\u00ef\u00bb\u00bf\s]*\{\\rtf/.exec(head);
  if (start === null)
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”不是 RTF 文档（开头不是 {\\rtf）。请确认选对了文件`,
      {
        details,
      },
    );
  const interpreter = new RtfInterpreter();
  for (const token of readTokens(bytes.subarray(head.indexOf('{')))) interpreter.take(token);
  const { blocks, notes, open } = interpreter.finish();
  // The last brace is left out by some programs; more open groups are a file that was cut.
  if (open > 1)
    throw new AppError(
      'unreadable_file',
      `文件“${fileName}”不完整，在第 ${open} 层花括号内中断。请从来源重新取得后入库`,
      { details },
    );
  const text = cleanText(renderBlocks([...unwrap(blocks), ...noteBlocks(notes)], fileName));
  if (text.trim() !== '') return { text, encoding: null, pageStarts: [] };
  if (isPicture(bytes))
    throw new AppError('scanned_file', `文件“${fileName}”只有图片，没有文字。请先做文字识别（OCR）后入库`, {
      details,
    });
  throw new AppError('empty_file', `文件“${fileName}”里没有文字。请确认选对了文件`, { details });
};
