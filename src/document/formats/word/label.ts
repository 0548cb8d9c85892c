/** A label of a list as Word shows it, and what stands between it and the text ('' or a blank). */
export type Label = Readonly<{ text: string; separator: string; isBullet: boolean }>;

/** Marks with room of their own: no blank is written behind them, as in 一、 and （一）. */
const CLOSED = /[、。，．：；）〕】》」』—①-⓿⒈-⒛⑴-⒇㈠-㊉]$/u;

/** `isApart`: Word sets a tab or a blank behind the label. Null for a label that shows nothing. */
export function makeLabel(text: string, isApart: boolean, isBullet: boolean): Label | null {
  if (text === '') return null;
  return { text, separator: !isApart || CLOSED.test(text) || /\s$/.test(text) ? '' : ' ', isBullet };
}

/** A paragraph with its label; an empty one shows its number, but no bullet. */
export function labelled(label: Label | null, text: string): string {
  if (label === null) return text;
  const rest = text.trimStart();
  if (rest === '') return label.isBullet ? '' : label.text;
  return label.text + label.separator + rest;
}
