import { AppError } from '../../../errors.ts';
import type { Rule } from '../page/rules.ts';
import { childNamed, childrenOf, type XmlElement } from '../xml.ts';
import { compose, IDENTITY, type Matrix } from './matrix.ts';
import { rulesOf } from './path-object.ts';
import { type Run, runsOf } from './text-object.ts';
import { boxOf, flagOf, transformOf } from './values.ts';

/** What a page, or a template, shows. */
export type PageObjects = Readonly<{
  runs: readonly Run[];
  /** Straight lines along the page: edges of tables, rules. */
  rules: readonly Rule[];
  /** Whether there are images, or drawings that may be text in outline. */
  images: boolean;
  paths: boolean;
  /** The largest image's area, in square millimetres. */
  imageArea: number;
}>;

export const NO_OBJECTS: PageObjects = { runs: [], rules: [], images: false, paths: false, imageArea: 0 };

/** Composite units nest a few levels in practice; deeper is one that holds itself. */
const MOST_NESTING = 16;
/** A page of the smallest print has some ten thousand characters. */
const MOST_CHARACTERS = 1_000_000;
/** More are a map or a drawing, in which no table is looked for. */
const MOST_RULES = 5_000;

/** Counts what is visited over the whole file, so that units that hold each other many times come to an end. */
export class ObjectBudget {
  #left = 12_000_000;
  readonly #fileName: string;

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  /** Throws `file_too_large` when the file has used up its share. */
  spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) this.refuse('页面对象过多');
  }

  refuse(what: string): never {
    throw new AppError('file_too_large', `文件“${this.#fileName}”的${what}。请拆分，或确认文件没有被篡改`, {
      details: [{ fileName: this.#fileName }],
    });
  }
}

/**
 * Gathers the objects below `container` (GB/T 33190—2016 7.7: layers, page blocks, text, images, paths, composite
 * objects), in document order, in the page's space. `units` are the composite graphic units (13) by ID. Objects with
 * Visible="false" are left out. Throws `file_too_large`.
 */
export function collectObjects(
  container: XmlElement,
  units: ReadonlyMap<string, XmlElement>,
  budget: ObjectBudget,
): PageObjects {
  const runs: Run[] = [];
  const rules: Rule[] = [];
  let characters = 0;
  let [images, paths, imageArea] = [false, false, 0];
  const visit = (parent: XmlElement, matrix: Matrix, nesting: number): void => {
    const children = childrenOf(parent);
    budget.spend(children.length);
    for (const child of children) {
      if (!flagOf(child.attributes.Visible, true)) continue;
      switch (child.name) {
        case 'Layer':
          visit(child, matrix, nesting);
          break;
        case 'PageBlock':
          visit(child, compose(transformOf(child), matrix), nesting);
          break;
        case 'TextObject':
          for (const run of runsOf(child, matrix)) {
            characters += run.glyphs.reduce((sum, { text }) => sum + text.length, 0);
            if (characters > MOST_CHARACTERS) budget.refuse(`一页超过 ${MOST_CHARACTERS} 个字符`);
            runs.push(run);
          }
          break;
        case 'CompositeObject': {
          const unit = units.get(child.attributes.ResourceID ?? '');
          const content = unit === undefined ? undefined : childNamed(unit, 'Content');
          if (content !== undefined && nesting < MOST_NESTING) {
            visit(content, compose(transformOf(child), matrix), nesting + 1);
          }
          break;
        }
        case 'ImageObject': {
          const box = boxOf(child.attributes.Boundary);
          images = true;
          if (box !== null) {
            const scale = Math.abs(matrix.a * matrix.d - matrix.b * matrix.c);
            imageArea = Math.max(imageArea, Math.abs(box.width * box.height) * scale);
          }
          break;
        }
        case 'PathObject':
          paths = true;
          if (rules.length <= MOST_RULES) rules.push(...rulesOf(child, matrix));
          break;
        default:
          break;
      }
    }
  };
  visit(container, IDENTITY, 0);
  budget.spend(characters);
  return { runs, rules: rules.length > MOST_RULES ? [] : rules, images, paths, imageArea };
}
