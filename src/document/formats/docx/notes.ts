import { childrenOf, type XmlElement } from '../xml.ts';

type Kind = 'footnoteReference' | 'endnoteReference';

const byId = (root: XmlElement | undefined): ReadonlyMap<string, XmlElement> =>
  new Map(
    (root === undefined ? [] : childrenOf(root)).flatMap((note): [string, XmlElement][] =>
      // The others are the lines between text and notes (ECMA-376 Part 1, 17.18.33).
      note.attributes.id !== undefined && (note.attributes.type ?? 'normal') === 'normal'
        ? [[note.attributes.id, note]]
        : [],
    ),
  );

/** The footnotes and endnotes of a document, in the order in which its text refers to them. */
export class Notes {
  readonly #footnotes: ReadonlyMap<string, XmlElement>;
  readonly #endnotes: ReadonlyMap<string, XmlElement>;
  readonly #referred: Readonly<Record<Kind, Set<XmlElement>>> = {
    footnoteReference: new Set(),
    endnoteReference: new Set(),
  };

  /** The roots of footnotes.xml and endnotes.xml. */
  constructor(footnotes: XmlElement | undefined, endnotes: XmlElement | undefined) {
    this.#footnotes = byId(footnotes);
    this.#endnotes = byId(endnotes);
  }

  refer(kind: Kind, id: string | undefined): void {
    const note = (kind === 'footnoteReference' ? this.#footnotes : this.#endnotes).get(id ?? '');
    if (note !== undefined) this.#referred[kind].add(note);
  }

  /** Footnotes first, each once. A note that nothing refers to is not shown. */
  get referred(): readonly XmlElement[] {
    return [...this.#referred.footnoteReference, ...this.#referred.endnoteReference];
  }
}
