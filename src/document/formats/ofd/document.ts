import { AppError } from '../../../errors.ts';
import { childNamed, childrenOf, textOf, type XmlElement } from '../xml.ts';
import type { OfdPackage, Part } from './package.ts';
import { collectObjects, NO_OBJECTS, type ObjectBudget, type PageObjects } from './page-objects.ts';
import { type Box, boxOf } from './values.ts';

/** What one page shows with its templates, and its size in millimetres. */
export type OfdPage = Readonly<{ objects: PageObjects; width: number; height: number }>;

const A4: Box = { x: 0, y: 0, width: 210, height: 297 };

/** The children of that name. */
const all = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element === undefined ? [] : childrenOf(element).filter((child) => child.name === name);

const damaged = (fileName: string, what: string): AppError =>
  new AppError('unreadable_file', `文件“${fileName}”已损坏：${what}。请从来源重新取得后入库`, {
    details: [{ fileName }],
  });

/** CT_PageArea (7.5): the paper, or where that is not stated the area of the content. */
function areaOf(element: XmlElement | undefined): Box | null {
  for (const name of ['PhysicalBox', 'ApplicationBox', 'ContentBox']) {
    const box = element === undefined ? undefined : childNamed(element, name);
    const area = box === undefined ? null : boxOf(textOf(box));
    if (area !== null && area.width > 0 && area.height > 0) return area;
  }
  return null;
}

const merge = (a: PageObjects, b: PageObjects): PageObjects => ({
  runs: [...a.runs, ...b.runs],
  rules: [...a.rules, ...b.rules],
  images: a.images || b.images,
  paths: a.paths || b.paths,
  imageArea: Math.max(a.imageArea, b.imageArea),
});

/** One document of a package (7.5): its pages one after the other, templates and resources read as they are needed. */
export class OfdDocument {
  readonly #package: OfdPackage;
  readonly #part: Part;
  readonly #budget: ObjectBudget;
  readonly #common: XmlElement | undefined;
  readonly #templates = new Map<string, PageObjects>();
  #units: ReadonlyMap<string, XmlElement> | undefined;

  constructor(ofd: OfdPackage, part: Part, budget: ObjectBudget) {
    this.#package = ofd;
    this.#part = part;
    this.#budget = budget;
    this.#common = childNamed(part.root, 'CommonData');
  }

  /** Pages in their order (table 3). */
  get pages(): readonly XmlElement[] {
    return all(childNamed(this.#part.root, 'Pages'), 'Page');
  }

  /** Throws `unreadable_file` where the page's content is missing or damaged, and `file_too_large`. */
  async read(page: XmlElement): Promise<OfdPage> {
    const location = page.attributes.BaseLoc ?? '';
    const part = await this.#package.part(location, this.#part.folder);
    if (part === undefined) throw damaged(this.#package.fileName, `缺少页面“${location}”`);
    let objects = await this.#objectsOf(part);
    for (const template of all(part.root, 'Template')) {
      const shared = await this.#template(template.attributes.TemplateID ?? '');
      // Counted once per page that shows it.
      this.#budget.spend(shared.runs.length);
      // ZOrder (table 12) says what covers what; where the lines stand does not depend on it.
      objects = merge(shared, objects);
    }
    const area =
      areaOf(childNamed(part.root, 'Area')) ??
      areaOf(this.#common === undefined ? undefined : childNamed(this.#common, 'PageArea')) ??
      A4;
    return { objects, width: area.width, height: area.height };
  }

  async #template(id: string): Promise<PageObjects> {
    const known = this.#templates.get(id);
    if (known !== undefined) return known;
    const template = all(this.#common, 'TemplatePage').find((candidate) => candidate.attributes.ID === id);
    const location = template?.attributes.BaseLoc;
    const part = location === undefined ? undefined : await this.#package.part(location, this.#part.folder);
    const objects = part === undefined ? NO_OBJECTS : await this.#objectsOf(part);
    this.#templates.set(id, objects);
    return objects;
  }

  async #objectsOf(part: Part): Promise<PageObjects> {
    const content = childNamed(part.root, 'Content');
    if (content === undefined) return NO_OBJECTS;
    const shared = await this.#sharedUnits();
    const own = await this.#unitsOf(all(part.root, 'PageRes'), part.folder);
    return collectObjects(content, own.size === 0 ? shared : new Map([...shared, ...own]), this.#budget);
  }

  async #sharedUnits(): Promise<ReadonlyMap<string, XmlElement>> {
    this.#units ??= await this.#unitsOf(
      [...all(this.#common, 'PublicRes'), ...all(this.#common, 'DocumentRes')],
      this.#part.folder,
    );
    return this.#units;
  }

  /** Composite graphic units (13) of these resource files by ID; a file that is missing has none. */
  async #unitsOf(locations: readonly XmlElement[], folder: string): Promise<ReadonlyMap<string, XmlElement>> {
    const units = new Map<string, XmlElement>();
    for (const location of locations) {
      const part = await this.#package.part(textOf(location), folder, this.#part.folder);
      for (const group of all(part?.root, 'CompositeGraphicUnits')) {
        for (const unit of all(group, 'CompositeGraphicUnit')) units.set(unit.attributes.ID ?? '', unit);
      }
    }
    return units;
  }
}

/**
 * The documents of a package in the order of OFD.xml (6.3: DocBody, DocRoot). Throws `unreadable_file` where there is
 * none or one is missing.
 */
export async function documentsOf(ofd: OfdPackage, budget: ObjectBudget): Promise<readonly OfdDocument[]> {
  const documents: OfdDocument[] = [];
  for (const body of all(ofd.entry.root, 'DocBody')) {
    const root = childNamed(body, 'DocRoot');
    if (root === undefined) continue;
    const part = await ofd.part(textOf(root), ofd.entry.folder);
    if (part === undefined) throw damaged(ofd.fileName, `缺少文档“${textOf(root).trim()}”`);
    documents.push(new OfdDocument(ofd, part, budget));
  }
  if (documents.length === 0) throw damaged(ofd.fileName, 'OFD.xml 没有列出文档（DocBody）');
  return documents;
}
