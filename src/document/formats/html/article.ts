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
/** A stretch beyond a separator belongs to the document if it speaks for it this much. */
const LEAST_STRETCH = 60;
const LEAST_SHARE = 0.05;
const MOST_SEPARATORS = 3;
/** How many lines that say nothing either way may stand between the document's block and a line of a document. */
const MOST_NEUTRAL = 2;
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
  if (line.kind === 'field' || isSeparator(line)) return 0;
  const characters = (line.text.match(HAN)?.length ?? 0) * (1 - line.linked);
  if (line.kind === 'row') return characters / 2;
  const isRunning =
    /[，。；：！？]/.test(line.text) ||
    /^(?:第[^，。]{1,8}[条章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])/.test(
      line.text,
    );
  return isRunning ? characters : characters / 4;
}

/** Scores of the lines under the weight of the blocks that they stand in. */
function weighted(lines: readonly HtmlLine[], root: Region): Float64Array {
  const scores = Float64Array.from(lines, scoreOf);
  const visit = (region: Region): void => {
    const names = camelParted(region.names);
    const weight = TEXT_NAMES.test(names) ? TEXT_WEIGHT : SURROUNDING.test(names) ? SURROUNDING_WEIGHT : 1;
    // What surrounds nearly all of the page is a wrapper, whatever its name.
    const whole = region.to - region.from > 0.8 * lines.length;
    if (weight !== 1 && !whole) {
      for (let index = region.from; index < region.to; index += 1)
        scores[index] = (scores[index] ?? 0) * weight;
    }
    for (const child of region.children) visit(child);
  };
  visit(root);
  return scores;
}

class ArticleFinder {
  readonly #lines: readonly HtmlLine[];
  readonly #sums: Float64Array;

  constructor(lines: readonly HtmlLine[], scores: Float64Array) {
    this.#lines = lines;
    this.#sums = new Float64Array(lines.length + 1);
    for (let index = 0; index < lines.length; index += 1)
      this.#sums[index + 1] = (this.#sums[index] ?? 0) + (scores[index] ?? 0);
  }

  #score(from: number, to: number): number {
    return (this.#sums[to] ?? 0) - (this.#sums[from] ?? 0);
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

  #isSeparator(index: number): boolean {
    const line = this.#lines[index];
    return line === undefined || isSeparator(line);
  }

  /** The stretch without separators around the heaviest of `core`, with others near it that belong to it. */
  #stretch(core: Region): { from: number; to: number } {
    const stretches: { from: number; to: number }[] = [];
    for (let index = 0; index < this.#lines.length; ) {
      if (this.#isSeparator(index)) {
        index += 1;
        continue;
      }
      const from = index;
      while (index < this.#lines.length && !this.#isSeparator(index)) index += 1;
      stretches.push({ from, to: index });
    }
    const within = ({ from, to }: { from: number; to: number }): number =>
      this.#score(Math.max(from, core.from), Math.max(core.from, Math.min(to, core.to)));
    let main = 0;
    for (const [index, stretch] of stretches.entries()) {
      const best = stretches[main];
      if (best !== undefined && within(stretch) > within(best)) main = index;
    }
    const found = stretches[main];
    if (found === undefined) return { from: 0, to: 0 };
    const joins = (stretch: { from: number; to: number } | undefined, gap: number): boolean =>
      stretch !== undefined &&
      gap <= MOST_SEPARATORS &&
      (within(stretch) >= Math.max(LEAST_STRETCH, LEAST_SHARE * within(found)) ||
        this.#endsDocument(stretch.from, Math.min(stretch.to, core.to)));
    let first = main;
    let last = main;
    while (joins(stretches[first - 1], (stretches[first]?.from ?? 0) - (stretches[first - 1]?.to ?? 0)))
      first -= 1;
    while (joins(stretches[last + 1], (stretches[last + 1]?.from ?? 0) - (stretches[last]?.to ?? 0)))
      last += 1;
    return { from: stretches[first]?.from ?? 0, to: stretches[last]?.to ?? 0 };
  }

  /** Whether a signature, a date or the like stands in a range: lines that end a document, however short. */
  #endsDocument(from: number, to: number): boolean {
    return this.#lines.slice(from, to).some(({ text, kind }) => kind === 'text' && isDocumentLine(text));
  }

  /** Whether a line beyond the document's block is of it: a sentence, a number, a signature, an attachment. */
  #belongs(index: number): boolean {
    const line = this.#lines[index];
    if (line === undefined) return false;
    if (line.kind !== 'text' || line.leadsToFile) return true;
    return (
      isDocumentLine(line.text) ||
      fieldsOfLine(line.text) !== null ||
      (/[，。；]/.test(line.text) && this.#score(index, index + 1) >= 20)
    );
  }

  find(root: Region): Article {
    const core = this.#core(root);
    const { from, to } = this.#stretch(core);
    let start = Math.max(from, Math.min(core.from, to));
    for (let index = start - 1; index >= from && start - index <= MOST_NEUTRAL + 1; index -= 1)
      if (this.#belongs(index)) start = index;
    let end = Math.min(to, Math.max(core.to, from));
    for (let index = end; index < to && index - end <= MOST_NEUTRAL; index += 1)
      if (this.#belongs(index)) end = index + 1;
    // Buttons within are none of the document; what else separates may be a line of it that looks like one.
    const lines = this.#lines
      .slice(start, end)
      .filter(({ text, kind }) => kind !== 'text' || !isToolLine(text));
    return { lines: [...lines, ...this.#attachmentsBelow(end)], from: start, score: this.#score(start, end) };
  }

  /** Attachments that stand below the buttons: nothing but separators lies between. */
  #attachmentsBelow(end: number): readonly HtmlLine[] {
    const found: HtmlLine[] = [];
    for (let index = end; index < Math.min(this.#lines.length, end + MOST_TAIL); index += 1) {
      const line = this.#lines[index];
      if (line === undefined || isSiteFoot(line.text)) break;
      if (line.leadsToFile && !isToolLine(line.text)) found.push(line);
      else if (!this.#isSeparator(index) && !/^附\s?件/.test(line.text)) break;
    }
    return found;
  }
}

/** The document on a page, by what its lines say and how they stand together. Linear in the lines. */
export function findArticle({ lines, root }: PageText): Article {
  return new ArticleFinder(lines, weighted(lines, root)).find(root);
}
