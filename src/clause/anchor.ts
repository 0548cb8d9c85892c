import type { Draft } from './draft.ts';
import type { ClauseKind } from './schema.ts';

/** What stands before the number in an anchor, where the number alone would not tell the kind. */
const PREFIXES: Partial<Readonly<Record<ClauseKind, string>>> = {
  part: '',
  section: '',
  item: '',
  subitem: '',
  paragraph: '',
  law_subitem: '',
  law_item: 'i',
  point: 'p',
  bullet: 'd',
  bracket: 'k',
  book: 'b',
  chapter: 'c',
  law_section: 's',
  article: 'a',
  body: 't',
  attachment: 'x',
  enclosed: 'e',
  table: 'g',
  row: 'r',
};

/**
 * Gives each clause of a document its anchor: the numbers of the clauses around it and its own (三、（四）12. → 3.4.12).
 * Articles are numbered through a law, so they need no chapter: 第十二条第二款 → a12.2, 第一百二十条之一 → a120-1; those of
 * an enclosed document or an attachment are its own: e1.a12.2, e1.x2.a1.
 * Clauses without a number are counted among their siblings of the same kind. A repeated anchor gets ~2, ~3 in reading
 * order, so that the same text always has the same anchors, all different.
 */
export class Anchors {
  readonly #used = new Map<string, number>();
  readonly #articleScope: string;

  constructor(articleScope = '') {
    this.#articleScope = articleScope;
  }

  /** The anchor of `clause`, the `position`th (from 1) of its kind among its siblings, below `parent` ('' at the top). */
  next(clause: Draft, parent: string, position: number): string {
    const prefix = PREFIXES[clause.kind];
    const number = clause.ordinal ?? position;
    const suffix = clause.suffix > 0 ? `-${clause.suffix}` : '';
    let own: string;
    if (prefix === undefined) own = clause.kind;
    else own = `${clause.style === 'subbook' ? 'f' : prefix}${number}${suffix}`;
    const scope = clause.kind === 'article' ? scopeOf(parent, this.#articleScope) : parent;
    const anchor = scope === '' ? own : `${scope}.${own}`;
    const count = (this.#used.get(anchor) ?? 0) + 1;
    this.#used.set(anchor, count);
    // ~ is in no anchor of its own, so the result is new as well.
    return count === 1 ? anchor : `${anchor}~${count}`;
  }
}

/** Of the clauses around an article only enclosed documents and attachments count their articles anew. */
function scopeOf(parent: string, fallback: string): string {
  const scope = /^[ex]\d+(?:-\d+)?(?:~\d+)?(?:\.[ex]\d+(?:-\d+)?(?:~\d+)?)*(?![^.])/.exec(parent);
  return scope?.[0] ?? fallback;
}
