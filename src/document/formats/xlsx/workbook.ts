import { posix } from 'node:path';
import type { Archive } from '../archive.ts';
import { childNamed, childrenOf, descendants, parseXml, textOf, type XmlElement } from '../xml.ts';

/** A sheet that a person sees, and where it is stored. */
export type SheetPart = Readonly<{ name: string; part: string }>;

export type Workbook = Readonly<{
  sheets: readonly SheetPart[];
  sharedStrings: readonly string[];
  /** Number format of each cell style (`s` of a cell), as a code such as `0.00%`. */
  formats: readonly (string | number)[];
  /** Whether days are counted from 1904 (ECMA-376 18.2.28 `date1904`). */
  date1904: boolean;
}>;

/** The rich text of `si` or `is` without what is only its reading (`rPh`). */
export function stringOf(item: XmlElement): string {
  return childrenOf(item)
    .map((child) => {
      if (child.name === 't') return textOf(child);
      return child.name === 'r' ? stringOf(child) : '';
    })
    .join('');
}

async function readPart(archive: Archive, fileName: string, part: string): Promise<XmlElement | undefined> {
  const bytes = await archive.read(part);
  return bytes === undefined ? undefined : parseXml(bytes, fileName, part);
}

/** Parts by relationship id, as full names in the archive. */
async function relationships(archive: Archive, fileName: string, part: string): Promise<Map<string, string>> {
  const folder = posix.dirname(part);
  const root = await readPart(archive, fileName, posix.join(folder, '_rels', `${posix.basename(part)}.rels`));
  const targets = new Map<string, string>();
  for (const { attributes } of root === undefined ? [] : childrenOf(root)) {
    const { Id: id, Target: target, TargetMode: mode } = attributes;
    if (id === undefined || target === undefined || mode === 'External') continue;
    targets.set(id, target.startsWith('/') ? target.slice(1) : posix.join(folder, target));
  }
  return targets;
}

/**
 * What all sheets share (ECMA-376 Part 1, 18.2 workbook, 18.4 shared strings, 18.8 styles). Hidden sheets are left
 * out. Undefined where the archive holds no workbook.
 */
export async function readWorkbook(archive: Archive, fileName: string): Promise<Workbook | undefined> {
  const main = archive.entries.find(({ name }) => /^xl\/workbook\d*\.xml$/i.test(name))?.name;
  if (main === undefined) return undefined;
  const root = await readPart(archive, fileName, main);
  if (root === undefined) return undefined;
  const targets = await relationships(archive, fileName, main);
  const sheets = descendants(root, 'sheet').flatMap(({ attributes }): SheetPart[] => {
    const part = targets.get(attributes.id ?? '');
    const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
    return part === undefined || hidden ? [] : [{ name: attributes.name ?? '', part }];
  });
  const partOf = (name: string): string => posix.join(posix.dirname(main), name);
  const strings = await readPart(archive, fileName, partOf('sharedStrings.xml'));
  const styles = await readPart(archive, fileName, partOf('styles.xml'));
  const codes = new Map<number, string>();
  for (const { attributes } of styles === undefined ? [] : descendants(styles, 'numFmt'))
    codes.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General');
  const cellStyles = styles === undefined ? undefined : childNamed(styles, 'cellXfs');
  const properties = childNamed(root, 'workbookPr')?.attributes.date1904;
  return {
    sheets,
    sharedStrings:
      strings === undefined
        ? []
        : childrenOf(strings)
            .filter(({ name }) => name === 'si')
            .map(stringOf),
    formats: (cellStyles === undefined ? [] : childrenOf(cellStyles)).map(({ attributes }) => {
      const id = Number(attributes.numFmtId ?? 0);
      return codes.get(id) ?? id;
    }),
    date1904: properties === '1' || properties === 'true',
  };
}
