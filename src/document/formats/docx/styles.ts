import { childNamed, childrenOf, type XmlElement } from '../xml.ts';
import { fontOf, integerOf, onOff, valueIn } from './properties.ts';

/** What a style itself says; undefined where it leaves it to the style that it is based on. */
type Style = Readonly<{
  id: string;
  basedOn: string | undefined;
  numId: number | undefined;
  level: number | undefined;
  hidden: boolean | undefined;
  font: string | undefined;
}>;

export type RunStyle = Readonly<{ hidden: boolean; font: string | undefined }>;

/** Longer chains than this are no work of a person; Word allows ten. */
const LONGEST_CHAIN = 50;

/** The styles of a document, by what the text depends on (ECMA-376 Part 1, 17.7). */
export class Styles {
  readonly #byId = new Map<string, Style>();
  readonly #runStyles = new Map<string, RunStyle>();
  #defaultParagraph: string | undefined;

  /** `root` is that of styles.xml. */
  constructor(root: XmlElement | undefined) {
    for (const element of root === undefined ? [] : childrenOf(root)) {
      const id = element.attributes.styleId;
      if (element.name !== 'style' || id === undefined || this.#byId.has(id)) continue;
      const run = childNamed(element, 'rPr');
      const paragraph = childNamed(element, 'pPr');
      const numbering = paragraph === undefined ? undefined : childNamed(paragraph, 'numPr');
      this.#byId.set(id, {
        id,
        basedOn: valueIn(element, 'basedOn'),
        numId: integerOf(numbering, 'numId'),
        level: integerOf(numbering, 'ilvl'),
        hidden: onOff(run, 'vanish'),
        font: fontOf(run),
      });
      const isDefault = element.attributes.default === '1' || element.attributes.default === 'true';
      if (isDefault && element.attributes.type === 'paragraph') this.#defaultParagraph ??= id;
    }
  }

  /** From the style itself to the one that all are based on; of a paragraph without a style, from the default one. */
  #chain(id: string | undefined): Style[] {
    const chain: Style[] = [];
    let next = id;
    while (next !== undefined && chain.length < LONGEST_CHAIN) {
      const style = this.#byId.get(next);
      if (style === undefined) break;
      chain.push(style);
      next = style.basedOn;
    }
    return chain;
  }

  paragraphChain(id: string | undefined): readonly Style[] {
    return this.#chain(id !== undefined && this.#byId.has(id) ? id : this.#defaultParagraph);
  }

  /** The list that a numbering style (17.9.27 styleLink) stands for. */
  numIdOf(id: string): number | undefined {
    return this.#chain(id).find(({ numId }) => numId !== undefined)?.numId;
  }

  /**
   * What the styles of a run say. `hidden` is a toggle property, so that a hidden character style within a hidden
   * paragraph style shows (17.7.3); `font` is that of Latin letters.
   */
  runStyle(paragraphStyle: string | undefined, characterStyle: string | undefined): RunStyle {
    const key = `${paragraphStyle ?? ''}\n${characterStyle ?? ''}`;
    const known = this.#runStyles.get(key);
    if (known !== undefined) return known;
    const paragraph = this.paragraphChain(paragraphStyle);
    const character = this.#chain(characterStyle);
    const says = (chain: readonly Style[]): boolean =>
      chain.find(({ hidden }) => hidden !== undefined)?.hidden ?? false;
    const style = {
      hidden: says(paragraph) !== says(character),
      font: [...character, ...paragraph].find(({ font }) => font !== undefined)?.font,
    };
    this.#runStyles.set(key, style);
    return style;
  }
}
