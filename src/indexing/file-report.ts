import type { AddOutcome } from './index-writer.ts';

/** What became of one file. */
export type FileReport = Readonly<{
  /** As given, or found in a folder given; `a.zip!/b.docx` for a file within an archive. */
  file: string;
  state: AddOutcome['state'] | 'withdrawn' | 'skipped' | 'failed';
  documentId: string | null;
  format: string | null;
  title: string | null;
  documentNumber: string | null;
  issuer: string | null;
  issuedOn: string | null;
  clauses: number | null;
  passages: number | null;
  /** For `duplicate`: the file that holds the same text. */
  sameAs: string | null;
  /** For `failed` and `skipped`: why. */
  reason: Readonly<{ code: string; message: string }> | null;
}>;

/** A report that says nothing but the file and its state. */
export function fileReport(
  file: string,
  state: FileReport['state'],
  rest: Partial<FileReport> = {},
): FileReport {
  return {
    file,
    state,
    documentId: null,
    format: null,
    title: null,
    documentNumber: null,
    issuer: null,
    issuedOn: null,
    clauses: null,
    passages: null,
    sameAs: null,
    reason: null,
    ...rest,
  };
}
