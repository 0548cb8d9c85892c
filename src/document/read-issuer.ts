import type { Span } from '../text/schema.ts';
import { readImprint } from './head-values.ts';
import {
  expandBody,
  governmentOf,
  issuerOfNote,
  issuerOfTitle,
  makerOf,
  placeStated,
  plainBody,
} from './issuer.ts';
import { isIssuingBody, splitBodies } from './issuing-body.ts';
import { jurisdictionOf } from './jurisdiction.ts';
import type { Found, PageReader } from './page-reader.ts';
import type { Signature } from './signature.ts';

/** What else of the page tells the issuer. */
export type IssuerClues = Readonly<{
  /** The title as written, with its blanks, and where. */
  title: Found | null;
  documentNumber: string | null;
  signature: Signature;
  letterhead: Found | null;
  /** 发文机关：… and 发布机构：… of a table at the head. */
  field: Found | null;
  publisher: Found | null;
  printedBy: string | null;
  /** Lines below the title that tell when the text was passed. */
  notes: readonly string[];
}>;

/** 令 and 公告 name their issuer in the number: 国务院令第322号. 主席令 publishes what an assembly passed. */
function issuerOfOrder(documentNumber: string | null): string | null {
  const name = /^(.*?)(?:令|公告)(?:第|〔)/.exec(documentNumber ?? '')?.[1] ?? '';
  if (name.length <= 2 || name.endsWith('主席') || name.endsWith('政')) return null;
  return (
    splitBodies(name)
      .join('、')
      .replace(/第[一二三四五六七八九十\d]+届/, '') || null
  );
}

const LONGEST_PREAMBLE = 4;

class IssuerReader {
  readonly #page: PageReader;
  readonly #clues: IssuerClues;
  readonly #order: string | null;

  constructor(page: PageReader, clues: IssuerClues) {
    this.#page = page;
    this.#clues = clues;
    this.#order = issuerOfOrder(clues.documentNumber);
  }

  read(): Found | null {
    const { signature, letterhead } = this.#clues;
    const title = this.#ofTitle();
    const value =
      this.#joined(signature.names) ??
      letterhead?.value ??
      title ??
      this.#order ??
      this.#ofAuthors() ??
      (signature.officer === null ? null : governmentOf(signature.officer, this.#placeOf)) ??
      this.#ofAssembly() ??
      this.#ofField() ??
      readImprint(this.#page)?.name.value ??
      this.#ofText() ??
      this.#ofPublisher();
    if (value === null) return null;
    const names = value.split('、').map((name) => plainBody(expandBody(name, this.#placeOf)));
    return { value: names.join('、'), spans: this.#spans(title) };
  }

  readonly #placeOf = (kind: string): string | null => {
    const { title, letterhead, printedBy, documentNumber, field, signature } = this.#clues;
    const order = /令|公告/.test(documentNumber ?? '') ? (documentNumber ?? '') : '';
    const stated = [letterhead?.value, printedBy, order, field?.value, title?.value, ...signature.names];
    return placeStated(
      kind,
      stated.flatMap((text) => (text === undefined || text === null ? [] : [text])),
      documentNumber,
    );
  };

  #joined(names: readonly string[]): string | null {
    return names.length === 0 ? null : names.join('、');
  }

  #ofTitle(): string | null {
    return this.#clues.title === null ? null : issuerOfTitle(this.#clues.title.value);
  }

  /** The names in columns below the title. */
  #ofAuthors(): string | null {
    const page = this.#page;
    const title = page.indexes('title', page.from, page.headEnd).at(-1);
    if (title === undefined) return null;
    return this.#joined(
      page
        .indexes('header', title + 1, page.headEnd)
        .flatMap((index) => splitBodies(page.raw(index), isAuthor)),
    );
  }

  #ofAssembly(): string | null {
    const { documentNumber, notes } = this.#clues;
    const passed = /主席令/.test(documentNumber ?? '') ? [...notes, ...this.#preamble()] : notes;
    return passed.map(issuerOfNote).find((name) => name !== null) ?? null;
  }

  /** The first paragraphs of the text. */
  #preamble(): string[] {
    const page = this.#page;
    return page
      .indexes('body', page.headEnd)
      .slice(0, LONGEST_PREAMBLE)
      .map((index) => page.line(index));
  }

  #ofField(): string | null {
    return this.#clues.field === null ? null : this.#joined(splitBodies(this.#clues.field.value));
  }

  #ofText(): string | null {
    return (
      this.#preamble()
        .map(makerOf)
        .find((name) => name !== null) ?? null
    );
  }

  /** Whose page it is issued the text where the title names the same place, or the name leaves its place to the title. */
  #ofPublisher(): string | null {
    const names = this.#clues.publisher === null ? [] : splitBodies(this.#clues.publisher.value);
    const [name, ...others] = names;
    const title = this.#clues.title?.value ?? '';
    if (name === undefined || others.length > 0) return null;
    const { region } = jurisdictionOf(name);
    if (region !== null) return region === jurisdictionOf(title).region ? name : null;
    const expanded = expandBody(name, this.#placeOf);
    return expanded === name ? null : expanded;
  }

  #spans(title: string | null): readonly Span[] {
    const { signature, letterhead, field } = this.#clues;
    const stated = [...(letterhead?.spans ?? []), ...signature.spans];
    if (stated.length > 0) return stated;
    const heads = this.#page.indexes('title', this.#page.from, this.#page.headEnd);
    const [first] = heads;
    if (title !== null && first !== undefined) {
      const span = this.#page.span(first);
      const at = this.#page.text.slice(span.start, span.end).indexOf(title);
      return [at < 0 ? span : { start: span.start + at, end: span.start + at + title.length }];
    }
    return field?.spans ?? [];
  }
}

/** Below a title short forms sign, too: 市医改办  市卫计委. */
const isAuthor = (name: string): boolean =>
  isIssuingBody(name) || /^[一-龥]{3,40}(?:办|委|局|厅|部|署|院|会|政府|中心)$/.test(name);

/**
 * The issuer of a document, several joined by 、 in the order of signature. In turn: who signed; the letterhead; who the
 * title names; whose order it is; who stands below the title; the government whose head signed; the assembly that passed
 * it; what a table at the head says; who the text says made it. A name that leaves out its place (市教委) is completed
 * where the document states the place. Null where nothing tells; whose site a text stands on never does by itself.
 */
export const readIssuer = (page: PageReader, clues: IssuerClues): Found | null =>
  new IssuerReader(page, clues).read();
