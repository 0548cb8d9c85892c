import type { Block, Layout } from '../document/layout.ts';
import type { Role } from '../document/page-line.ts';
import { type MarkStyle, markAt } from '../text/marks.ts';
import type { Paragraph } from '../text/paragraphs.ts';
import { type Draft, draft, draftsOf, ownParagraphs } from './draft.ts';
import { endAt, finish } from './finish.ts';
import { type Entry, levelsOf, readEntries } from './numbering.ts';
import type { ClauseKind } from './schema.ts';

const KINDS: Readonly<Record<MarkStyle, ClauseKind>> = {
  attachment: 'attachment',
  bracket: 'bracket',
  book: 'book',
  subbook: 'book',
  chapter: 'chapter',
  law_section: 'law_section',
  article: 'article',
  han: 'part',
  han_bracket: 'section',
  decimal_1: 'part',
  decimal_2: 'section',
  decimal_3: 'item',
  decimal_4: 'subitem',
  digit: 'item',
  digit_bracket: 'subitem',
  circled: 'point',
  ordinal: 'point',
  is: 'point',
  bullet: 'bullet',
};

/** What the same marks are inside an article. */
const KINDS_IN_ARTICLE: Partial<Readonly<Record<MarkStyle, ClauseKind>>> = {
  han: 'law_item',
  han_bracket: 'law_item',
  digit: 'law_subitem',
  digit_bracket: 'law_subitem',
};

/** Parts of the page that are printed over several lines are one clause. */
const JOINED: ReadonlySet<Role> = new Set([
  'title',
  'number',
  'contents',
  'signature',
  'printing',
  'attachment',
]);

/** Parts after which nothing belongs to the document: menus of a web page. */
const LAST: ReadonlySet<Role> = new Set(['copies', 'printing']);

const SENTENCE_END = /[。！？][”’」』）)]*$/;
const MOST_CLOSING = 3;

const contentOf = (paragraph: Paragraph, start: number) => ({
  kind: 'text' as const,
  from: paragraph.from,
  start,
  end: paragraph.end,
  bold: paragraph.lines[0]?.bold ?? false,
});

class TreeBuilder {
  readonly #text: string;
  readonly #root: Draft;
  readonly #levels: Readonly<Record<MarkStyle, number>>;
  readonly #lastMarked: Entry | undefined;
  #stack: Draft[] = [];
  /** Marked clauses of this run of body paragraphs so far. */
  #marked = 0;
  #afterLast = false;
  #pending: Paragraph[] = [];

  constructor(text: string, entries: readonly Entry[]) {
    this.#text = text;
    this.#root = draft('body', 0);
    this.#levels = levelsOf(entries);
    this.#lastMarked = entries.findLast((entry) => entry.mark !== null);
  }

