import type { Citation } from '../../answer/schema.ts';
import { CopyButton } from './copy-button.tsx';
import { Facts } from './facts.tsx';
import { officialCitation, readable, titleOf } from './wording.ts';

export function ClausePath({ path, label }: Readonly<{ path: readonly string[]; label: string }>) {
  // A part of the page without a number (主送机关) has a label and no path.
  const steps = path.length > 0 ? path : [label];
  return (
    <ol class="clause-path" aria-label="条款位置">
      {steps.map((step, depth) => (
        <li key={depth}>{readable(step)}</li>
      ))}
    </ol>
  );
}

/** A citation as a card: the document, the way to the clause, the words themselves. `anchor` numbers it on the page. */
export function CitationCard({
  citation,
  anchor = null,
}: Readonly<{ citation: Citation; anchor?: string | null }>) {
  const { index, document: cited, clause, quote, page, url } = citation;
  return (
    <li class="card" id={anchor ?? undefined}>
      <h3>
        {anchor !== null && <span class="number">{index}</span>}
        <a href={url}>{readable(titleOf(cited))}</a>
      </h3>
      <Facts document={cited} />
      <ClausePath path={clause.path} label={clause.label} />
      <blockquote cite={url}>{readable(quote)}</blockquote>
      <div class="card-actions">
        <a href={url}>在原文中查看{page !== null && `（第 ${page} 页）`}</a>
        <CopyButton label="复制引文" text={() => officialCitation(citation)} />
      </div>
    </li>
  );
}
