import type { Block } from '../word/block.ts';
import { shownByCode } from '../word/fields.ts';
import { makeLabel } from '../word/label.ts';
import { symbolAt } from '../word/symbols.ts';
import { codePageOf, decodeBytes, SYMBOL_CHARSET, WESTERN } from './code-pages.ts';
import { CHARACTERS, LEFT_OUT, READ_STARRED, SYMBOLS } from './destinations.ts';
import { RowDefinition } from './rows.ts';
import { RtfStory } from './story.ts';
import type { RtfToken } from './tokens.ts';

/** What the file says, and how many groups it left open. */
export type RtfContent = Readonly<{
  blocks: readonly Block[];
  notes: readonly (readonly Block[])[];
  open: number;
}>;

/** Where the text of a group goes; `none`: nowhere. */
type Target = 'story' | 'none' | 'fonts' | 'label' | 'code' | 'name' | 'value';

/** What a group inherits from the one around it. */
type Group = {
  target: Target;
  /** What is done with the text when the group ends that began with it. */
  ends: 'label' | 'note' | 'box' | 'field' | 'value' | null;
  story: RtfStory;
  font: number | null;
  /** Characters behind \u that stand for it in programs that cannot read it. */
  fallback: number;
  isHidden: boolean;
  isDeleted: boolean;
  inTable: boolean;
  depth: number | null;
};

type Font = { codePage: number | null; isSymbol: boolean; name: string };
type Field = { code: string; start: number };

const MOST_DEPTH = 30;
/** The property of a shape that holds text drawn as a picture ([MS-ODRAW] 2.3.22.1). */
const DRAWN_TEXT = 'gtextUNICODE';

