import { normalise } from '../../text/normalise.ts';

/** Numbers in circles and brackets: compatibility forms would run into the digits beside them. */
const ENCLOSED = /[\u2460-\u24ff\u2776-\u2793\u3200-\u32ff]/gu;
/** Control characters, directions of writing, variation selectors: nothing that a reader sees. */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu;
const HAN_ZERO = /(?<=[〇零一二三四五六七八九\d])[○◯o](?=[〇零○◯o一二三四五六七八九年])/gu;

/** 大写 of amounts (GB/T 15835—2011 4.3); 陆 and 伍 are ordinary characters, too, so only runs or those before 元. */
const FINANCIAL = /[壹贰叁肆伍陆柒捌玖拾佰仟零]{2,}|[壹贰叁肆伍陆柒捌玖拾](?=[万亿元圆])/gu;
const PLAIN: Readonly<Record<string, string>> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
};

const foldLine = (line: string): string =>
  normalise(
    line
      .replaceAll(UNSEEN, '')
      .replaceAll(ENCLOSED, (one) => `(${one.normalize('NFKC').replaceAll(/[()]/g, '')})`)
      .normalize('NFKC'),
  )
    .text.replaceAll(HAN_ZERO, '〇')
    .replaceAll(FINANCIAL, (run) => run.replaceAll(/./gu, (one) => PLAIN[one] ?? one));

/** The form in which written sentences and clauses are compared: as normalise.ts, digits of every style as 0–9, lines kept. */
export const fold = (text: string): string =>
  text
    .split(/[\r\n]+/u)
    .map(foldLine)
    .join('\n');

/** What a reader does not see, taken out; everything else as it is. */
export const visible = (text: string): string => text.replaceAll(UNSEEN, '');
