/**
 * What a reader takes out of a file: the text that is stored and that every offset of the project points into.
 *
 * Form, the same for all formats: paragraphs end with \n and are not wrapped; numbering that the format counts by
 * itself is written out; a row of a table is one line `| a | b |`, the header row first, a cell without line ends and
 * with `|` as `｜`; a cell merged down stands in every row, one merged across over all its columns in header rows and
 * in the first elsewhere; a blank line stands before and after a table. Headers, footers and page numbers are left out,
 * footnotes follow the body as lines 注1：….
 */
export type ExtractedText = Readonly<{
  text: string;
  /** Of a format whose bytes are characters; null where the format says how its characters are stored. */
  encoding: TextEncoding | null;
  /** Offsets into `text` where the pages begin, ascending, the first 0; empty where the format knows no pages. */
  pageStarts: readonly number[];
}>;

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/**
 * Reads the bytes of one file. Throws an AppError that names the file: `unsupported_file` (not of this format, or
 * beyond what is read), `unreadable_file` (damaged), `empty_file`, `file_too_large`, `encrypted_file`, `scanned_file`.
 * Never hangs, never writes, keeps to bounded memory.
 */
export type FormatReader = (bytes: Uint8Array, fileName: string) => Promise<ExtractedText>;
