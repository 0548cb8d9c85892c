import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file made to do harm: what its reader must refuse, or read within bounds. */
export type HostileFile = Readonly<{ fileName: string; bytes: () => Buffer }>;

/** Content as it is packed (DEFLATE, RFC 1951), with its size and checksum before. */
type Packed = Readonly<{ packed: Buffer; sizeBytes: number; checksum: number }>;

function pack(content: Uint8Array | string): Packed {
  const bytes = Buffer.from(content);
  return { packed: deflateRawSync(bytes), sizeBytes: bytes.length, checksum: crc32(bytes) };
}

/** `times` times the same piece, packed without ever being held whole: flushed blocks can stand one after the other. */
function packRepeated(piece: Uint8Array, times: number): Packed {
  const block = deflateRawSync(piece, { finishFlush: constants.Z_FULL_FLUSH });
  let checksum = 0;
  for (let time = 0; time < times; time += 1) checksum = crc32(piece, checksum);
  const packed = Buffer.concat([...Array<Buffer>(times).fill(block), deflateRawSync('')]);
  return { packed, sizeBytes: piece.length * times, checksum };
}

/** A ZIP of these entries; `stated` overrides the size that the archive says of each. */
export function zip(
  entries: Readonly<Record<string, Uint8Array | string | Packed>>,
  stated?: number,
): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const isPacked = typeof content !== 'string' && !(content instanceof Uint8Array);
    const { packed, sizeBytes, checksum } = isPacked ? content : pack(content);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(checksum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(stated ?? sizeBytes, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function nested(depth: number, content: Buffer): Buffer {
  let inner = content;
  for (let level = 0; level < depth; level += 1) inner = zip({ 'inner.zip': inner });
  return inner;
}

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${MAIN}"/></Types>`;
const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const RELATIONSHIPS = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="${RELATIONSHIP}" Target="word/document.xml"/></Relationships>`;
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

const docx = (document: string | Packed, stated?: number): Buffer =>
  zip({ '[Content_Types].xml': TYPES, '_rels/.rels': RELATIONSHIPS, 'word/document.xml': document }, stated);

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${Array.from(
  { length: 30 },
  (_, level) => `<!ENTITY l${level + 1} "&l${level};&l${level};">`,
).join('')}]><a>&l30;</a>`;

const OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';

/** Bombs, traps and endless things for every reader, each made when its turn comes. */
export function hostileFiles(): HostileFile[] {
  const zeros = () => packRepeated(Buffer.alloc(1 << 20), 300);
  const blanks = () => packRepeated(Buffer.alloc(1 << 20, ' '), 200);
  const deepXml = () => `${'<w:p>'.repeat(100_000)}${'</w:p>'.repeat(100_000)}`;
  const wide = () => '<w:p><w:r><w:t>字</w:t></w:r></w:p>'.repeat(400_000);
  return [
    { fileName: 'bomb.docx', bytes: () => docx(blanks()) },
    { fileName: 'zeros.docx', bytes: () => docx(zeros()) },
    { fileName: 'liar.docx', bytes: () => docx(zeros(), 10) },
    { fileName: 'laughs.docx', bytes: () => docx(LAUGHS) },
    { fileName: 'outside.docx', bytes: () => docx(OUTSIDE) },
    {
      fileName: 'deep.docx',
      bytes: () => docx(`<w:document ${WORD}><w:body>${deepXml()}</w:body></w:document>`),
    },
    {
      fileName: 'wide.docx',
      bytes: () => docx(`<w:document ${WORD}><w:body>${wide()}</w:body></w:document>`),
    },
    { fileName: 'laughs.ofd', bytes: () => zip({ 'OFD.xml': LAUGHS }) },
    {
      fileName: 'outside.ofd',
      bytes: () =>
        zip({
          'OFD.xml':
            '<ofd:OFD><ofd:DocBody><ofd:DocRoot>../../../etc/passwd</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        }),
    },
    {
      fileName: 'laughs.xlsx',
      bytes: () => zip({ '[Content_Types].xml': TYPES, 'xl/workbook.xml': LAUGHS }),
    },
    { fileName: 'nested.zip', bytes: () => nested(40, zip({ 'a.txt': '甲' })) },
    {
      fileName: 'escape.zip',
      bytes: () => zip({ '../../escaped.txt': '甲', '/escaped.txt': '乙', 'C:\\escaped.txt': '丙' }),
    },
    { fileName: 'bomb.zip', bytes: () => zip({ 'a.txt': zeros() }) },
    {
      fileName: 'many.zip',
      bytes: () => zip(Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`${index}`, '']))),
    },
    { fileName: 'line.txt', bytes: () => Buffer.from('字'.repeat(5 << 20)) },
    { fileName: 'lines.txt', bytes: () => Buffer.from('第一条\n'.repeat(1_000_000)) },
    { fileName: 'brackets.txt', bytes: () => Buffer.from('（《“'.repeat(300_000)) },
    { fileName: 'numbers.txt', bytes: () => Buffer.from('1.1.1.1.'.repeat(300_000)) },
    { fileName: 'deep.html', bytes: () => Buffer.from(`<html><body>${'<div>'.repeat(200_000)}字`) },
    {
      fileName: 'tables.html',
      bytes: () =>
        Buffer.from(`<table><tr><td rowspan=60000 colspan=1000>字${'<table><tr><td>'.repeat(5000)}`),
    },
    { fileName: 'attributes.html', bytes: () => Buffer.from(`<p ${'a="b" '.repeat(500_000)}>字</p>`) },
    { fileName: 'groups.rtf', bytes: () => Buffer.from(`{\\rtf1${'{'.repeat(500_000)}`) },
    { fileName: 'unicode.rtf', bytes: () => Buffer.from(`{\\rtf1\\uc65535${'\\u23383 ?'.repeat(300_000)}}`) },
    { fileName: 'quotes.csv', bytes: () => Buffer.from(`"${'""'.repeat(2 << 20)}`) },
    { fileName: 'columns.csv', bytes: () => Buffer.from(','.repeat(4 << 20)) },
    { fileName: 'empty.pdf', bytes: () => Buffer.from('%PDF-1.7\n') },
    {
      fileName: 'kids.pdf',
      bytes: () =>
        Buffer.from(
          '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 2000000000/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n',
        ),
    },
    { fileName: 'chain.doc', bytes: () => cyclicCompoundFile() },
  ];
}

/** An OLE file whose sector chain goes round in a circle. */
function cyclicCompoundFile(): Buffer {
  const bytes = Buffer.alloc(512 * 4);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes, 0);
  bytes.writeUInt16LE(0x3e, 24);
  bytes.writeUInt16LE(3, 26);
  bytes.writeUInt16LE(0xfffe, 28);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt16LE(6, 32);
  bytes.writeUInt32LE(1, 44);
  bytes.writeUInt32LE(1, 48);
  bytes.writeUInt32LE(4096, 56);
  bytes.fill(0xff, 76, 512);
  bytes.writeUInt32LE(0, 76);
  // Sector 0 is the table: 1 → 2 → 1.
  bytes.fill(0xff, 512, 1024);
  bytes.writeUInt32LE(2, 512 + 4);
  bytes.writeUInt32LE(1, 512 + 8);
  return bytes;
}
