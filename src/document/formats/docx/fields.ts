import { childNamed, childrenOf, type XmlElement } from '../xml.ts';
import { integerOf, onOff, valueIn } from './properties.ts';

/** A field that has begun and not ended (ECMA-376 Part 1, 17.16). */
type Frame = { code: string; inResult: boolean; readonly form: XmlElement | undefined };

/** Beyond these the parts of a text are other stories, or not shown. */
const OTHER_STORIES: ReadonlySet<string> = new Set(['txbxContent', 'del', 'moveFrom']);

function collectMarks(element: XmlElement, marks: XmlElement[]): void {
  for (const child of childrenOf(element)) {
    if (child.name === 'fldChar') marks.push(child);
    else if (!OTHER_STORIES.has(child.name)) collectMarks(child, marks);
  }
}

/** The beginnings of fields that never end: damage, which must not hide the rest of the text. */
function unclosedIn(story: XmlElement): Set<XmlElement> {
  const marks: XmlElement[] = [];
  collectMarks(story, marks);
  const open: XmlElement[] = [];
  for (const mark of marks) {
    if (mark.attributes.fldCharType === 'begin') open.push(mark);
    if (mark.attributes.fldCharType === 'end') open.pop();
  }
  return new Set(open);
}

const CIRCLED_20 = 0x2460;
const CIRCLED_35 = 0x3251;
const CIRCLED_50 = 0x32b1;

function circled(text: string): string {
  const value = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > 50) return text;
  if (value <= 20) return String.fromCharCode(CIRCLED_20 + value - 1);
  return String.fromCharCode(value <= 35 ? CIRCLED_35 + value - 21 : CIRCLED_50 + value - 36);
}

/** Word's “enclose characters”: eq \o\ac(○,1) prints the second over the first. Other equations stay unread. */
function overprinted(code: string): string {
  const match = /^\s*eq\s*\\o\s*\\a[clr]\s*\(([^,;\\]{0,9})[,;]([^\\()]{0,40})\)\s*$/i.exec(code);
  if (match === null) return '';
  const inner = (match[2] ?? '').trim();
  return match[1]?.trim() === '○' || match[1]?.trim() === '〇' ? circled(inner) : inner;
}

/** Check boxes and drop-down lists of forms (17.16.7, 17.16.9) have no result; their state is all they show. */
function formValue(form: XmlElement): string {
  const box = childNamed(form, 'checkBox');
  if (box !== undefined) return (onOff(box, 'checked') ?? onOff(box, 'default') ?? false) ? '☑' : '□';
  const list = childNamed(form, 'ddList');
  if (list === undefined) return '';
  const entries = childrenOf(list).filter(({ name }) => name === 'listEntry');
  return entries[integerOf(list, 'result') ?? integerOf(list, 'default') ?? 0]?.attributes.val ?? '';
}

/** Follows the fields of one story: their codes are hidden, their results shown. */
export class Fields {
  readonly #unclosed: ReadonlySet<XmlElement>;
  readonly #frames: Frame[] = [];
  #codes = 0;

  constructor(story: XmlElement) {
    this.#unclosed = unclosedIn(story);
  }

  /** Whether what comes now is part of a field's code. */
  get hides(): boolean {
    return this.#codes > 0;
  }

  code(text: string): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined && !frame.inResult) frame.code += text;
  }

  /** Takes a w:fldChar; gives what is shown by a field that ends without a result, else ''. */
  mark(element: XmlElement): string {
    const type = element.attributes.fldCharType;
    if (type === 'begin' && !this.#unclosed.has(element)) {
      this.#frames.push({ code: '', inResult: false, form: childNamed(element, 'ffData') });
      this.#codes += 1;
    }
    const frame = this.#frames.at(-1);
    if (type === 'separate' && frame !== undefined && !frame.inResult) {
      frame.inResult = true;
      this.#codes -= 1;
    }
    if (type !== 'end' || frame === undefined) return '';
    this.#frames.pop();
    if (!frame.inResult) this.#codes -= 1;
    const form = frame.form === undefined ? '' : formValue(frame.form);
    return form === '' && !frame.inResult ? overprinted(frame.code) : form;
  }
}

/** The text of w:fldSimple without a result, from its code. */
export const simpleFieldText = (element: XmlElement): string =>
  overprinted(element.attributes.instr ?? valueIn(element, 'instr') ?? '');
