import { childNamed, childrenOf, textOf, type XmlElement } from '../xml.ts';
import { valueIn } from './properties.ts';

/** In brackets where it is more than one number or word. */
const grouped = (text: string): string => (/^[\p{L}\p{N}.%]*$/u.test(text) ? text : `(${text})`);

const part = (element: XmlElement, name: string): string => {
  const found = childNamed(element, name);
  return found === undefined ? '' : joined(found);
};

const joined = (element: XmlElement): string => childrenOf(element).map(mathText).join('');

function delimited(element: XmlElement): string {
  const properties = childNamed(element, 'dPr');
  const open = valueIn(properties, 'begChr') ?? '(';
  const close = valueIn(properties, 'endChr') ?? ')';
  const separator = valueIn(properties, 'sepChr') ?? '|';
  const parts = childrenOf(element).filter(({ name }) => name === 'e');
  return open + parts.map(joined).join(separator) + close;
}

const withScripts = (base: string, sub: string, sup: string): string =>
  base + (sub === '' ? '' : `_${grouped(sub)}`) + (sup === '' ? '' : `^${grouped(sup)}`);

/**
 * A formula on one line: 1/2, x^2, √(a+b), so that a fraction does not read as the number 12.
 * Source: ECMA-376 Part 1, 22.1.2 (Office Math). What it does not know is its parts one after the other.
 */
export function mathText(element: XmlElement): string {
  switch (element.name) {
    case 't':
      return textOf(element);
    case 'f':
      return `${grouped(part(element, 'num'))}/${grouped(part(element, 'den'))}`;
    case 'sSup':
    case 'sSub':
    case 'sSubSup':
      return withScripts(part(element, 'e'), part(element, 'sub'), part(element, 'sup'));
    case 'rad':
      return `${part(element, 'deg')}√${grouped(part(element, 'e'))}`;
    case 'nary': {
      const sign = valueIn(childNamed(element, 'naryPr'), 'chr') ?? '∫';
      return withScripts(sign, part(element, 'sub'), part(element, 'sup')) + part(element, 'e');
    }
    case 'd':
      return delimited(element);
    case 'del':
    case 'moveFrom':
      return '';
    default:
      return element.name.endsWith('Pr') ? '' : joined(element);
  }
}
