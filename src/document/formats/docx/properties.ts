import { childNamed, type XmlElement } from '../xml.ts';

/** A value of ST_OnOff (ECMA-376 Part 1, 22.9.2.7) of the property `name`; undefined where it is not set. */
export function onOff(properties: XmlElement | undefined, name: string): boolean | undefined {
  const property = properties === undefined ? undefined : childNamed(properties, name);
  if (property === undefined) return undefined;
  const value = property.attributes.val;
  return !(value === '0' || value === 'false' || value === 'off');
}

/** The attribute `val` of the child `name`. */
export const valueIn = (properties: XmlElement | undefined, name: string): string | undefined =>
  properties === undefined ? undefined : childNamed(properties, name)?.attributes.val;

/** ST_DecimalNumber; undefined where it is none, or longer than Word writes. */
export const integer = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined;

/** A measure of 1/20 point; strict documents may write it with a unit, which is left unread. */
export const integerOf = (properties: XmlElement | undefined, name: string): number | undefined =>
  integer(valueIn(properties, name));

/** The font of Latin letters in run properties. */
export const fontOf = (properties: XmlElement | undefined): string | undefined => {
  const fonts = properties === undefined ? undefined : childNamed(properties, 'rFonts');
  return fonts?.attributes.ascii ?? fonts?.attributes.hAnsi;
};
