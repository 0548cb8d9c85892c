import type { ClauseNode } from '../../http/schema.ts';
import { KIND_NAMES, readable } from '../shared/wording.ts';

/** A line of the outline. `aside` marks parts of the page that are no numbered clause (主送机关). */
export type OutlineEntry = Readonly<{
  id: string;
  name: string;
  aside: boolean;
  children: readonly OutlineEntry[];
}>;

/** How much of an unnamed clause is shown in place of a heading. */
const EXCERPT_LENGTH = 18;
/** How much of a text is looked at to find that excerpt. */
const EXCERPT_SOURCE_LENGTH = 120;

function nameOf(clause: ClauseNode, text: string): string | null {
  const label = clause.label ?? '';
  const heading = clause.heading === null ? '' : readable(clause.heading);
  // 【领导批示】 is label and heading in one.
  if (heading !== '') {
    return label.includes(heading) ? label : `${label}${heading}`.replace(/[，,；;：:。]$/u, '');
  }
  if (label !== '') {
    const end = Math.min(clause.children[0]?.start ?? clause.end, clause.start + EXCERPT_SOURCE_LENGTH);
    const words = readable(text.slice(clause.start, end));
    const rest = words.startsWith(label) ? words.slice(label.length) : words;
    return `${label}${rest.slice(0, EXCERPT_LENGTH)}${rest.length > EXCERPT_LENGTH ? '…' : ''}`;
  }
  return KIND_NAMES[clause.kind] ?? null;
}

/** The clause tree as an outline; clauses that have neither number nor name are passed over, what they hold is not. */
export function outlineOf(clauses: readonly ClauseNode[], text: string): readonly OutlineEntry[] {
  return clauses.flatMap((clause) => {
    const name = nameOf(clause, text);
    const children = outlineOf(clause.children, text);
    if (name === null) return children;
    const aside = clause.heading === null && clause.label === null;
    return [{ id: clause.id, name, aside, children }];
  });
}
