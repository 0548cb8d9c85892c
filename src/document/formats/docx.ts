import { AppError } from '../../errors.ts';
import { Notes } from './docx/notes.ts';
import { Numbering } from './docx/numbering.ts';
import { openWord } from './docx/package.ts';
import { readStory, type WordDocument } from './docx/story.ts';
import { Styles } from './docx/styles.ts';
import type { FormatReader } from './schema.ts';
import { type Block, flatten } from './word/block.ts';
import { renderBlocks } from './word/render.ts';
import { unwrap } from './word/unwrap.ts';
import { childNamed, childrenOf, type XmlElement } from './xml.ts';

const PICTURES: ReadonlySet<string> = new Set(['blip', 'imagedata']);

const holdsPicture = (element: XmlElement): boolean =>
  PICTURES.has(element.name) || childrenOf(element).some(holdsPicture);

/**
 * The notes as lines 注1：…, in the order in which the text refers to them. The text itself keeps no mark: behind a
 * figure it would read as a further digit.
 */
function noteBlocks(document: WordDocument): Block[] {
  return document.notes.referred.flatMap((note, index) =>
    flatten(readStory(note, document)).map(
      (line, at): Block => ({
        kind: 'paragraph',
        text: at === 0 ? `注${index + 1}：${line}` : line,
      }),
    ),
  );
}

/**
 * Reads a Word document (.docx, .docm, .dotx; ECMA-376 and ISO/IEC 29500, transitional or strict) as Word shows it:
 * automatic numbers written out, changes accepted, hidden text and the codes of fields left out. A line break is a line
 * end. Word breaks pages itself, so no pages are known.
 *
 * Throws what {@link FormatReader} says; `scanned_file` for a document that holds nothing but pictures.
 */
export const readDocx: FormatReader = async (bytes, fileName) => {
  const parts = await openWord(bytes, fileName);
  const styles = new Styles(parts.styles);
  const document: WordDocument = {
    styles,
    numbering: new Numbering(parts.numbering, styles),
    boxNumbering: new Numbering(parts.numbering, styles),
    notes: new Notes(parts.footnotes, parts.endnotes),
    preservesSpace: parts.document.attributes.space === 'preserve',
  };
  const body = childNamed(parts.document, 'body');
  const blocks = body === undefined ? [] : readStory(body, document);
  const text = renderBlocks([...unwrap(blocks), ...noteBlocks(document)], fileName);
  if (text !== '') return { text, encoding: null, pageStarts: [] };
  if (holdsPicture(parts.document)) {
    throw new AppError(
      'scanned_file',
      `文件“${fileName}”只有图片，没有文字。请先做文字识别（OCR），或取得文字版后入库`,
      { details: [{ fileName }] },
    );
  }
  throw new AppError('empty_file', `文件“${fileName}”里没有文字。请确认选对了文件`, {
    details: [{ fileName }],
  });
};
