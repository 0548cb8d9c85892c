import { SaxesParser } from 'saxes';
import { AppError } from '../../errors.ts';

/** An element with its local name (no prefix): Word, OFD and Excel each use one vocabulary per file. */
export type XmlElement = Readonly<{
  name: string;
  /** By local name; where two differ by prefix only, the first wins. */
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlNode[];
}>;
export type XmlNode = XmlElement | string;

/** Deeper nesting is an attack on the parser's callers, which descend by recursion. */
const MOST_DEPTH = 200;
/** 1,000,000 elements are a table of 50,000 rows of ten cells; each takes some 200 bytes. */
const MOST_ELEMENTS = 1_000_000;

type Open = { name: string; attributes: Record<string, string>; children: XmlNode[] };

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function decode(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes);
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)).replace(/^\u00ef\u00bb\u00bf/, ''),
  )?.[1];
  return new TextDecoder(/^gb/i.test(declared ?? '') ? 'gb18030' : 'utf-8').decode(bytes);
}

/**
 * The root element of an XML file. Entities that the file declares itself are not expanded (they are an error), so no
 * “billion laughs”; nothing outside the file is looked at. `part` names the file within `fileName` for messages.
 *
 * Throws `unreadable_file` for what is not well-formed and `file_too_large` beyond the bounds on depth and number.
 */
export function parseXml(bytes: Uint8Array, fileName: string, part: string): XmlElement {
  const parser = new SaxesParser();
  const stack: Open[] = [];
  let root: Open | undefined;
  let elements = 0;
  let text = '';
  const flush = (): void => {
    if (text !== '') stack.at(-1)?.children.push(text);
    text = '';
  };
  const refuse = (what: string): never => {
    throw new AppError('file_too_large', `文件“${fileName}”的 ${part} ${what}。请确认文件没有被篡改`, {
      details: [{ fileName, part }],
    });
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    flush();
    elements += 1;
    if (elements > MOST_ELEMENTS) refuse(`元素超过 ${MOST_ELEMENTS} 个`);
    if (stack.length >= MOST_DEPTH) refuse(`嵌套超过 ${MOST_DEPTH} 层`);
    const own: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) own[localName(key)] ??= value;
    const element: Open = { name: localName(name), attributes: own, children: [] };
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  parser.on('text', (found) => {
    text += found;
  });
  parser.on('cdata', (found) => {
    text += found;
  });
  parser.on('closetag', () => {
    flush();
    stack.pop();
  });
  try {
    parser.write(decode(bytes)).close();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'unreadable_file',
      `文件“${fileName}”的 ${part} 不是合格的 XML（${found}）。请从来源重新取得后入库`,
      {
        details: [{ fileName, part }],
        cause,
      },
    );
  }
  if (root === undefined) throw new AppError('unreadable_file', `文件“${fileName}”的 ${part} 是空的`);
  return root;
}

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string';

export const childrenOf = (element: XmlElement): readonly XmlElement[] => element.children.filter(isElement);

export const childNamed = (element: XmlElement, name: string): XmlElement | undefined =>
  childrenOf(element).find((child) => child.name === name);

/** All elements of that name below `element`, in document order. */
export function descendants(element: XmlElement, name: string): XmlElement[] {
  return childrenOf(element).flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendants(child, name),
  ]);
}

/** The text of an element and of all below it. */
export const textOf = (node: XmlNode): string =>
  typeof node === 'string' ? node : node.children.map(textOf).join('');
