import type { Span } from '../text/schema.ts';
import { isBindingKind, isDraftTitle } from './kind.ts';
import type { DocumentMetadata, DocumentReference, DocumentStatus } from './schema.ts';

/** What another document does to this one, with that document's own dates (ISO 8601, null where it states none). */
export type InboundChange = Readonly<{
  documentId: string;
  reference: Pick<DocumentReference, 'relation' | 'date' | 'sentence'>;
  effectiveFrom: string | null;
  issuedOn: string | null;
}>;

/**
 * Why a document has its status: `repealed_by`, `amended_by`, `extended_by` another document (`documentId`, whose text
 * `sentence` is in); `in_effect`, `not_yet_in_effect`, `term_ended`, `revised_later` by its own words; `stated` in its
 * title; `not_binding` for drafts and speeches; `undated` where nothing tells.
 */
export type StatusReason = Readonly<{
  kind:
    | 'repealed_by'
    | 'amended_by'
    | 'extended_by'
    | 'in_effect'
    | 'not_yet_in_effect'
    | 'term_ended'
    | 'revised_later'
    | 'stated'
    | 'not_binding'
    | 'undated';
  /** From when the status holds, ISO 8601; null where that is not stated. */
  date: string | null;
  /** The other document; null where the document's own text is the reason. */
  documentId: string | null;
  sentence: Span | null;
}>;

export type StatusAt = Readonly<{ status: DocumentStatus; reason: StatusReason }>;

type Subject = Pick<
  DocumentMetadata,
  'title' | 'kind' | 'documentNumber' | 'issuedOn' | 'printedOn' | 'status' | 'validity'
>;

type Change = Readonly<{ change: InboundChange; from: string | null }>;

/** By when the document was issued at the latest: its number tells the year. */
function issuedBy({ issuedOn, printedOn, documentNumber }: Subject): string | null {
  const year = /〔(\d{4})〕/.exec(documentNumber ?? '')?.[1];
  return issuedOn ?? printedOn ?? (year === undefined ? null : `${year}-12-31`);
}

/** When a change holds: on the day that its sentence says, else when its document takes effect, else on its issue. */
function startOf({ reference, effectiveFrom, issuedOn }: InboundChange): string | null {
  const stated = reference.relation === 'repeals' ? reference.date : null;
  return stated ?? effectiveFrom ?? issuedOn;
}

const isBy = (date: string | null, day: string): boolean => date === null || date <= day;
const earlier = (a: Change, b: Change): number => (a.from ?? '').localeCompare(b.from ?? '');

function ofOther(kind: StatusReason['kind'], { change, from }: Change): StatusReason {
  return { kind, date: from, documentId: change.documentId, sentence: change.reference.sentence };
}

/**
 * The status of a document on `day` (ISO 8601), from what it says itself and from what others do to it, and why. In
 * this order: a draft is unknown; a repeal that holds by then ends it; before its first day, or before the revision
 * whose wording it has, it is not yet in force; after its last day, with extensions, it has expired; an amendment by
 * then that its text does not hold yet makes it amended. Changes by documents older than it mean an earlier one of
 * its title and are left out. An undated repeal counts, for it can only be later than what it repeals.
 */
export function statusAt(document: Subject, inbound: readonly InboundChange[], day: string): StatusAt {
  const { validity, title, kind, status } = document;
  const issued = issuedBy(document);
  const own = (reason: StatusReason['kind'], date: string | null, span?: Span): StatusReason => ({
    kind: reason,
    date,
    documentId: null,
    sentence: span ?? null,
  });
  const drafted = isDraftTitle(title ?? '') || !isBindingKind(kind);
  // A dated document without a status is a draft by its file's name.
  if (drafted || (status === 'unknown' && issued !== null))
    return { status: 'unknown', reason: own('not_binding', null) };
  if (status === 'repealed' || status === 'expired') return { status, reason: own('stated', null) };
  const changes = (relation: DocumentReference['relation']): Change[] =>
    inbound
      .filter(({ reference }) => reference.relation === relation)
      .filter(({ issuedOn, effectiveFrom }) => {
        const other = issuedOn ?? effectiveFrom;
        return other === null || document.issuedOn === null || other >= document.issuedOn;
      })
      .map((change): Change => ({ change, from: startOf(change) }))
      .filter(({ from }) => isBy(from, day))
      .sort(earlier);
  const repeal = changes('repeals')[0];
  if (repeal !== undefined) return { status: 'repealed', reason: ofOther('repealed_by', repeal) };
  const start = validity.effectiveFrom ?? document.issuedOn ?? document.printedOn;
  if (start !== null && start > day) {
    const reason = own('not_yet_in_effect', start, validity.places.effectiveFrom?.[0]);
    return { status: 'not_yet_in_force', reason };
  }
  const { revisedOn } = validity;
  if (revisedOn !== null && revisedOn > day) {
    const reason = own('revised_later', revisedOn, validity.places.revisedOn?.at(-1));
    return { status: 'not_yet_in_force', reason };
  }
  const extensions = changes('extends');
  const extension = extensions.find(({ change }) => isBy(day, change.reference.date ?? day));
  const until = validity.effectiveUntil;
  const ended = until !== null && until < day;
  if (extension === undefined && (ended || extensions.length > 0)) {
    const last = extensions.reduce<Change | null>(
      (latest, one) =>
        (one.change.reference.date ?? '') > (latest?.change.reference.date ?? until ?? '') ? one : latest,
      null,
    );
    const reason =
      last === null
        ? own('term_ended', until, validity.places.effectiveUntil?.[0])
        : { ...ofOther('extended_by', last), date: last.change.reference.date };
    return { status: 'expired', reason };
  }
  const amendment = changes('amends').findLast(
    ({ from }) => from === null || revisedOn === null || from > revisedOn,
  );
  if (amendment !== undefined) return { status: 'amended', reason: ofOther('amended_by', amendment) };
  if (extension !== undefined && ended)
    return { status: 'in_force', reason: ofOther('extended_by', extension) };
  const known = start ?? (issued !== null && issued <= day ? issued : null);
  if (known === null && revisedOn === null) return { status: 'unknown', reason: own('undated', null) };
  const place = validity.places.effectiveFrom?.[0] ?? validity.places.revisedOn?.[0];
  return { status: 'in_force', reason: own('in_effect', known ?? revisedOn, place) };
}
