import { type Segment, shared, type WordPairs, wordPairs } from './word-pairs.ts';

/**
 * What binds whom. 不得 and 禁止 both forbid; 应当 and 必须 mean the same in laws (全国人大常委会法工委《立法技术规范
 * （试行）（一）》法工委发〔2009〕62号), but who quotes writes 必须 only where it stands.
 */
export type Modality = 'forbidden' | 'must' | 'should' | 'may' | 'exempt' | 'only';

/** Ordinary words that hold such a character, taken out of the way first. */
const ORDINARY =
  /应用|应急|对应|相应|供应|适应|反应|响应|应对|应收|应付|应届|应邀|应聘|应试|应诉|效应|应有|可靠|可持续|可行|可见|可能|可再生|可控|可视|可追溯|许可|认可|可以说|必要|重要|主要|需要|要求|要素|要点|要件|要闻|概要|纲要|纪要|摘要|免费|免疫|避免|仅仅|不仅|必需|须知|胡须|只要|不可抗力|不可再生|不可分割|不得已/gu;

const MODALS: readonly (readonly [modality: Modality, pattern: RegExp])[] = [
  ['forbidden', /不得|禁止|严禁|不准|不许|不允许|不可以?|不能|不应当?|不宜|切勿|请勿/gu],
  ['exempt', /无需|无须|毋须|不必|不需|不再|免于|免除|免交|免缴|免征|可不|可以不/gu],
  ['must', /必须|务必|一律|须/gu],
  ['should', /应当|应/gu],
  ['may', /可以|可|允许|有权|准予|准许/gu],
  ['only', /只能|仅限|仅能|仅可|只可|只限|仅/gu],
];

/** What the clauses may say for a sentence to say it: an obligation in official documents is often a mere 要. */
const BACKED_BY: Readonly<Record<Modality, readonly string[]>> = {
  forbidden: [
    '不得',
    '禁止',
    '严禁',
    '不准',
    '不许',
    '不允许',
    '不可',
    '不能',
    '不应',
    '不宜',
    '切勿',
    '请勿',
  ],
  exempt: ['无需', '无须', '毋须', '不必', '不需', '不再', '免', '可不', '可以不'],
  must: ['必须', '务必', '一律', '须'],
  should: ['应', '必须', '务必', '一律', '须', '要'],
  may: ['可', '允许', '有权', '准予', '准许', '能够'],
  only: ['只', '仅'],
};

export type Modal = Readonly<{ modality: Modality; text: string; pairs: WordPairs }>;

/** A word of negation that no bound of a figure has in it (不超过, 不满 are read with the figure; units.ts). */
const NEGATION = /不|未|无|非|没有|勿|免|禁止|严禁|除外|拒绝/gu;
const NO_NEGATION =
  /不断|不仅|不但|不同|不动产|不(?:得)?(?:超过|少于|低于|高于|多于|大于|小于)|不满|不足|未满|未来|无论|无人机|无线|无障碍|无偿|无害|非常|非法|非遗|非税|非公|非物质|非营利|未成年|免费|免疫|避免|不良|不可抗力|不妨|莫不|无不|不必要/gu;

const REACH = 14;

/** Folded text in which a character of {@link BACKED_BY} stands for itself. */
export const withoutOrdinary = (folded: string): string => folded.replaceAll(ORDINARY, blank);

const blank = (found: string): string => '\u0001'.repeat(found.length);

/** The modal words of folded text with the words that each governs: those behind it in its segment. */
export function findModals(folded: string, segments: readonly Segment[]): Modal[] {
  return segments.flatMap(({ start, end }) => {
    let rest = withoutOrdinary(folded.slice(start, end));
    const found: (Modal & { at: number })[] = [];
    for (const [modality, pattern] of MODALS) {
      for (const match of rest.matchAll(pattern)) {
        const from = start + match.index + match[0].length;
        const pairs = wordPairs(folded, { start: from, end: Math.min(end, from + REACH) });
        found.push({ modality, text: match[0], pairs, at: match.index });
      }
      rest = rest.replaceAll(pattern, blank);
    }
    return found.sort((a, b) => a.at - b.at);
  });
}

/** How many negations a piece of folded text has, even or odd: 不得不 is none. */
export const isNegated = (folded: string): boolean =>
  (folded.replaceAll(NO_NEGATION, '').match(NEGATION) ?? []).length % 2 === 1;

/** Without its negations, so that 予以受理 and 不予受理 compare by what they are about. */
export const withoutNegation = (folded: string): string =>
  folded.replaceAll('予以', '予').replaceAll(NEGATION, '');

/** Fewer shared pairs say nothing about which modal word of a clause is meant. */
const TELLING = 2;

/**
 * May the sentence say it: the clauses have such a word, and none of another kind fits what it governs better.
 * `known` and `clauses` ({@link withoutOrdinary}) are of the cited clauses.
 */
export function modalHolds(said: Modal, known: readonly Modal[], clauses: string): boolean {
  if (!BACKED_BY[said.modality].some((word) => clauses.includes(word))) return false;
  const best = (same: boolean): number =>
    known
      .filter(({ modality }) => agree(modality, said.modality) === same)
      .reduce((most, modal) => Math.max(most, shared(said.pairs, modal.pairs)), 0);
  const other = best(false);
  return other < TELLING || other <= best(true);
}

const obliges = (modality: Modality): boolean => modality === 'must' || modality === 'should';
const agree = (one: Modality, other: Modality): boolean => one === other || (obliges(one) && obliges(other));