  /** A part of the page: it ends whatever is open. */
  addPage(block: Block & { readonly role: Exclude<Role, 'body'> }): void {
    this.#flush();
    this.#stack = [];
    this.#marked = 0;
    if (LAST.has(block.role)) this.#afterLast = true;
    const previous = draftsOf(this.#root).at(-1);
    const paragraph = contentOf(block.paragraph, block.paragraph.start);
    if (JOINED.has(block.role) && previous?.kind === block.role) {
      previous.flow.push(paragraph);
      return;
    }
    const clause = draft(block.role, block.paragraph.from);
    clause.flow.push(paragraph);
    this.#root.flow.push(clause);
  }

  addEntry(entry: Entry, hasMarkedAfter: boolean): void {
    if (entry.mark === null) this.#addText(entry.paragraph, hasMarkedAfter);
    else this.#addMarked(entry.paragraph, entry.mark);
  }

  #addMarked(paragraph: Paragraph, mark: NonNullable<Entry['mark']>): void {
    this.#flush();
    const level = this.#levels[mark.style];
    while (this.#levelOf(this.#stack.at(-1)) >= level) this.#stack.pop();
    const inArticle = this.#stack.some((open) => open.kind === 'article');
    const clause = draft(
      (inArticle ? KINDS_IN_ARTICLE[mark.style] : undefined) ?? KINDS[mark.style],
      paragraph.from,
      mark,
    );
    if (mark.style === 'bracket') {
      clause.headingSpan = { start: mark.start + 1, end: mark.end - 1 };
      clause.heading = this.#text.slice(mark.start + 1, mark.end - 1).trim();
    }
    let start = mark.end;
    while (start < paragraph.end && /[\s*]/.test(this.#text.charAt(start))) {
      if (this.#text.charAt(start) === '*' && paragraph.lines[0]?.bold !== true) break;
      start += 1;
    }
    clause.contentStart = start;
    if (start < paragraph.end) clause.flow.push(contentOf(paragraph, start));
    (this.#stack.at(-1) ?? this.#root).flow.push(clause);
    this.#stack.push(clause);
    this.#marked += 1;
  }

  #levelOf(clause: Draft | undefined): number {
    return clause === undefined || clause.style === null ? -1 : this.#levels[clause.style];
  }

  #addText(paragraph: Paragraph, hasMarkedAfter: boolean): void {
    if (this.#stack.length > 0) {
      this.#pending.push(paragraph);
      return;
    }
    const kind: ClauseKind = this.#afterLast ? 'unplaced' : hasMarkedAfter ? 'preamble' : 'body';
    const previous = draftsOf(this.#root).at(-1);
    if (kind !== 'body' && previous?.kind === kind) {
      previous.flow.push(contentOf(paragraph, paragraph.start));
      return;
    }
    const clause = draft(kind, paragraph.from);
    clause.flow.push(contentOf(paragraph, paragraph.start));
    this.#root.flow.push(clause);
  }

  /** Unnumbered paragraphs below a numbered clause go on with it, or with the clause around it. */
  #flush(): void {
    const paragraphs = this.#pending;
    this.#pending = [];
    let target = this.#stack.at(-1);
    if (target === undefined || paragraphs.length === 0) return;
    const article = this.#stack.findLast((open) => open.kind === 'article');
    if (article !== undefined) {
      // A new 款: the items above it are complete.
      while (this.#stack.at(-1) !== article) this.#stack.pop();
      target = article;
    } else if (target.style === 'is' || target.style === 'ordinal' || target.style === 'bullet') {
      // A point is one paragraph: what follows is said by the clause that holds the points.
      this.#stack = this.#stack.filter(
        (open) => open.style !== 'is' && open.style !== 'ordinal' && open.style !== 'bullet',
      );
      target = this.#stack.at(-1) ?? this.#root;
    }
    for (const paragraph of paragraphs) {
      const content = contentOf(paragraph, paragraph.start);
      if (target !== this.#root) target.flow.push(content);
      else {
        const body = draft('body', paragraph.from);
        body.flow.push(content);
        this.#root.flow.push(body);
      }
    }
  }

  /**
   * Whether the unnumbered paragraphs at the very end close the document: below a list of points, or below numbered
   * clauses that all are one paragraph each and say their text in it.
   */
  #closes(): boolean {
    const leaf = this.#stack.at(-1);
    if (this.#pending.length === 0 || this.#pending.length > MOST_CLOSING || leaf === undefined) return false;
    if (this.#stack.some((open) => open.kind === 'article' || open.kind === 'attachment')) return false;
    if (leaf.style === 'is' || leaf.style === 'ordinal' || leaf.style === 'bullet') return true;
    const siblings = draftsOf(this.#stack.at(-2) ?? this.#root).filter((other) => other.style === leaf.style);
    if (siblings.length < 2) return false;
    return siblings.every((other) => {
      const own = ownParagraphs(other);
      const first = own[0];
      if (draftsOf(other).length > 0 || own.length !== 1 || first === undefined) return false;
      return SENTENCE_END.test(this.#text.slice(Math.max(first.start, first.end - 4), first.end));
    });
  }

  /** Ends a run of body paragraphs. */
  endRun(last: Entry | undefined): void {
    const isLastRun = last !== undefined && this.#lastMarked !== undefined;
    if (isLastRun && last.paragraph.from >= this.#lastMarked.paragraph.from && this.#closes()) {
      const closing = draft('closing', this.#pending[0]?.from ?? 0);
      for (const paragraph of this.#pending) closing.flow.push(contentOf(paragraph, paragraph.start));
      this.#pending = [];
      this.#stack = [];
      this.#root.flow.push(closing);
    }
    this.#flush();
  }

  /** The finished top-level clauses; together they cover the text. */
  build(): readonly Draft[] {
    this.#flush();
    const clauses = draftsOf(this.#root);
    for (const [index, clause] of clauses.entries()) {
      if (index === 0) clause.start = 0;
      const end = clauses[index + 1]?.start ?? this.#text.length;
      finish(this.#text, clause, end);
      endAt(clause, end);
    }
    return clauses;
  }
}

/** Parts of the page that may stand in the midst of numbered text, to which they then belong (联系电话：… in a list). */
const INTERRUPTING: ReadonlySet<Role> = new Set([
  'contact',
  'divider',
  'attachment',
  'printing',
  'disclosure',
]);

/** The blocks, with page lines between two paragraphs of numbered text made text. */
function bodyOf(text: string, layout: Layout): readonly Block[] {
  const { blocks, headEnd } = layout;
  const isMarked = ({ role, paragraph }: Block): boolean =>
    role === 'body' && markAt(text, paragraph.start, paragraph.end) !== null;
  const lastMarked = blocks.findLastIndex(isMarked);
  return blocks.map((block, index) => {
    const interrupts = INTERRUPTING.has(block.role) && index >= headEnd && index < lastMarked;
    const between = blocks[index - 1]?.role === 'body' && blocks[index + 1]?.role === 'body';
    return interrupts && between ? { role: 'body', paragraph: block.paragraph } : block;
  });
}

const isPage = (block: Block): block is Block & { readonly role: Exclude<Role, 'body'> } =>
  block.role !== 'body';

/** Builds the drafts of all top-level clauses of a document from its page. Linear. */
export function buildTree(text: string, layout: Layout): readonly Draft[] {
  const blocks = bodyOf(text, layout);
  const paragraphs = blocks.filter((block) => block.role === 'body').map((block) => block.paragraph);
  const entries = readEntries(text, paragraphs);
  const builder = new TreeBuilder(text, entries);
  let lastMarked = -1;
  for (const [index, entry] of entries.entries()) if (entry.mark !== null) lastMarked = index;
  let at = 0;
  let previous: Entry | undefined;
  for (const block of blocks) {
    if (isPage(block)) {
      builder.endRun(previous);
      previous = undefined;
      builder.addPage(block);
      continue;
    }
    const entry = entries[at];
    if (entry === undefined) throw new Error('every body block has its entry');
    builder.addEntry(entry, at < lastMarked);
    previous = entry;
    at += 1;
  }
  builder.endRun(previous);
  return builder.build();
}
