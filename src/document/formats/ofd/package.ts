import { AppError } from '../../../errors.ts';
import { type Archive, openArchive } from '../archive.ts';
import { parseXml, type XmlElement } from '../xml.ts';

/** A file of the package with its place: locations within it are relative to its folder. */
export type Part = Readonly<{ root: XmlElement; folder: string }>;

/** The XML files of an OFD package (GB/T 33190—2016 6.2) by their ST_Loc (7.3). */
export type OfdPackage = Readonly<{
  fileName: string;
  /** OFD.xml. */
  entry: Part;
  /**
   * The part at `location` as written in a part of `folder`: absolute (`/Doc_0/…`), relative to that folder, or, as
   * some writers have it, to the document's folder or the package's root. Undefined where there is none.
   * Throws `unreadable_file`, `file_too_large`, `encrypted_file`.
   */
  part: (location: string, folder: string, documentFolder?: string) => Promise<Part | undefined>;
}>;

const ENTRY = 'ofd.xml';
/** GM/T 0099—2020 8: lists what of a package is encrypted. */
const ENCRYPTIONS = 'encryptions.xml';

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf('/') + 1);

/** The name that a location means within the package, or null where it leads outside. */
function resolve(location: string, folder: string): string | null {
  const path = location.trim().replaceAll('\\', '/');
  const names: string[] = [];
  for (const name of `${path.startsWith('/') ? '' : folder}${path}`.split('/')) {
    if (name === '..') {
      if (names.pop() === undefined) return null;
    } else if (name !== '' && name !== '.') names.push(name);
  }
  return names.length === 0 ? null : names.join('/');
}

/** Where OFD.xml lies: at the root, or in the one folder that was packed with its contents. */
function findEntry(archive: Archive): string | undefined {
  const names = archive.entries.map(({ name }) => name);
  const found = names.filter((name) => name.toLowerCase().replace(/^[^/]*\//, '') === ENTRY);
  return (
    names.find((name) => name === 'OFD.xml') ?? names.find((name) => name.toLowerCase() === ENTRY) ?? found[0]
  );
}

/** Throws `unsupported_file` without OFD.xml, `encrypted_file`, and what {@link openArchive} throws. */
export async function openPackage(bytes: Uint8Array, fileName: string): Promise<OfdPackage> {
  const archive = await openArchive(bytes, fileName);
  const root = findEntry(archive);
  if (root === undefined) {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”里没有 OFD.xml，不是版式文档（GB/T 33190）。请核对文件格式后重新入库`,
      { details: [{ fileName }] },
    );
  }
  const top = folderOf(root);
  if (archive.entries.some(({ name }) => name.toLowerCase() === `${top.toLowerCase()}${ENCRYPTIONS}`)) {
    throw new AppError('encrypted_file', `文件“${fileName}”已加密。请去掉密码后重新入库`, {
      details: [{ fileName }],
    });
  }
  const names = new Set(archive.entries.map(({ name }) => name));
  // The standard's names count by case, the file systems of most writers do not.
  const anyCase = new Map([...names].reverse().map((name) => [name.toLowerCase(), name]));
  const read = async (name: string): Promise<Part | undefined> => {
    const bytesOfPart = await archive.read(name);
    if (bytesOfPart === undefined) return undefined;
    return { root: parseXml(bytesOfPart, fileName, name), folder: folderOf(name) };
  };
  const entry = await read(root);
  if (entry === undefined || entry.root.name !== 'OFD') {
    throw new AppError(
      'unsupported_file',
      `文件“${fileName}”的 OFD.xml 不是版式文档的入口（GB/T 33190）。请核对文件格式后重新入库`,
      { details: [{ fileName }] },
    );
  }
  return {
    fileName,
    entry,
    part: async (location, folder, documentFolder = folder) => {
      const absolute = location.trim().startsWith('/');
      const folders = absolute ? [top] : [folder, documentFolder, top];
      const candidates = folders.flatMap((from) => {
        const name = resolve(absolute ? location.trim().slice(1) : location, from);
        return name === null ? [] : [name];
      });
      const exact = candidates.find((name) => names.has(name));
      const found =
        exact ?? candidates.map((name) => anyCase.get(name.toLowerCase())).find((name) => name !== undefined);
      return found === undefined ? undefined : read(found);
    },
  };
}
