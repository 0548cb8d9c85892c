import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../../errors.ts';
import { decodeText } from './character-encoding.ts';
import type { FormatReader } from './schema.ts';
import { sheetText } from './sheet-text.ts';

/** A record of more characters is a file whose quotation marks do not close. */
const LONGEST_RECORD = 1_000_000;

/** The separator that parts the first lines into most columns. Excel writes tabs and, in some settings, semicolons. */
function delimiterOf(text: string, fileName: string): string {
  if (extname(fileName).toLowerCase() === '.tsv') return '\t';
  const lines = text.split('\n', 20);
  const counts = [',', '\t', ';', '，'].map((delimiter) => ({
    delimiter,
    count: lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0),
  }));
  return counts.reduce((best, candidate) => (candidate.count > best.count ? candidate : best)).delimiter;
}

/** Comma- or tab-separated values (RFC 4180, with the usual liberties) as one table. Throws as {@link FormatReader} says. */
export const readCsv: FormatReader = async (bytes, fileName) => {
  const decoded = decodeText(bytes);
  if (decoded === null) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”不是文本，或用了不认识的编码。请另存为 UTF-8 或 GB18030 编码的 .csv 后重新入库`,
      { details: [{ fileName, found: 'unknown encoding' }] },
    );
  }
  const { text, encoding } = decoded;
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter: delimiterOf(text, fileName),
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
      maxRecordSize: LONGEST_RECORD,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new AppError(
      'unreadable_file',
      `文件“${fileName}”不是合格的 CSV（${cause.message}）。请检查引号是否成对`,
      { details: [{ fileName, code: cause.code }], cause },
    );
  }
  const lines = sheetText({ name: '', rows, mergedDown: () => 0 });
  return { text: `${lines.join('\n').trim()}\n`, encoding, pageStarts: [] };
};
