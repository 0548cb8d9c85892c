import { fieldsOfLine, tellsOfPage } from './fields.ts';
import type { HtmlLine, PageText, Region } from './lines.ts';
import { isDocumentLine, isPageLine, isRelated, isSiteFoot, isToolLine } from './page-words.ts';

/** The lines of a page that are its document: `from` is the index of the first, `score` how many characters speak for it. */
export type Article = Readonly<{ lines: readonly HtmlLine[]; from: number; score: number }>;

/** Names that sites give to what surrounds a document; a hint only, a page may wrap everything in one of them. */
const SURROUNDING =
  /(?:^|[^a-z])(?:nav|menu|foot|footer|copyright|copy|bottom|breadcrumb|crumbs?|share|bdshare\w*|side|sidebar|toolbar|tools?|friend|links?|login|search|banner|header|top|related|recommend|hot|comments?|position|location|ewm|qrcode|weizhi|dqwz|gotop|popup|modal|tips?)(?![a-z])/i;
/** Names of editors and templates for the text itself: TRS, 大汉 (JCMS), gov.cn, WeChat, Vsb. Again a hint. */
const TEXT_NAMES =
  /trs_editor|trs_ueditor|ucap-content|js_content|vsb_content|v_news_content|pages_content|custom_unionstyle|(?:^|[^a-z])zoom(?![a-z])|zhengwen|article|(?:^|[^a-z])(?:news|info|text|detail|main|doc)?_?(?:con|content|body|text|detail)(?![a-z])/i;
const SURROUNDING_WEIGHT = 0.2;
const TEXT_WEIGHT = 1.3;
/** A block with so much of what speaks for a document holds it, or the most of it. */
const HOLDS = 0.6;
/** A stretch beyond separators belongs to the document if it speaks for it this much, */
const LEAST_STRETCH = 40;
const LEAST_SHARE = 0.05;
/** and no more of them lie between; beyond fewer, also if it ends a document, as a signature does. */
const MOST_SEPARATORS = 15;
const FEW_SEPARATORS = 3;
const MOST_TAIL = 40;

const HAN = /\p{Script=Han}/gu;

const camelParted = (names: string): string => names.replace(/([a-z])([A-Z])/g, '$1 $2');

/** Whether a line stands outside any document: navigation, a link elsewhere, the site's foot. */
export function isSeparator(line: HtmlLine): boolean {
  if (line.kind === 'field') return false;
  if (line.leadsToFile) return isToolLine(line.text);
  if (line.kind === 'row') return line.linked > 0.8;
  if (line.linked > 0.7) return true;
  if (fieldsOfLine(line.text) !== null) return tellsOfPage(line.text);
  return isPageLine(line.text) || isRelated(line.text) || isSiteFoot(line.text);
}

/** How many Chinese characters of a line speak for running text: all of a sentence, few of a line without marks. */
function scoreOf(line: HtmlLine): number {
  if (line.kind === 'field') return 0;
  const characters = (line.text.match(HAN)?.length ?? 0) * (1 - line.linked);
  const isRunning =
    /[，。；：！？]/.test(line.text) ||
    /^(?:第[^，。]{1,8}[条章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])/.test(
      line.text,
    );
  return isRunning ? characters : characters / (line.kind === 'row' ? 2 : 4);
}

type Range = Readonly<{ from: number; to: number }>;

/** What of each line is known before the document is looked for. */
type Marks = Readonly<{
  scores: Float64Array;
  separates: readonly boolean[];
  /** Whether a line stands in a block that is named like what surrounds a document. */
  surrounds: readonly boolean[];
}>;

/** Scores of the lines under the weight of the blocks that they stand in. */
function marksOf(lines: readonly HtmlLine[], root: Region): Marks {
  const separates = lines.map(isSeparator);
  const scores = Float64Array.from(lines, (line, index) => (separates[index] === true ? 0 : scoreOf(line)));
  const surrounds = lines.map(() => false);
  const visit = (region: Region): void => {
    const names = camelParted(region.names);
    const isText = TEXT_NAMES.test(names);
    const isSurrounding = !isText && SURROUNDING.test(names);
    // What surrounds nearly all of the page is a wrapper, whatever its name.
    const whole = region.to - region.from > 0.8 * lines.length;
    if ((isText || isSurrounding) && !whole) {
      for (let index = region.from; index < region.to; index += 1) {
        scores[index] = (scores[index] ?? 0) * (isText ? TEXT_WEIGHT : SURROUNDING_WEIGHT);
        if (isSurrounding) surrounds[index] = true;
      }
    }
    for (const child of region.children) visit(child);
  };
  visit(root);
  return { scores, separates, surrounds };
}

class ArticleFinder {
  readonly #lines: readonly HtmlLine[];
  readonly #marks: Marks;
  readonly #sums: Float64Array;