/** Reads the tokens of a file one after the other. */
export class RtfInterpreter {
  readonly #body = new RtfStory();
  readonly #groups: Group[] = [];
  readonly #fonts = new Map<number, Font>();
  readonly #footnotes: (readonly Block[])[] = [];
  readonly #endnotes: (readonly Block[])[] = [];
  readonly #fields: Field[] = [];
  readonly #row = new RowDefinition();
  #group: Group = {
    target: 'story',
    ends: null,
    story: this.#body,
    font: null,
    fallback: 1,
    isHidden: false,
    isDeleted: false,
    inTable: false,
    depth: null,
  };
  #codePage = WESTERN;
  #defaultFont: number | null = null;
  #bytes: Uint8Array[] = [];
  #toSkip = 0;
  #isStarred = false;
  #atGroupStart = false;
  #isEndnote = false;
  /** Text of groups that are no part of a story: labels, names and values of properties. */
  #aside = '';
  #propertyName = '';
  #written = 0;

  take(token: RtfToken): void {
    if (token.kind === 'bytes') this.#takeBytes(token.bytes);
    else {
      if (this.#toSkip > 0 && token.kind === 'symbol') {
        this.#toSkip -= 1;
        return;
      }
      this.#flush();
      if (token.kind === 'open') this.#openGroup();
      else if (token.kind === 'close') this.#closeGroup();
      else if (token.kind === 'symbol') this.#takeSymbol(token.char);
      else this.#takeWord(token.name, token.value);
    }
    if (token.kind !== 'open' && !this.#isStarred) this.#atGroupStart = false;
  }

  finish(): RtfContent {
    this.#flush();
    const open = this.#groups.length;
    while (this.#groups.length > 0) this.#closeGroup();
    return { blocks: this.#body.finish(), notes: [...this.#footnotes, ...this.#endnotes], open };
  }

  #openGroup(): void {
    this.#groups.push(this.#group);
    this.#group = { ...this.#group, ends: null };
    this.#toSkip = 0;
    this.#atGroupStart = true;
    this.#isStarred = false;
  }

  #closeGroup(): void {
    const closed = this.#group;
    const around = this.#groups.pop();
    this.#toSkip = 0;
    this.#isStarred = false;
    if (around === undefined) return;
    this.#group = around;
    if (closed.ends === 'label') {
      const text = this.#aside.trim();
      const isBullet = /^[^\p{L}\p{N}]$/u.test(text);
      around.story.setLabel(makeLabel(text, /\s$/.test(this.#aside), isBullet));
    } else if (closed.ends === 'note') {
      (this.#isEndnote ? this.#endnotes : this.#footnotes).push(closed.story.finish());
    } else if (closed.ends === 'box') around.story.hang(closed.story.finish());
    else if (closed.ends === 'field') this.#endField();
    else if (closed.ends === 'value' && this.#propertyName.trim() === DRAWN_TEXT && this.#aside.trim() !== '')
      around.story.hang([{ kind: 'paragraph', text: this.#aside.trim() }]);
    if (closed.ends !== null && closed.ends !== 'field') this.#aside = '';
  }

  #endField(): void {
    const field = this.#fields.pop();
    if (field !== undefined && field.start === this.#written) this.#write(shownByCode(field.code));
  }

  #takeBytes(bytes: Uint8Array): void {
    const skipped = Math.min(this.#toSkip, bytes.length);
    this.#toSkip -= skipped;
    if (skipped < bytes.length && this.#group.target !== 'none') this.#bytes.push(bytes.subarray(skipped));
  }

  /** Bytes are gathered, because a character may have one written as \'hh and the other as itself. */
  #flush(): void {
    if (this.#bytes.length === 0) return;
    const bytes = this.#bytes.length === 1 ? this.#bytes[0] : Buffer.concat(this.#bytes);
    this.#bytes = [];
    if (bytes === undefined) return;
    const font = this.#fonts.get(this.#group.font ?? this.#defaultFont ?? -1);
    if (font?.isSymbol === true && this.#group.target !== 'fonts')
      this.#write(Array.from(bytes, (byte) => symbolAt(byte, font.name.trim())).join(''));
    else this.#write(decodeBytes(bytes, font?.codePage ?? this.#codePage));
  }

  #write(text: string): void {
    const { target, story, isHidden, isDeleted, font } = this.#group;
    if (target === 'fonts') this.#nameFont(font, text);
    else if (target === 'code') {
      const field = this.#fields.at(-1);
      if (field !== undefined) field.code += text;
    } else if (target === 'name') this.#propertyName += text;
    else if (target === 'label' || target === 'value') this.#aside += text;
    else if (target === 'story' && !isHidden && !isDeleted) {
      story.write(text);
      this.#written += text.length;
    }
  }

  #nameFont(number: number | null, text: string): void {
    const font = this.#fonts.get(number ?? -1);
    if (font !== undefined && !font.name.includes(';')) font.name = (font.name + text).split(';')[0] ?? '';
  }

  #takeSymbol(char: string): void {
    if (char === '*' && this.#atGroupStart) this.#isStarred = true;
    else if (char === '\n' || char === '\r') this.#endParagraph();
    else this.#write(SYMBOLS.get(char) ?? '');
  }

  #takeWord(name: string, value: number | null): void {
    const isStarred = this.#isStarred;
    this.#isStarred = false;
    if (this.#toSkip > 0 && name !== 'u') {
      this.#toSkip -= 1;
      return;
    }
    if (this.#group.target === 'none') return;
    if (this.#atGroupStart && this.#beginDestination(name, isStarred)) return;
    const character = CHARACTERS.get(name);
    if (character !== undefined) this.#write(character);
    else if (name === 'u') this.#takeUnicode(value ?? 0);
    else if (!this.#row.take(name, value)) this.#takeProperty(name, value);
  }

  /** \u counts in 16 bits with a sign; what follows for older programs is skipped. */
  #takeUnicode(value: number): void {
    const unit = value & 0xffff;
    const font = this.#fonts.get(this.#group.font ?? this.#defaultFont ?? -1);
    const isPrivate = unit >= 0xf020 && unit <= 0xf0ff;
    this.#write(
      isPrivate
        ? symbolAt(unit, font?.isSymbol === true ? font.name.trim() : 'wingdings')
        : String.fromCharCode(unit),
    );
    this.#toSkip = this.#group.fallback;
  }

  /** Whether the first word of a group says where its text goes. */
  #beginDestination(name: string, isStarred: boolean): boolean {
    const group = this.#group;
    if (LEFT_OUT.has(name) || (isStarred && !READ_STARRED.has(name))) {
      // A shape's properties are left out but for the one that is text.
      group.target = name === 'sp' ? group.target : 'none';
      return true;
    }
    switch (name) {
      case 'fonttbl':
        group.target = 'fonts';
        return true;
      case 'listtext':
      case 'pntext':
        group.target = group.isHidden ? 'none' : 'label';
        group.ends = 'label';
        return true;
      case 'footnote':
        group.story = new RtfStory();
        group.ends = 'note';
        group.inTable = false;
        group.depth = null;
        this.#isEndnote = false;
        return true;
      case 'shptxt':
        group.story = new RtfStory();
        group.ends = 'box';
        group.target = 'story';
        group.inTable = false;
        group.depth = null;
        return true;
      case 'shpinst':
      case 'shpgrp':
        return true;
      case 'sn':
        this.#propertyName = '';
        group.target = 'name';
        return true;
      case 'sv':
        group.target = 'value';
        group.ends = 'value';
        return true;
      case 'field':
        this.#fields.push({ code: '', start: this.#written });
        group.ends = 'field';
        return true;
      case 'fldinst':
        group.target = 'code';
        return true;
      case 'fldrslt':
        if (group.target === 'code') group.target = 'none';
        return true;
      case 'upr':
        // Its text comes twice: in bytes, then in the group \ud.
        group.target = 'name';
        return true;
      case 'ud':
        group.target = 'story';
        return true;
      default:
        return false;
    }
  }

  #takeProperty(name: string, value: number | null): void {
    const group = this.#group;
    switch (name) {
      case 'ansicpg':
        if (value !== null && value > 0) this.#codePage = value;
        break;
      case 'deff':
        this.#defaultFont = value;
        break;
      case 'f':
        group.font = value;
        if (group.target === 'fonts' && value !== null)
          this.#fonts.set(value, { codePage: null, isSymbol: false, name: '' });
        break;
      case 'fcharset':
      case 'cpg': {
        const font = group.target === 'fonts' ? this.#fonts.get(group.font ?? -1) : undefined;
        if (font === undefined || value === null) break;
        if (name === 'cpg' && value > 0) font.codePage = value;
        if (name === 'fcharset') font.codePage = codePageOf(value);
        font.isSymbol ||= name === 'fcharset' && value === SYMBOL_CHARSET;
        break;
      }
      case 'uc':
        group.fallback = Math.max(0, value ?? 1);
        break;
      case 'plain':
        group.isHidden = false;
        group.isDeleted = false;
        group.font = null;
        break;
      case 'v':
        group.isHidden = value !== 0;
        break;
      case 'deleted':
        group.isDeleted = value !== 0;
        break;
      case 'ftnalt':
        this.#isEndnote = true;
        break;
      case 'pard':
        group.inTable = false;
        group.depth = null;
        break;
      case 'intbl':
        group.inTable = true;
        break;
      case 'itap':
        group.depth = Math.max(0, Math.min(MOST_DEPTH, value ?? 1));
        break;
      default:
        this.#takeEnd(name);
    }
  }

  #depth(): number {
    return this.#group.depth ?? (this.#group.inTable ? 1 : 0);
  }

  #endParagraph(): void {
    const { target, story, isDeleted } = this.#group;
    if (target === 'story' && !isDeleted) story.endParagraph(this.#depth());
  }

  #takeEnd(name: string): void {
    const { target, story } = this.#group;
    if (target !== 'story') return;
    if (name === 'par' || name === 'sect') this.#endParagraph();
    else if (name === 'cell') story.endCell(1);
    else if (name === 'row') story.endRow(1, this.#row);
    else if (name === 'nestcell') story.endCell(Math.max(2, this.#depth()));
    else if (name === 'nestrow') story.endRow(Math.max(2, this.#depth()), this.#row);
  }
}
