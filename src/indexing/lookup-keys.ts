import { normaliseDocumentNumber } from '../document/document-number.ts';
import { normalise } from '../text/normalise.ts';

/** Titles are compared without blanks, width, quotation marks and bracket forms. */
export const lookupKey = (text: string): string => normalise(text).text;

/** 文号 are compared in their canonical form, where they have one (赣府发[2022]第16号 is 赣府发〔2022〕16号). */
export const documentNumberKey = (text: string): string => lookupKey(normaliseDocumentNumber(text) ?? text);
