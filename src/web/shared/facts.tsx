import { statusName } from '../../document/status-name.ts';
import type { DocumentSummary } from '../../retrieval/schema.ts';
import { dateInWords } from '../../text/day.ts';

export function Status({ status }: Readonly<{ status: string }>) {
  return <span class={`status ${status}`}>{statusName(status)}</span>;
}

type FactsProps = Readonly<{
  document: Omit<DocumentSummary, 'id' | 'title'>;
  more?: readonly (string | null)[];
}>;

/** 文号, issuer, date and status in one line; what the text does not state is left out. */
export function Facts({ document: { documentNumber, issuer, issuedOn, status }, more = [] }: FactsProps) {
  return (
    <p class="facts">
      {documentNumber !== null && <span>{documentNumber}</span>}
      {issuer !== null && <span>{issuer}</span>}
      {issuedOn !== null && <time dateTime={issuedOn}>{dateInWords(issuedOn)}</time>}
      {more.map((fact) => fact !== null && <span key={fact}>{fact}</span>)}
      <Status status={status} />
    </p>
  );
}
