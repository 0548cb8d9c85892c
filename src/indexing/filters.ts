import { regionContains } from '../document/divisions.ts';
import type { DocumentMetadata, DocumentStatus } from '../document/schema.ts';
import { documentNumberKey, lookupKey } from './lookup-keys.ts';
import type { DocumentFilters } from './schema.ts';

/** What filters look at, prepared once for each document when an index is opened. */
export type FilterKeys = Readonly<{
  documentNumber: string | null;
  issuer: string | null;
  region: string | null;
  kind: string | null;
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
    kind: key(metadata.kind),
    date: metadata.issuedOn ?? metadata.printedOn,
  };
}

/** True where no condition is set. */
export function isUnfiltered(filters: DocumentFilters): boolean {
  return Object.values(filters).every((value) => value === undefined);
}

/** Documents name few regions, each many times: what a region holds is found out once for each. */
function regionTest(outer: string | undefined): (region: string | null) => boolean {
  const asked = key(outer ?? null);
  if (asked === null) return () => true;
  const known = new Map<string, boolean>();
  return (region) => {
    if (region === null) return false;
    let isInside = known.get(region);
    if (isInside === undefined) {
      isInside = regionContains(asked, region);
      known.set(region, isInside);
    }
    return isInside;
  };
}

/**
 * A test of documents against all the conditions set; `statusOf` gives the status on the day that the filters ask
 * about. Names are compared normalised; a region holds its own parts (江西省 holds 宜春市 and 兴国县); what a document
 * does not state meets no condition on it. `asOf` asks for documents issued by that day.
 */
export function documentTest(
  filters: DocumentFilters,
): (keys: FilterKeys, statusOf: () => DocumentStatus) => boolean {
  const documentNumber = numberKey(filters.documentNumber ?? null);
  const issuer = key(filters.issuer ?? null);
  const kind = key(filters.kind ?? null);
  const isInRegion = regionTest(filters.region);
  const { issuedFrom, issuedTo, status, asOf } = filters;
  return (keys, statusOf) =>
    (documentNumber === null || keys.documentNumber === documentNumber) &&
    (issuer === null || keys.issuer === issuer) &&
    (kind === null || keys.kind === kind) &&
    isInRegion(keys.region) &&
    (issuedFrom === undefined || (keys.date !== null && keys.date >= issuedFrom)) &&
    (issuedTo === undefined || (keys.date !== null && keys.date <= issuedTo)) &&
    (asOf === undefined || (keys.date !== null && keys.date <= asOf)) &&
    (status === undefined || status.includes(statusOf()));
}
