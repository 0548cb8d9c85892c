import type { Block } from '../document/layout.ts';
import type { Role } from '../document/page-line.ts';
import type { MarkStyle } from '../text/marks.ts';
import type { Paragraph } from '../text/paragraphs.ts';
import { type Draft, draft, draftsOf, isDraft, ownParagraphs } from './draft.ts';
import { levelsOf } from './levels.ts';
import { type Entry, readEntries } from './numbering.ts';
import type { ClauseKind } from './schema.ts';
import { isRow, tableOf } from './table.ts';

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
  roman: 'point',
  letter: 'point',
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
  decimal_1: 'law_item',
  decimal_2: 'law_subitem',
  decimal_3: 'law_subitem',
  decimal_4: 'law_subitem',
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
  /** What holds the clauses: of an attachment, the text before its first number is its own. */
  readonly #root: Draft;
  readonly #levels: Readonly<Record<MarkStyle, number>>;
  readonly #lastMarked: Entry | undefined;
  #stack: Draft[] = [];
  /** Marked clauses of this run of body paragraphs so far. */
  #marked = 0;
  #afterLast = false;
  /** Unnumbered text and tables below the open clause. */
  #pending: (Paragraph | Draft)[] = [];

  constructor(text: string, entries: readonly Entry[], root: Draft) {
    this.#text = text;
    this.#root = root;
    this.#levels = levelsOf(entries);
    this.#lastMarked = entries.findLast((entry) => entry.mark !== null);
  }

  /** A part of the page: it ends whatever is open. */
  addPage(block: Block & { readonly role: Exclude<Role, 'body'> }): void {
    this.#flush();
    this.#stack = [];
    this.#marked = 0;
    if (LAST.has(block.role)) this.#afterLast = true;
    const kind = block.role === 'attachment' ? 'attachment_list' : block.role;
    const previous = this.#lastOfRoot();
    const paragraph = contentOf(block.paragraph, block.paragraph.start);
    if (JOINED.has(block.role) && previous?.kind === kind) {
      previous.flow.push(paragraph);
      return;
    }
    const clause = draft(kind, block.paragraph.from);
    clause.flow.push(paragraph);
    this.#root.flow.push(clause);
  }

  #lastOfRoot(): Draft | undefined {
    const last = this.#root.flow.at(-1);
    return last !== undefined && isDraft(last) ? last : undefined;
  }

  addTable(rows: readonly Paragraph[]): void {
    const table = tableOf(this.#text, rows);
    if (this.#stack.length > 0) this.#pending.push(table);
    else this.#root.flow.push(table);
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
    if (this.#root.kind === 'attachment') {
      this.#root.flow.push(contentOf(paragraph, paragraph.start));
      return;
    }
    const kind: ClauseKind = this.#afterLast ? 'unplaced' : hasMarkedAfter ? 'preamble' : 'body';
    const previous = this.#lastOfRoot();
    if (kind !== 'body' && previous?.kind === kind) {
      previous.flow.push(contentOf(paragraph, paragraph.start));
      return;
    }
    const clause = draft(kind, paragraph.from);
    clause.flow.push(contentOf(paragraph, paragraph.start));
    this.#root.flow.push(clause);
  }

  /** Unnumbered paragraphs below a numbered clause go on with it, or with the clause around it; tables belong to it. */
  #flush(): void {
    const parts = this.#pending;
    this.#pending = [];
    let target = this.#stack.at(-1);
    while (target !== undefined && parts[0] !== undefined && 'kind' in parts[0]) {
      target.flow.push(parts[0]);
      parts.shift();
    }
    if (target === undefined || parts.length === 0) return;
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
    for (const part of parts) {
      if ('kind' in part) {
        target.flow.push(part);
        continue;
      }
      const content = contentOf(part, part.start);
      if (target !== this.#root || this.#root.kind === 'attachment') target.flow.push(content);
      else {
        const body = draft('body', part.from);
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
    if (this.#root.kind === 'attachment' || this.#stack.some((open) => open.kind === 'article')) return false;
    if (this.#pending.some((part) => 'kind' in part)) return false;
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
      const paragraphs = this.#pending.filter((part): part is Paragraph => !('kind' in part));
      const closing = draft('closing', paragraphs[0]?.from ?? 0);
      for (const paragraph of paragraphs) closing.flow.push(contentOf(paragraph, paragraph.start));
      this.#pending = [];
      this.#stack = [];
      this.#root.flow.push(closing);
    }
    this.#flush();
  }
}

const isPage = (block: Block): block is Block & { readonly role: Exclude<Role, 'body'> } =>
  block.role !== 'body';

/** Whether a blank line parts two rows: then they are two tables (document/formats/schema.ts). */
const isParted = (text: string, above: Paragraph, below: Paragraph): boolean =>
  /[\n\r]\s*[\n\r]/.test(text.slice(above.end, below.start).replaceAll('\r\n', '\n'));

/**
 * Puts the clauses of `blocks`, numbered for themselves, into the flow of `root`, unfinished (see finish.ts).
 * `isFollowed`: numbered clauses of another section stand below, so that unnumbered text introduces them. Linear.
 */
export function buildTree(text: string, blocks: readonly Block[], root: Draft, isFollowed: boolean): void {
  const isEntry = ({ role, paragraph }: Block): boolean => role === 'body' && !isRow(text, paragraph);
  const entries = readEntries(
    text,
    blocks.filter(isEntry).map(({ paragraph }) => paragraph),
  );
  const builder = new TreeBuilder(text, entries, root);
  const lastMarked = isFollowed ? entries.length : entries.findLastIndex(({ mark }) => mark !== null);
  let rows: Paragraph[] = [];
  let at = 0;
  let previous: Entry | undefined;
  for (const [index, block] of blocks.entries()) {
    if (isPage(block)) {
      builder.endRun(previous);
      previous = undefined;
      builder.addPage(block);
      continue;
    }
    if (!isEntry(block)) {
      rows.push(block.paragraph);
      const next = blocks[index + 1];
      const goesOn = next !== undefined && next.role === 'body' && !isEntry(next);
      if (goesOn && !isParted(text, block.paragraph, next.paragraph)) continue;
      builder.addTable(rows);
      rows = [];
      continue;
    }
    const entry = entries[at];
    if (entry === undefined) throw new Error('every body block has its entry');
    builder.addEntry(entry, at < lastMarked);
    previous = entry;
    at += 1;
  }
  builder.endRun(previous);
}
