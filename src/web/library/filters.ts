import { DocumentStatus } from '../../document/schema.ts';

/** What the list is narrowed down to; an empty text is no condition. Names are those of `GET /v1/documents`. */
export type LibraryFilters = Readonly<{
  query: string;
  issuer: string;
  region: string;
  kind: string;
  status: DocumentStatus | '';
  issuedFrom: string;
  issuedTo: string;
}>;

export const NO_FILTERS: LibraryFilters = {
  query: '',
  issuer: '',
  region: '',
  kind: '',
  status: '',
  issuedFrom: '',
  issuedTo: '',
};

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/u;

/** What an address asks for; what it asks for in a wrong form is left out. */
export function filtersOf(search: string): LibraryFilters {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name)?.trim() ?? '';
  const date = (name: string) => (ISO_DATE.test(text(name)) ? text(name) : '');
  const status = DocumentStatus.safeParse(text('status'));
  return {
    query: text('query'),
    issuer: text('issuer'),
    region: text('region'),
    kind: text('kind'),
    status: status.success ? status.data : '',
    issuedFrom: date('issuedFrom'),
    issuedTo: date('issuedTo'),
  };
}

/** The conditions that are set, as parameters of the address and of the API alike. */
export function parametersOf(filters: LibraryFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
}

/** How many conditions besides the words looked for. */
export const countOf = (filters: LibraryFilters): number =>
  Object.entries(filters).filter(([name, value]) => name !== 'query' && value !== '').length;
