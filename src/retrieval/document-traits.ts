import type { DocumentMetadata } from '../document/schema.ts';
import type { SearchIndex } from '../indexing/schema.ts';
import { normalise } from '../text/normalise.ts';

/** What ranking looks at of a document, whatever the question. */
export type DocumentTraits = Readonly<{
  level: DocumentMetadata['level'];
  form: DocumentForm;
  /** Of issue or printing; null where the document states none. */
  year: number | null;
  /** Decades before the newest document of the index; 2 where the year is unknown, at most 5. */
  age: number;
  /** Whether the index holds a later document of the same title. */
  older: boolean;
  /** How many documents of the index name this one by title or 文号. */
  namedBy: number;
  /** The title as it is compared, without brackets and 中华人民共和国. */
  title: string;
}>;

/** 文种 in the groups that answer different questions. */
export const DOCUMENT_FORMS = [
  'law',
  'regulation',
  'rules',
  'interpretation',
  'decision',
  'notice',
  'other',
] as const;
export type DocumentForm = (typeof DOCUMENT_FORMS)[number];

const FORM_ENDINGS: readonly (readonly [DocumentForm, RegExp])[] = [
  ['decision', /(?:决定|修正案(?:[(（].*[)）])?|公告|命令|决议)$/u],
  ['interpretation', /解释(?:[(（].*[)）])?$|批复$|最高人民法院|最高人民检察院/u],
  ['law', /(?:(?<!办)法|法典.*)$/u],
  ['regulation', /条例(?:[(（].*[)）])?$/u],
  ['rules', /(?:规定|办法|细则|规则|规程|规范|标准)(?:[(（].*[)）])?$/u],
  ['notice', /(?:通知|意见|方案|函|通报|措施|计划|规划|纲要|要点)(?:[(（].*[)）])?$/u],
];

/**
 * A title as ranking compares it: without white space, title marks and the state's name wherever it stands. Versions
 * (2019年修订) stay apart, unlike under the key by which the index resolves references.
 */
export const plainTitle = (title: string): string =>
  normalise(title)
    .text.replaceAll('中华人民共和国', '')
    .replace(/[\s《》〈〉"“”]/gu, '');

function formOf(title: string): DocumentForm {
  return FORM_ENDINGS.find(([, pattern]) => pattern.test(title))?.[0] ?? 'other';
}

/** Age of a document that states no date, and of the oldest, in decades. */
const UNKNOWN_AGE = 2;
const OLDEST = 5;

function yearOf({ issuedOn, printedOn }: DocumentMetadata): number | null {
  const date = issuedOn ?? printedOn;
  return date === null ? null : Number(date.slice(0, 4));
}

/** The traits of all documents of a snapshot by number, read once. Linear in documents and references. */
export function readDocumentTraits(search: SearchIndex): readonly DocumentTraits[] {
  const records = Array.from({ length: search.statistics.documents }, (_, document) =>
    search.documentAt(document),
  );
  const titles = records.map(({ metadata }) => plainTitle(metadata.title ?? ''));
  const latest = new Map<string, string>();
  const namedBy = new Map<string, number>();
  for (const [number, { metadata }] of records.entries()) {
    const title = titles[number] ?? '';
    const date = metadata.issuedOn ?? metadata.printedOn ?? '';
    if ((latest.get(title) ?? '') < date) latest.set(title, date);
    const named = new Set<string>();
    for (const reference of metadata.references) {
      if (reference.title !== null) named.add(plainTitle(reference.title));
      if (reference.documentNumber !== null) named.add(reference.documentNumber);
    }
    named.delete('');
    for (const name of named) namedBy.set(name, (namedBy.get(name) ?? 0) + 1);
  }
  const years = records.map(({ metadata }) => yearOf(metadata));
  const newest = years.reduce<number>((most, year) => Math.max(most, year ?? 0), 0);
  return records.map(({ metadata }, number) => {
    const title = titles[number] ?? '';
    const date = metadata.issuedOn ?? metadata.printedOn;
    const year = years[number] ?? null;
    return {
      level: metadata.level,
      form: formOf(title),
      year,
      age: year === null ? UNKNOWN_AGE : Math.min(OLDEST, (newest - year) / 10),
      older: title !== '' && (latest.get(title) ?? '') > (date ?? ''),
      namedBy: (namedBy.get(title) ?? 0) + (namedBy.get(metadata.documentNumber ?? '') ?? 0),
      title,
    };
  });
}
