import { divisionAt, divisionsNamed, findDivisions } from './divisions.ts';
import { isIssuingBody, type Officer, splitBodies } from './issuing-body.ts';

const VERB = /关于|印发|转发|批转|发布|公布|公告|通告|令|贯彻|《/;

/**
 * The issuer that a title begins with (江西省人民政府关于…), or null. Several with blanks between are joined by 、; so the
 * title is given as written, with its blanks.
 */
export function issuerOfTitle(title: string): string | null {
  const end = title.search(VERB);
  if (end < 2) return null;
  const names = splitBodies(title.slice(0, end));
  return names.length === 0 ? null : names.join('、');
}

/**
 * 第十届全国人民代表大会常务委员会第二十三次会议通过 → 全国人民代表大会常务委员会;
 * 银川市第十三届人民代表大会常务委员会 → 银川市人民代表大会常务委员会. Null where the note names no assembly.
 */
export function issuerOfNote(note: string): string | null {
  const match =
    /(?:^|[日　 ，、（(由])(?:中华人民共和国)?((?:[一-龥]{2,12}?[省市县区州])?)第[一二三四五六七八九十\d]+届(全国)?(人民代表大会(?:常务委员会)?)/u.exec(
      note,
    );
  if (match === null) return null;
  const [, region, national, assembly] = match;
  if (region === '' && national === undefined) return null;
  return `${region ?? ''}${national ?? ''}${assembly ?? ''}`;
}

/** Short forms by which offices call themselves, as far as each stands for one full name. */
const FULL_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^政府/, '人民政府'],
  [/^人大(?=常)/, '人民代表大会'],
  [/^(人民代表大会)常委会/, '人民代表大会常务委员会'],
  [/^教委/, '教育委员会'],
  [/^招委/, '招生委员会'],
  [/^发展?改革?委/, '发展和改革委员会'],
  [/^卫计委|^卫生计生委/, '卫生和计划生育委员会'],
  [/^卫健委|^卫生健康委(?!员)/, '卫生健康委员会'],
  [/^国资委/, '国有资产监督管理委员会'],
  [/^经信委/, '经济和信息化委员会'],
  [/^住建委/, '住房和城乡建设委员会'],
  [/^(?:人社|人力社保|人力资源社会保障)(?=[局厅])/, '人力资源和社会保障'],
  [/^住建(?=[局厅])/, '住房和城乡建设'],
  [/^社保(?=基金|局)/, '社会保险'],
];

/** Words that say whose a body is without naming the place: 市教委, 自治区人民政府. */
const RELATIVE = /^(自治区|自治州|省|市|州|盟|县|区|旗|镇|乡)(?=[一-龥]{1,})/;

/** The word for the place that a body leaves out, or null where the name says it (市中区人民政府 begins with one). */
const relativeOf = (name: string): string | null =>
  divisionAt(name, 0) === null ? (RELATIVE.exec(name)?.[1] ?? null) : null;

/** 简称 of the provinces (民政部, 行政区划简册), with which 发文字号 begin; 宁 and others that cities use as well count for 省 and 自治区 only. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ...{
    京: '北京市',
    津: '天津市',
    沪: '上海市',
    渝: '重庆市',
    冀: '河北省',
    晋: '山西省',
    蒙: '内蒙古自治区',
  },
  ...{
    内: '内蒙古自治区',
    辽: '辽宁省',
    吉: '吉林省',
    黑: '黑龙江省',
    苏: '江苏省',
    浙: '浙江省',
    皖: '安徽省',
  },
  ...{ 闽: '福建省', 赣: '江西省', 鲁: '山东省', 豫: '河南省', 鄂: '湖北省', 湘: '湖南省', 粤: '广东省' },
  ...{
    桂: '广西壮族自治区',
    琼: '海南省',
    川: '四川省',
    贵: '贵州省',
    黔: '贵州省',
    云: '云南省',
    滇: '云南省',
  },
  ...{
    藏: '西藏自治区',
    陕: '陕西省',
    甘: '甘肃省',
    青: '青海省',
    宁: '宁夏回族自治区',
    新: '新疆维吾尔自治区',
  },
};

/**
 * The place of that kind (市, 自治区) which the document states, looked for in `texts` in turn; then in the first character
 * of its number. A text that names two of the kind says nothing. Null where none does.
 */
export function placeStated(
  kind: string,
  texts: readonly string[],
  documentNumber: string | null,
): string | null {
  for (const text of texts) {
    const names = new Set(findDivisions(text).filter((name) => name.endsWith(kind)));
    // 黑龙江省齐齐哈尔市 is one place; a district below it is another kind.
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) return only;
  }
  const name = documentNumber === null ? undefined : ABBREVIATIONS[documentNumber.charAt(0)];
  return name?.endsWith(kind) === true && divisionsNamed(name).length > 0 ? name : null;
}

/** The name of a body with the place that `placeOf` gives for its relative word: 市教委 → 天津市教育委员会. Else unchanged. */
export function expandBody(name: string, placeOf: (kind: string) => string | null): string {
  const kind = relativeOf(name);
  if (kind === null) return name;
  const place = placeOf(kind);
  if (place === null) return name;
  let rest = name.slice(kind.length);
  for (const [short, full] of FULL_NAMES) rest = rest.replace(short, full);
  return place + rest;
}

/** The government that an officer heads (市长 → 东莞市人民政府), where the document states the place; else null. */
export function governmentOf(officer: Officer, placeOf: (kind: string) => string | null): string | null {
  if (officer.government === null) return null;
  if (officer.government === '国务院') return '国务院';
  const place = placeOf(officer.government);
  return place === null ? null : `${place}人民政府`;
}

/** 中华人民共和国国务院 → 国务院: the state's name is left out, as in the titles of its documents. */
export const plainBody = (name: string): string => name.replace(/^中华人民共和国(?=国务院)/, '');

/** The body by which the text says its measures were made: 某某局制定了《…》，现印发…. Null where it names none in full. */
export function makerOf(text: string): string | null {
  const sentence =
    /([^，。；：\s]{3,45})(?:研究|会同[^，。]{2,40})?(?:制定|制订|修订|编制|拟定|起草)了?《[^《》]{4,}》[^。]{0,60}(?:印发|发布|公布)/.exec(
      text,
    );
  const name = sentence?.[1] ?? null;
  return name !== null && isIssuingBody(name) ? name : null;
}
