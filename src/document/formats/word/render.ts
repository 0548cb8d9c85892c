import { AppError } from '../../../errors.ts';
import type { Block, TableCell } from './block.ts';

/** Characters; merged cells that repeat their text could multiply it without end. */
const LONGEST_TEXT = 32 * 1024 * 1024;

function lineOf(row: readonly TableCell[], columns: number): string {
  const texts = new Array<string>(columns).fill('');
  for (const { from, to, text } of row) {
    for (let column = from; column < to && column < columns; column += 1) {
      const before = texts[column];
      texts[column] = before === undefined || before === '' ? text : `${before} ${text}`;
    }
  }
  return `| ${texts.join(' | ')} |`;
}

const lengthOf = (row: readonly TableCell[], columns: number): number =>
  row.reduce((sum, { from, to, text }) => sum + (to - from) * (text.length + 1), 3 * columns + 2);

/**
 * The lines of a text, each ended by \n: paragraphs, rows of tables as `| a | b |`. Blank lines stand around tables and
 * where the document has empty paragraphs, never two of them.
 *
 * Throws `file_too_large` where repeated cells make the text longer than any document.
 */
export function renderBlocks(blocks: readonly Block[], fileName: string): string {
  const lines: string[] = [];
  let length = 0;
  const push = (line: string): void => {
    const isBlank = line.trim() === '';
    if (!isBlank || (lines.at(-1) ?? '') !== '') lines.push(isBlank ? '' : line);
  };
  const spend = (characters: number): void => {
    length += characters;
    if (length > LONGEST_TEXT) {
      throw new AppError(
        'file_too_large',
        `文件“${fileName}”的文字超过 ${LONGEST_TEXT} 个字符（合并单元格在每行重复）。请拆分后重新入库`,
        { details: [{ fileName, limit: LONGEST_TEXT }] },
      );
    }
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      spend(block.text.length);
      for (const line of block.text.split('\n')) push(line);
      continue;
    }
    push('');
    for (const row of block.rows) {
      spend(lengthOf(row, block.columns));
      push(lineOf(row, block.columns));
    }
    push('');
  }
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\n`).join('');
}
