import { format, getFormatFromId, isDateFormat } from 'numfmt';
import { AppError } from '../../../errors.ts';
import { openArchive } from '../archive.ts';
import type { FormatReader } from '../schema.ts';
import { type SheetGrid, sheetText } from '../sheet-text.ts';
import { childNamed, childrenOf, descendants, parseXml, textOf, type XmlElement } from '../xml.ts';
import { readWorkbook, stringOf, type Workbook } from './workbook.ts';

/** Excel's own limits are 1,048,576 rows of 16,384 columns; a document of more cells than this is a database. */
const MOST_CELLS = 1_000_000;
const MOST_COLUMNS = 512;

/** Days between the two ways of counting: 1904-01-01 is day 1462 of the other. */
const DAYS_1904 = 1462;

/** BC12 → column 54, row 11, from 0. */
function placeOf(reference: string): { row: number; column: number } | undefined {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (match === null) return undefined;
  let column = 0;
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, column: column - 1 };
}

/** Formats that Chinese Excel numbers without writing them down (ECMA-376 18.8.30, zh-cn). */
const CHINESE_DATES = new Map<number, string>([
  [14, 'yyyy/m/d'],
  [27, 'yyyy"年"m"月"'],
  [28, 'm"月"d"日"'],
  [29, 'm"月"d"日"'],
  [30, 'm-d-yy'],
  [31, 'yyyy"年"m"月"d"日"'],
  [32, 'h"时"mm"分"'],
  [33, 'h"时"mm"分"ss"秒"'],
  [36, 'yyyy"年"m"月"'],
  [50, 'yyyy"年"m"月"'],
  [51, 'm"月"d"日"'],
  [52, 'yyyy"年"m"月"'],
  [53, 'm"月"d"日"'],
  [54, 'm"月"d"日"'],
  [55, 'h"时"mm"分"'],
  [56, 'h"时"mm"分"ss"秒"'],
  [57, 'yyyy"年"m"月"'],
  [58, 'm"月"d"日"'],
]);

/** A number as the sheet shows it: 0.85 as 85 %, day 44753 as a date. */
function numberText(value: string, style: number, workbook: Workbook): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  const named = workbook.formats[style] ?? 0;
  const code =
    typeof named === 'number' ? (CHINESE_DATES.get(named) ?? getFormatFromId(named) ?? 'General') : named;
  const days = workbook.date1904 && isDateFormat(code) ? number + DAYS_1904 : number;
  try {
    return format(code, days, { throws: true }).trim();
  } catch {
    return value;
  }
}

function cellText(cell: XmlElement, workbook: Workbook): string {
  const { t: type = 'n', s: style = '0' } = cell.attributes;
  if (type === 'inlineStr') {
    const inline = childNamed(cell, 'is');
    return inline === undefined ? '' : stringOf(inline);
  }
  const stored = childNamed(cell, 'v');
  const value = stored === undefined ? '' : textOf(stored);
  if (type === 's') return workbook.sharedStrings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? '是' : '否';
  if (type === 'e') return '';
  return type === 'n' ? numberText(value, Number(style), workbook) : value;
}

function readGrid(root: XmlElement, name: string, workbook: Workbook, fileName: string): SheetGrid {
  const rows: string[][] = [];
  const hidden = new Set<number>();
  const hiddenColumns = new Set<number>();
  for (const { attributes } of descendants(root, 'col')) {
    if (attributes.hidden !== '1' && attributes.hidden !== 'true') continue;
    const last = Math.min(Number(attributes.max), MOST_COLUMNS);
    for (let column = Number(attributes.min); column <= last; column += 1) hiddenColumns.add(column - 1);
  }
  let cells = 0;
  const put = (row: number, column: number, text: string): void => {
    if (text === '' || column >= MOST_COLUMNS) return;
    cells += 1;
    if (cells > MOST_CELLS) {
      throw new AppError(
        'file_too_large',
        `文件“${fileName}”的工作表“${name}”超过 ${MOST_CELLS} 个单元格。请拆分后重新入库`,
        { details: [{ fileName, sheet: name, limit: MOST_CELLS }] },
      );
    }
    while (rows.length <= row) rows.push([]);
    const cellsOfRow = rows[row] ?? [];
    while (cellsOfRow.length <= column) cellsOfRow.push('');
    cellsOfRow[column] = text;
  };
  let nextRow = 0;
  for (const row of descendants(root, 'row')) {
    const number = row.attributes.r === undefined ? nextRow : Number(row.attributes.r) - 1;
    // Empty rows are dropped later; a lone cell in row 1,048,576 must not make a million of them.
    const at =
      Number.isInteger(number) && number >= nextRow && number < rows.length + 10_000 ? number : rows.length;
    nextRow = at + 1;
    if (row.attributes.hidden === '1' || row.attributes.hidden === 'true') hidden.add(at);
    let nextColumn = 0;
    for (const cell of childrenOf(row)) {
      if (cell.name !== 'c') continue;
      const column = placeOf(cell.attributes.r ?? '')?.column ?? nextColumn;
      nextColumn = column + 1;
      put(at, column, cellText(cell, workbook));
    }
  }
  const down = new Map<number, number>();
  for (const { attributes } of descendants(root, 'mergeCell')) {
    const [from, to] = (attributes.ref ?? '').split(':').map(placeOf);
    if (from === undefined || to === undefined || to.row >= rows.length) continue;
    const value = rows[from.row]?.[from.column] ?? '';
    for (let row = from.row; row <= to.row; row += 1) {
      for (let column = from.column; column <= Math.min(to.column, MOST_COLUMNS); column += 1)
        put(row, column, value);
    }
    down.set(from.row, Math.max(down.get(from.row) ?? 0, to.row - from.row));
  }
  const shown = rows.map((_, row) => row).filter((row) => !hidden.has(row));
  return {
    name,
    rows: shown.map((row) => (rows[row] ?? []).filter((_, column) => !hiddenColumns.has(column))),
    mergedDown: (row) => down.get(shown[row] ?? row) ?? 0,
  };
}

/**
 * Excel workbooks (.xlsx, .xlsm; ECMA-376 SpreadsheetML): each visible sheet as its title lines and a table, numbers
 * and dates as the sheet shows them, hidden rows and columns left out. Throws as {@link FormatReader} says.
 */
export const readXlsx: FormatReader = async (bytes, fileName) => {
  const archive = await openArchive(bytes, fileName);
  const workbook = await readWorkbook(archive, fileName);
  if (workbook === undefined) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”里没有工作簿，不是 Excel 文件。请另存为 .xlsx 后重新入库`,
      {
        details: [{ fileName }],
      },
    );
  }
  const lines: string[] = [];
  for (const { name, part } of workbook.sheets) {
    const content = await archive.read(part);
    if (content === undefined) continue;
    const sheet = sheetText(readGrid(parseXml(content, fileName, part), name, workbook, fileName));
    if (sheet.length > 0) lines.push(...sheet, '');
  }
  const text = `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
  return { text, encoding: null, pageStarts: [] };
};
