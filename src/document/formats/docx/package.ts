import { AppError } from '../../../errors.ts';
import { type Archive, openArchive } from '../archive.ts';
import { childrenOf, parseXml, type XmlElement } from '../xml.ts';

/** Parts of a Word document, each its root element; undefined where the document has none. */
export type WordParts = Readonly<{
  document: XmlElement;
  styles: XmlElement | undefined;
  numbering: XmlElement | undefined;
  footnotes: XmlElement | undefined;
  endnotes: XmlElement | undefined;
}>;

type Relationship = Readonly<{ type: string; target: string }>;

/** The part that a relationship's target names, seen from the folder of its source (RFC 3986, 5.2.4). */
function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
  const places: string[] = [];
  for (const place of path.split('/')) {
    if (place === '..') places.pop();
    else if (place !== '.' && place !== '') places.push(place);
  }
  return places.join('/');
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);

/** Reads parts by name; OPC compares names without regard to case (ECMA-376 Part 2, 6.2.2.3). */
class PartReader {
  readonly #archive: Archive;
  readonly #fileName: string;
  readonly #names: ReadonlyMap<string, string>;

  constructor(archive: Archive, fileName: string) {
    this.#archive = archive;
    this.#fileName = fileName;
    this.#names = new Map(archive.entries.map(({ name }) => [name.toLowerCase(), name]));
  }

  async read(part: string): Promise<XmlElement | undefined> {
    const name = this.#names.get(part.toLowerCase());
    const bytes = name === undefined ? undefined : await this.#archive.read(name);
    return bytes === undefined ? undefined : parseXml(bytes, this.#fileName, part);
  }

  /** Of the package itself for ''. External targets are not parts and left out. */
  async relationshipsOf(part: string): Promise<Relationship[]> {
    const folder = folderOf(part);
    const root = await this.read(`${folder}_rels/${part.slice(folder.length)}.rels`);
    if (root === undefined) return [];
    return childrenOf(root)
      .filter(({ attributes }) => attributes.TargetMode !== 'External')
      .map(({ attributes }) => ({
        type: attributes.Type ?? '',
        target: resolve(folder, attributes.Target ?? ''),
      }));
  }

  /** The part that [Content_Types].xml calls the main one of a Word document, for packages without relationships. */
  async mainByContentType(): Promise<string | undefined> {
    const types = await this.read('[Content_Types].xml');
    if (types === undefined) return undefined;
    const main = childrenOf(types).find(({ attributes }) =>
      /(?:wordprocessingml|ms-word)\.(?:document|template)(?:\.macroEnabled\w*)?\.main\+xml$/i.test(
        attributes.ContentType ?? '',
      ),
    );
    return main?.attributes.PartName?.replace(/^\//, '');
  }
}

/** By the last step of the type, which transitional and strict documents share (ECMA-376 Part 1, 11.3; Part 4). */
const targetOf = (relationships: readonly Relationship[], kind: string): string | undefined =>
  relationships.find(({ type }) => type.endsWith(`/relationships/${kind}`))?.target;

/** An OLE file with this stream is an encrypted document (MS-OFFCRYPTO 2.3.4.4); names in OLE are UTF-16. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/** Word writes a document with a password, and one of before 2007, as an OLE file, not as an archive. */
function refuseOle(bytes: Uint8Array, fileName: string): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 4 || buffer.readUInt32BE(0) !== 0xd0cf11e0) return;
  if (buffer.includes(ENCRYPTED_STREAM)) {
    throw new AppError('encrypted_file', `文件“${fileName}”设有打开密码，读不出正文。请去掉密码后重新入库`, {
      details: [{ fileName }],
    });
  }
  throw new AppError(
    'unsupported_file',
    `文件“${fileName}”是 Word 97—2003 格式，不是 docx。请把扩展名改为 .doc，或另存为 docx 后重新入库`,
    { details: [{ fileName, found: 'ole' }] },
  );
}

/**
 * Opens a Word document (.docx, .docm, .dotx; ECMA-376 Part 2). The main part is the one that the package's
 * relationships name.
 *
 * Throws `encrypted_file` for one with a password, `unsupported_file` for an archive without a Word document,
 * `unreadable_file` for damaged archives and XML, `file_too_large`.
 */
export async function openWord(bytes: Uint8Array, fileName: string): Promise<WordParts> {
  refuseOle(bytes, fileName);
  const parts = new PartReader(await openArchive(bytes, fileName), fileName);
  const main =
    targetOf(await parts.relationshipsOf(''), 'officeDocument') ?? (await parts.mainByContentType());
  const document = main === undefined ? undefined : await parts.read(main);
  if (main === undefined || document === undefined || document.name !== 'document') {
    const found = document === undefined ? '没有正文部件' : `正文部件的根元素是 ${document.name}`;
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”不是 Word 文档（${found}）。请确认格式，另存为 docx 后重新入库`,
      { details: [{ fileName }] },
    );
  }
  const relationships = await parts.relationshipsOf(main);
  const related = async (kind: string): Promise<XmlElement | undefined> => {
    const target = targetOf(relationships, kind);
    return target === undefined ? undefined : parts.read(target);
  };
  return {
    document,
    styles: await related('styles'),
    numbering: await related('numbering'),
    footnotes: await related('footnotes'),
    endnotes: await related('endnotes'),
  };
}
