import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { AppError } from '../../../errors.ts';

/** An element as far as it is of use for its text: without scripts, styles, comments and form controls. */
export type HtmlElement = Readonly<{
  /** In lower case. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly HtmlNode[];
  /** Characters of text below, blanks not counted. */
  length: number;
}>;
export type HtmlNode = HtmlElement | string;

export type HtmlPage = Readonly<{
  body: HtmlElement;
  /** Of the head; '' where there is none. */
  title: string;
  /** `content` of the meta elements by `name` or `property`, in lower case; the first of a name. */
  meta: ReadonlyMap<string, string>;
  /** Whether the page has scripts that may write what it holds none of. */
  hasScripts: boolean;
}>;

type Building = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: (Building | string)[];
  length: number;
  hidden: boolean;
};

/** Deeper elements are taken for part of the one at this depth, as browsers do at 512: others descend by recursion. */
const MOST_DEPTH = 250;
/** 1,000,000 elements are 20,000 rows of a table of Word; formatting that is never closed multiplies. */
const MOST_ELEMENTS = 1_000_000;

/** What holds no text of the document; `del` is text that a revision took out. */
const SKIPPED: ReadonlySet<string> = new Set(
  'script style noscript noframes template iframe frame object embed applet svg canvas video audio map select datalist button input textarea meter progress link meta base head title rt rp xml dialog del nav img'.split(
    ' ',
  ),
);

const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set(
  'id class style href align border colspan rowspan start type value reversed title role'.split(' '),
);

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul br'.split(
    ' ',
  ),
);

export const isElement = (node: HtmlNode): node is HtmlElement => typeof node !== 'string';

const lineEnd = (): Building => ({
  name: 'br',
  attributes: new Map(),
  children: [],
  length: 0,
  hidden: false,
});

/** Whether an element ends the line before and behind it: by its name, or by its own style, which goes before. */
export function isBlock(name: string, style: string): boolean {
  const display = /(?:^|;)\s*display\s*:\s*([a-z-]+)/i.exec(style)?.[1]?.toLowerCase();
  if (display === 'inline') return false;
  return BLOCKS.has(name) || /^(?:block|flex|grid|list-item|table)$/.test(display ?? '');
}

/** The header and the footer of a page of paper, as Word and LibreOffice write them into HTML, and page numbers. */
function isPaperMargin(name: string, attributes: ReadonlyMap<string, string>, style: string): boolean {
  return (
    (name === 'div' && /^(?:header|footer)$/.test(attributes.get('title') ?? '')) ||
    /mso-element:\s*(?:header|footer|comment)\b/i.test(style) ||
    (name === 'sdfield' && /^page$/i.test(attributes.get('type') ?? ''))
  );
}

function isHidden(attributes: ReadonlyMap<string, string>, style: string, hasHidden: boolean): boolean {
  return (
    hasHidden ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)/i.test(style) ||
    /^dialog$/i.test(attributes.get('role') ?? '')
  );
}

const textLength = (text: string): number => text.replace(/\s+/g, '').length;

function refuse(fileName: string): never {
  throw new AppError(
    'file_too_large',
    `文件“${fileName}”的网页元素超过 ${MOST_ELEMENTS} 个，不像公文页面。请确认文件没有损坏，或只保存正文后重新入库`,
    { details: [{ fileName, limit: MOST_ELEMENTS }] },
  );
}

/** Sums up the lengths, children first, without recursion: the elements stand in the order in which they begin. */
function measure(elements: readonly Building[]): void {
  for (let index = elements.length - 1; index >= 0; index -= 1) {
    const element = elements[index];
    if (element === undefined) continue;
    element.length = 0;
    for (const child of element.children)
      element.length += typeof child === 'string' ? textLength(child) : child.hidden ? 0 : child.length;
  }
}

/**
 * Leaves out what is hidden, unless it holds more than all that shows: pages that a script reveals (WeChat, tabs) are
 * stored hidden.
 */
function settleHidden(elements: readonly Building[], body: Building): void {
  measure(elements);
  for (const element of elements) {
    if (element.hidden && element.length > Math.max(100, body.length)) element.hidden = false;
  }
  for (const element of elements)
    element.children = element.children.filter((child) => typeof child === 'string' || !child.hidden);
  measure(elements);
}

/** The text of the title and the meta elements, which stand in the head but are obeyed anywhere. */
class Head {
  title = '';
  hasScripts = false;
  readonly meta = new Map<string, string>();

  see(element: DefaultTreeAdapterTypes.Element): void {
    const attributeOf = (name: string): string | undefined =>
      element.attrs.find((attribute) => attribute.name === name)?.value;
    if (element.tagName === 'script') this.hasScripts = true;
    else if (element.tagName === 'title' && this.title === '') {
      for (const child of element.childNodes) if ('value' in child) this.title += child.value;
    } else if (element.tagName === 'meta') {
      const name = (attributeOf('name') ?? attributeOf('property'))?.toLowerCase();
      const content = attributeOf('content');
      if (name !== undefined && content !== undefined && !this.meta.has(name)) this.meta.set(name, content);
    }
  }
}

type Task = Readonly<{ node: DefaultTreeAdapterTypes.ChildNode; into: Building; depth: number }> | Building;

/**
 * Parses a page by the rules of the HTML Standard (13.2), whatever its faults. Linear; any depth.
 *
 * Throws `file_too_large` for more elements than any document has.
 */
export function parsePage(html: string, fileName: string): HtmlPage {
  let created = 0;
  const document = parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (...element) => {
        created += 1;
        if (created > MOST_ELEMENTS) refuse(fileName);
        return defaultTreeAdapter.createElement(...element);
      },
    },
  });
  const head = new Head();
  const body: Building = { ...lineEnd(), name: 'body' };
  const elements: Building[] = [body];
  // A task that is an element already ends the line there, behind one that is too deep to stand by itself.
  const tasks: Task[] = document.childNodes.map((node) => ({ node, into: body, depth: 1 })).reverse();
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if ('children' in task) {
      task.children.push(lineEnd());
      continue;
    }
    const { node, into, depth } = task;
    if ('value' in node) into.children.push(node.value);
    if (!('attrs' in node)) continue;
    const name = node.tagName;
    head.see(node);
    if (name === 'head') for (const child of node.childNodes) if ('attrs' in child) head.see(child);
    const attributes = new Map(
      node.attrs.filter((each) => KEPT_ATTRIBUTES.has(each.name)).map((each) => [each.name, each.value]),
    );
    const style = attributes.get('style') ?? '';
    if (SKIPPED.has(name) || isPaperMargin(name, attributes, style)) continue;
    let target = into;
    let below = depth + 1;
    if (depth <= MOST_DEPTH) {
      const hasHidden = node.attrs.some((each) => each.name === 'hidden');
      const own = name === 'html' || name === 'body';
      target = {
        name,
        attributes,
        children: [],
        length: 0,
        hidden: !own && isHidden(attributes, style, hasHidden),
      };
      elements.push(target);
      into.children.push(target);
    } else {
      below = depth;
      if (isBlock(name, style)) {
        target.children.push(lineEnd());
        tasks.push(target);
      }
    }
    for (let index = node.childNodes.length - 1; index >= 0; index -= 1) {
      const child = node.childNodes[index];
      if (child !== undefined) tasks.push({ node: child, into: target, depth: below });
    }
  }
  settleHidden(elements, body);
  return { body, title: head.title, meta: head.meta, hasScripts: head.hasScripts };
}
