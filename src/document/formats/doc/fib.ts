/** A structure in one of the streams: where it begins and its bytes; none where `size` is 0. */
export type Place = Readonly<{ at: number; size: number }>;

/** What is read of the file information block ([MS-DOC] 2.5), with the names of the standard in brackets. */
export type Fib = Readonly<{
  /** nFib: 0xC1 and above is Word 97 and later; 101 to 104 is Word 6 and 95. */
  version: number;
  encrypted: boolean;
  /** Which of `0Table` and `1Table` holds the structures. */
  tableStream: '0Table' | '1Table';
  /** Characters of the parts of the document, which follow one another in this order (ccpText …). */
  lengths: Readonly<{
    body: number;
    footnotes: number;
    headers: number;
    macros: number;
    comments: number;
    endnotes: number;
    textBoxes: number;
  }>;
  styles: Place;
  fonts: Place;
  footnoteTexts: Place;
  endnoteTexts: Place;
  characterPages: Place;
  paragraphPages: Place;
  pieces: Place;
  shapeAnchors: Place;
  drawings: Place;
  textBoxTexts: Place;
  lists: Place;
  listOverrides: Place;
}>;

const ENCRYPTED = 0x100;
const TABLE_1 = 0x200;
/** rgFcLcb in a file of Word 97; a later one is longer and begins with the same. */
const PLACES_AT = 154;

/** Throws a RangeError where the stream is too short for the block. */
export function readFib(view: DataView): Fib {
  const flags = view.getUint16(10, true);
  const length = (at: number): number => Math.max(0, view.getInt32(at, true));
  const place = (index: number): Place => ({
    at: view.getUint32(PLACES_AT + index * 8, true),
    size: view.getUint32(PLACES_AT + index * 8 + 4, true),
  });
  return {
    version: view.getUint16(2, true),
    encrypted: (flags & ENCRYPTED) !== 0,
    tableStream: (flags & TABLE_1) === 0 ? '0Table' : '1Table',
    lengths: {
      body: length(76),
      footnotes: length(80),
      headers: length(84),
      macros: length(88),
      comments: length(92),
      endnotes: length(96),
      textBoxes: length(100),
    },
    styles: place(1),
    footnoteTexts: place(3),
    characterPages: place(12),
    paragraphPages: place(13),
    fonts: place(15),
    pieces: place(33),
    shapeAnchors: place(40),
    endnoteTexts: place(47),
    drawings: place(50),
    textBoxTexts: place(56),
    lists: place(73),
    listOverrides: place(74),
  };
}
