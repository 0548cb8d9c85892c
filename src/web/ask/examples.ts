import type { DocumentBody } from '../../http/schema.ts';
import { readable } from '../shared/wording.ts';

/** Questions on the documents that come with 政答, each with the 文号 of the one that answers it. */
const KNOWN: readonly (readonly [documentNumber: string, question: string])[] = [
  ['赣府发〔2022〕16号', '企业诉求办结时限是多少'],
  ['赣府发〔2022〕16号', '民生支出占比有什么要求'],
  ['兴五型办字〔2021〕4号', '政务服务邮寄要收钱吗'],
  ['宜区管发〔2022〕1号', '“赣服通”要建成哪个版本'],
];

/** Titles longer than this make no question that one would type. */
const TITLE_MAX_LENGTH = 24;

function questionOn({
  title,
  documentNumber,
  addressees,
  issuer,
  effectiveFrom,
}: DocumentBody): string | null {
  if (documentNumber !== null && addressees !== null) return `${documentNumber}主送哪些单位`;
  if (documentNumber !== null && issuer !== null) return `${documentNumber}是哪个单位发的`;
  if (title === null || title.length > TITLE_MAX_LENGTH) return null;
  return effectiveFrom === null ? null : `《${readable(title)}》从什么时候起施行`;
}

/** At most `count` questions that the documents in the index answer, as different from one another as may be. */
export function examplesFor(documents: readonly DocumentBody[], count: number): readonly string[] {
  const numbers = new Set(documents.map(({ documentNumber }) => documentNumber));
  const known = KNOWN.filter(([number]) => numbers.has(number)).map(([, question]) => question);
  const made = documents.map(questionOn).filter((question) => question !== null);
  return [...new Set([...known, ...made])].slice(0, count);
}
