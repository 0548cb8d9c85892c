import { normaliseDocumentNumber } from '../document/document-number.ts';
import { withoutBracketedEnd } from '../document/kind.ts';
import { normalise } from '../text/normalise.ts';

/** Titles are compared without blanks, width, quotation marks and bracket forms. */
export const lookupKey = (text: string): string => normalise(text).text;

/** 文号 are compared in their canonical form, where they have one (赣府发[2022]第16号 is 赣府发〔2022〕16号). */
export const documentNumberKey = (text: string): string => lookupKey(normaliseDocumentNumber(text) ?? text);

/**
 * One key for all versions of a document: 中华人民共和国行政许可法 and 行政许可法 have the same, 办法 and
 * 办法（2019年修订） too. Where versions must be told apart, {@link lookupKey} does it.
 */
export const titleKey = (title: string): string =>
  lookupKey(withoutBracketedEnd(title.replace(/^[《〈]|[》〉]$/g, ''))).replace(/^中华人民共和国/, '');
