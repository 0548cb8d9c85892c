import { readDocumentNumber, readIssueDate, readNotes, readTitle } from './head-values.ts';
import { expandBody, placeStated } from './issuer.ts';
import { splitBodies } from './issuing-body.ts';
import { kindOfTitle, withoutBracketedEnd } from './kind.ts';
import type { Layout } from './layout.ts';
import { readLetterhead } from './letterhead.ts';
import { isAttachmentMark, type Role } from './page-line.ts';
import { PageReader } from './page-reader.ts';
import { readIssuer } from './read-issuer.ts';
import { bareTitle } from './relations/named.ts';
import type { EnclosedDocument } from './schema.ts';
import { readSignature } from './signature.ts';

const OWN_HEAD: ReadonlySet<Role> = new Set(['header', 'number']);
const HEAD: ReadonlySet<Role> = new Set(['title', 'header', 'number', 'addressees']);
/** The foot of the page belongs to the whole, not to the last document in it. */
const FOOT: ReadonlySet<Role> = new Set(['copies', 'printing']);

type Range = Readonly<{ from: number; headEnd: number; to: number }>;

/** The blocks of each document that begins with a title after the head, with the lines of its own head above it. */
function rangesOf(text: string, layout: Layout): Range[] {
  const { blocks, headEnd } = layout;
  const all = new PageReader(text, blocks, { from: 0, headEnd, to: blocks.length });
  const starts: { from: number; headEnd: number }[] = [];
  for (let index = headEnd; index < blocks.length; index += 1) {
    if (all.role(index) !== 'title') continue;
    let from = index;
    const isAbove = (at: number): boolean =>
      at >= headEnd && (OWN_HEAD.has(all.role(at) ?? 'body') || isAttachmentMark(all.line(at)));
    while (isAbove(from - 1)) from -= 1;
    while (HEAD.has(all.role(index) ?? 'body')) index += 1;
    starts.push({ from, headEnd: index });
  }
  let end = blocks.length;
  while (end > 0 && FOOT.has(all.role(end - 1) ?? 'body')) end -= 1;
  return starts.map((start, at) => ({ ...start, to: Math.max(start.headEnd, starts[at + 1]?.from ?? end) }));
}

/** 转发民政部关于清理整顿社会团体意见的通知: the title says whose document it forwards. */
function forwardedFrom(title: string | null): string | null {
  const name = /(?:转发|批转)([^《》]{2,40}?)(?:等部门|等单位)?(?:关于|《)/.exec(title ?? '')?.[1];
  const names = name === undefined ? [] : splitBodies(name);
  return names.length === 0 ? null : names.join('、');
}

/** Whether two titles differ in quotation marks only, or in （试行） at the end. */
const sameTitle = (one: string, other: string | null): boolean =>
  other !== null && bareTitle(withoutBracketedEnd(one)) === bareTitle(withoutBracketedEnd(other));

function readOne(page: PageReader, around: string | null): EnclosedDocument | null {
  const title = readTitle(page);
  if (title === null) return null;
  const notes = readNotes(page);
  const documentNumber = readDocumentNumber(page, title, notes)?.value ?? null;
  const signature = readSignature(page);
  const issuer = readIssuer(page, {
    ...{ title: title.written, documentNumber, signature, letterhead: readLetterhead(page) },
    ...{ field: null, publisher: null, printedBy: around, notes },
  });
  return {
    title: title.value,
    documentNumber,
    issuer: issuer?.value ?? null,
    issuedOn: readIssueDate(page, signature, notes)?.value ?? null,
    kind: kindOfTitle(title.value),
    span: {
      start: page.blocks[page.from]?.paragraph.from ?? 0,
      end: page.blocks[page.to - 1]?.paragraph.to ?? 0,
    },
  };
}

/**
 * The documents that this one holds as wholes, in reading order: what a 通知 issues or forwards, each with the number,
 * issuer and date that it states itself; a place that its issuer leaves out is that of the issuer around it. The regulation whose title is that of the order around it is not enclosed: it
 * is the document. Spans are of whole paragraphs and do not overlap.
 */
export function readEnclosed(
  text: string,
  layout: Layout,
  of: Readonly<{ title: string | null; issuer: string | null }>,
): readonly EnclosedDocument[] {
  const found = rangesOf(text, layout).flatMap((range) => {
    const document = readOne(new PageReader(text, layout.blocks, range), of.issuer);
    return document === null || sameTitle(document.title, of.title) ? [] : [document];
  });
  const [only, ...others] = found;
  const author = forwardedFrom(of.title);
  if (only === undefined || others.length > 0 || only.issuer !== null || author === null) return found;
  return [{ ...only, issuer: expandBody(author, (kind) => placeStated(kind, [of.issuer ?? ''], null)) }];
}
