import { readAs, readLine } from '../text/reading.ts';
import type { Layout } from './layout.ts';

/** Lines at the beginning that may name the text. */
const LINES = 4;

/** A law that has lost its title begins with its first chapter. */
const CHAPTER = /^(?:第[一二三四五六七八九十]{1,3}[编章节](?:[\s\u3000].{0,20})?|总\s*则)$/u;

/**
 * What a text without a title is called: a speech by its meeting (我们今天召开…会议 → 在…会议上的讲话), an order or a preface by
 * what it issues, any other by its first sentence. Null for a text without words.
 */
export function deriveTitle(text: string, layout: Layout): string | null {
  const start = layout.blocks.slice(0, LINES).map((block) => readLine(text, block.paragraph));
  const meeting = /(?:召开|举行|参加|出席)([^，。；！？：]{2,40}(?:会议|大会|会|论坛))/u;
  if (/^(?:各位|同志|尊敬|女士|先生|朋友)/.test(start[0] ?? '')) {
    const name = start.map((line) => meeting.exec(line)?.[1]).find((found) => found !== undefined);
    return name === undefined ? null : `在${name}上的讲话`;
  }
  const original = start
    .map((line) => /^[（(]原标题[:：](.*)[）)]$/.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (original !== undefined) return original;
  // An order or a preface that lost its title names what it issues: 制定了《…办法》，现予公布.
  const issued = start
    .map((line) => /《([^《》]{4,60})》[^《》]{0,60}现予以?(?:公布|发布|印发)/.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (issued !== undefined) return issued;
  // An announcement that has no title is called by its number.
  const order = layout.blocks
    .slice(0, layout.headEnd)
    .filter(({ role }) => role === 'number')
    .map((block) => readLine(text, block.paragraph))
    .join('');
  if (/(?:令|公告)/.test(order)) return order;
  // 特急 above the text is no name of it.
  const named = layout.blocks.slice(0, LINES).filter(({ role }) => role !== 'header' && role !== 'number');
  const first = (named.length > 0 ? named : layout.blocks)
    .slice(0, LINES)
    .map((block) => readAs(text, block.paragraph))
    .find((line) => /[\p{L}\p{N}]/u.test(line) && !CHAPTER.test(line));
  const line = first?.replace(/^#+\s*/, '') ?? '';
  const sentence = line.split(/[。！？；\n]/u)[0];
  return sentence === undefined || sentence === '' ? null : sentence.slice(0, 40);
}
