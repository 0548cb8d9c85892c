/** Text on a page: x and y of its first baseline point, from the lower left corner, in points. */
export type Shown = Readonly<{
  text: string;
  x: number;
  y: number;
  size?: number;
  /** Degrees anticlockwise. */
  angle?: number;
  /** `unicode`: a font that maps its codes by ToUnicode; `gb`: by the CMap UniGB-UCS2-H; `latin`: Helvetica. */
  font?: 'unicode' | 'gb' | 'latin';
}>;

export type Page = Readonly<{
  shown?: readonly Shown[];
  /** Straight lines from (x, y) to (x, y). */
  lines?: readonly (readonly [number, number, number, number])[];
  /** An image over the whole page. */
  image?: boolean;
  rotate?: 0 | 90 | 180 | 270;
  width?: number;
  height?: number;
}>;

const FONTS = { unicode: 'F1', gb: 'F2', latin: 'F3' };

const hex = (text: string): string =>
  [...Array(text.length).keys()].map((at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('');

function contentOf({ shown = [], lines = [], image = false }: Page): string {
  const parts = shown.map(({ text, x, y, size = 16, angle = 0, font = 'unicode' }) => {
    const turn = (angle / 180) * Math.PI;
    const matrix = [Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), x, y]
      .map((value) => value.toFixed(4))
      .join(' ');
    const string = font === 'latin' ? `(${text})` : `<${hex(text)}>`;
    return `BT /${FONTS[font]} ${size} Tf ${matrix} Tm ${string} Tj ET`;
  });
  const rules = lines.map(([x0, y0, x1, y1]) => `${x0} ${y0} m ${x1} ${y1} l S`);
  return [...(image ? ['q 595 0 0 842 0 0 cm /Im Do Q'] : []), ...parts, ...rules].join('\n');
}

/** Every code is its own character: 256 ranges, since none may cross the last byte (Adobe Technical Note 5014). */
function identityToUnicode(): string {
  const ranges = Array.from({ length: 256 }, (_, high) => {
    const byte = high.toString(16).padStart(2, '0');
    return `<${byte}00> <${byte}ff> <${byte}00>`;
  });
  const blocks = [ranges.slice(0, 100), ranges.slice(100, 200), ranges.slice(200)].map(
    (block) => `${block.length} beginbfrange\n${block.join('\n')}\nendbfrange`,
  );
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join('\n')}
endcmap end end`;
}

const stream = (content: string, entries = ''): string =>
  `<< /Length ${content.length} ${entries}>>\nstream\n${content}\nendstream`;

/**
 * A PDF 1.4 file (ISO 32000-1) with these pages, uncompressed. `encrypt` adds an encryption dictionary (7.6.3) whose
 * check of the password fails for every password.
 */
export function pdfOf(pages: readonly Page[], { encrypt = false } = {}): Uint8Array {
  const first = 12;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${first + 2 * at} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 126 500] /FontDescriptor 8 0 R >>',
    stream(identityToUnicode()),
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 8 0 R >>',
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    stream(
      '\u0080',
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 ',
    ),
    `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`,
  ];
  for (const [at, page] of pages.entries()) {
    const { rotate = 0, width = 595, height = 842 } = page;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate} /Contents ${first + 2 * at + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 6 0 R /F3 9 0 R >> /XObject << /Im 10 0 R >> >> >>`,
      stream(contentOf(page)),
    );
  }
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const security = encrypt ? ' /Encrypt 11 0 R /ID [<00> <00>]' : '';
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${security} >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}

/**
 * Lines of the type area of GB/T 9704—2012 (22 lines of 28 characters, 16 points): text set in lines of 28, the first
 * of each paragraph two characters in. `from` is the first line's number on the page, counted from 0.
 */
export function typeLines(lines: readonly string[], from = 0): Shown[] {
  return lines.map((line, index) => {
    const text = line.trimStart();
    return { text, x: 79 + 16 * (line.length - text.length), y: 720 - 28 * (from + index) };
  });
}
