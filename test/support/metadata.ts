import type { DocumentMetadata } from '../../src/document/schema.ts';

/** What a document that states nothing about itself has. */
export const NOTHING_STATED: DocumentMetadata = {
  title: null,
  titleDerived: false,
  documentNumber: null,
  issuer: null,
  issuedOn: null,
  printedOn: null,
  addressees: null,
  copies: null,
  disclosure: null,
  telephone: null,
  printedBy: null,
  kind: null,
  level: null,
  region: null,
  status: 'unknown',
  references: [],
  places: {},
};
