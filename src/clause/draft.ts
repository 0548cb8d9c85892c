import type { Mark, MarkStyle } from '../text/marks.ts';
import type { Span } from '../text/schema.ts';
import type { ClauseField, ClauseKind } from './schema.ts';

/**
 * A clause while the tree is built. `flow` holds its own paragraphs and its children in reading order; finishing
 * (finish.ts) leaves own text first and children after it.
 */
export type Draft = {
  kind: ClauseKind;
  style: MarkStyle | null;
  label: Span | null;
  ordinal: number | null;
  suffix: number;
  start: number;
  /** Set when finished. */
  end: number;
  /** Where the text behind the label begins. */
  contentStart: number;
  heading: string | null;
  headingSpan: Span | null;
  fields: readonly ClauseField[];
  flow: (OwnParagraph | Draft)[];
};

/** A paragraph of a clause's own text: `from` is where its first line begins, `[start, end)` its content. */
export type OwnParagraph = Readonly<{
  kind: 'text';
  from: number;
  start: number;
  end: number;
  bold: boolean;
}>;

export const isDraft = (part: OwnParagraph | Draft): part is Draft => part.kind !== 'text';

export function draft(kind: ClauseKind, start: number, mark: Mark | null = null): Draft {
  return {
    kind,
    style: mark?.style ?? null,
    label: mark === null ? null : { start: mark.start, end: mark.end },
    ordinal: mark?.ordinal ?? null,
    suffix: mark?.suffix ?? 0,
    start,
    end: start,
    contentStart: mark?.end ?? start,
    heading: null,
    headingSpan: null,
    fields: [],
    flow: [],
  };
}

export const draftsOf = (parent: Draft): readonly Draft[] => parent.flow.filter(isDraft);

export const ownParagraphs = (parent: Draft): readonly OwnParagraph[] =>
  parent.flow.filter((part): part is OwnParagraph => !isDraft(part));