  constructor(lines: readonly HtmlLine[], marks: Marks) {
    this.#lines = lines;
    this.#marks = marks;
    this.#sums = new Float64Array(lines.length + 1);
    for (let index = 0; index < lines.length; index += 1)
      this.#sums[index + 1] = (this.#sums[index] ?? 0) + (marks.scores[index] ?? 0);
  }

  #score(from: number, to: number): number {
    return (this.#sums[Math.max(from, to)] ?? 0) - (this.#sums[from] ?? 0);
  }

  /** The smallest block that holds most of what speaks for a document. */
  #core(root: Region): Region {
    const least = this.#score(root.from, root.to) * HOLDS;
    let core = root;
    for (let child: Region | undefined = root; child !== undefined; ) {
      core = child;
      child = core.children.find(({ from, to }) => this.#score(from, to) >= least && to > from);
    }
    return core;
  }

  /** The runs of lines between separators, in order. */
  #stretches(): readonly Range[] {
    const found: Range[] = [];
    let from = 0;
    for (let index = 0; index <= this.#lines.length; index += 1) {
      if (index < this.#lines.length && this.#marks.separates[index] === false) continue;
      if (index > from) found.push({ from, to: index });
      from = index + 1;
    }
    return found;
  }

  /** The stretch that speaks most for a document within `core`, with those near it that belong to it. */
  #document(core: Region): readonly Range[] {
    const stretches = this.#stretches();
    const within = ({ from, to }: Range): number =>
      this.#score(Math.max(from, core.from), Math.max(core.from, Math.min(to, core.to)));
    const main = stretches.reduce<Range | undefined>(
      (best, each) => (best === undefined || within(each) > within(best) ? each : best),
      undefined,
    );
    if (main === undefined) return [];
    const least = Math.max(LEAST_STRETCH, LEAST_SHARE * within(main));
    const joins = (stretch: Range | undefined, gap: number): boolean =>
      stretch !== undefined &&
      ((gap <= MOST_SEPARATORS && within(stretch) >= least) ||
        (gap <= FEW_SEPARATORS && this.#endsDocument(stretch, core)));
    let first = stretches.indexOf(main);
    let last = first;
    const at = (index: number): Range => stretches[index] ?? main;
    while (first > 0 && joins(stretches[first - 1], at(first).from - at(first - 1).to)) first -= 1;
    while (joins(stretches[last + 1], at(last + 1).from - at(last).to)) last += 1;
    return stretches.slice(first, last + 1);
  }

  /** Whether a signature, a date or the like stands in a range: lines that end a document, however short. */
  #endsDocument(range: Range, core: Region): boolean {
    return this.#lines
      .slice(Math.max(range.from, core.from), Math.min(range.to, core.to))
      .some(({ text, kind }) => kind === 'text' && isDocumentLine(text));
  }

  find(root: Region): Article {
    const core = this.#core(root);
    const stretches = this.#document(core);
    const strong = stretches.filter(({ from, to }) => this.#score(from, to) >= LEAST_STRETCH);
    const from = stretches[0]?.from ?? 0;
    const to = stretches.at(-1)?.to ?? 0;
    // Between running text, what looks like a separator may be a line of the document; beside it, only links may.
    const textFrom = strong[0]?.from ?? from;
    const textTo = strong.at(-1)?.to ?? to;
    const isKept = (line: HtmlLine, index: number): boolean => {
      const isWithin = index >= core.from && index < core.to;
      if (this.#marks.separates[index] === false) return isWithin || this.#marks.surrounds[index] === false;
      if (!isWithin || (line.kind === 'text' && isToolLine(line.text))) return false;
      return index < textTo ? index >= textFrom : line.linked > 0.7 && !isRelated(line.text);
    };
    const kept = this.#lines
      .slice(from, to)
      .map((line, offset) => ({ line, index: from + offset }))
      .filter(({ line, index }) => isKept(line, index));
    return {
      lines: [...kept.map(({ line }) => line), ...this.#attachmentsBelow(to)],
      from: kept[0]?.index ?? from,
      score: this.#score(from, to),
    };
  }

  /** Attachments that stand below the buttons: nothing but separators lies between. */
  #attachmentsBelow(end: number): readonly HtmlLine[] {
    const found: HtmlLine[] = [];
    for (let index = end; index < Math.min(this.#lines.length, end + MOST_TAIL); index += 1) {
      const line = this.#lines[index];
      if (line === undefined || isSiteFoot(line.text)) break;
      if (line.leadsToFile && !isToolLine(line.text)) found.push(line);
      else if (this.#marks.separates[index] === false && !/^附\s?件/.test(line.text)) break;
    }
    return found;
  }
}

/** The document on a page, by what its lines say and how they stand together. Linear in the lines. */
export function findArticle({ lines, root }: PageText): Article {
  return new ArticleFinder(lines, marksOf(lines, root)).find(root);
}
