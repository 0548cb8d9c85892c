import type { DocumentMetadata, DocumentStatus } from '../document/schema.ts';
import { documentNumberKey, lookupKey } from './lookup-keys.ts';
import type { DocumentFilters } from './schema.ts';

/** What filters look at, prepared once for each document when an index is opened. */
export type FilterKeys = Readonly<{
  documentNumber: string | null;
  issuer: string | null;
  region: string | null;
  /** issuedOn ?? printedOn */
  date: string | null;
}>;

const key = (text: string | null): string | null => (text === null ? null : lookupKey(text));
const numberKey = (text: string | null): string | null => (text === null ? null : documentNumberKey(text));

export function filterKeys(metadata: DocumentMetadata): FilterKeys {
  return {
    documentNumber: numberKey(metadata.documentNumber),
    issuer: key(metadata.issuer),
    region: key(metadata.region),
    date: metadata.issuedOn ?? metadata.printedOn,
  };
}

/** True where no condition is set. */
export function isUnfiltered(filters: DocumentFilters): boolean {
  return Object.values(filters).every((value) => value === undefined);
}

/**
 * A test of documents against all the conditions set; `statusOf` gives the status on the day that the filters ask
 * about. Names are compared normalised; a region holds its own parts (江西省 holds 江西省宜春市); what a document does
 * not state meets no condition on it. `asOf` asks for documents issued by that day.
 */
export function documentTest(
  filters: DocumentFilters,
): (keys: FilterKeys, statusOf: () => DocumentStatus) => boolean {
  const documentNumber = numberKey(filters.documentNumber ?? null);
  const issuer = key(filters.issuer ?? null);
  const region = key(filters.region ?? null);
  const { issuedFrom, issuedTo, status, asOf } = filters;
  return (keys, statusOf) =>
    (documentNumber === null || keys.documentNumber === documentNumber) &&
    (issuer === null || keys.issuer === issuer) &&
    (region === null || (keys.region?.startsWith(region) ?? false)) &&
    (issuedFrom === undefined || (keys.date !== null && keys.date >= issuedFrom)) &&
    (issuedTo === undefined || (keys.date !== null && keys.date <= issuedTo)) &&
    (asOf === undefined || (keys.date !== null && keys.date <= asOf)) &&
    (status === undefined || status.includes(statusOf()));
}
