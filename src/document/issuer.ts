import type { DocumentLevel } from './schema.ts';

/** What names of issuing bodies end with. */
const BODY =
  '(?:人民代表大会常务委员会|人民代表大会|人民政府办公[厅室]|人民政府|管理委员会办公室|管理委员会|管委会|委员会办公[厅室]|委员会|领导小组办公室|领导小组|指挥部办公室|指挥部|联席会议办公室|办公[厅室]秘书处|办公[厅室]|人民法院|人民检察院|国务院|中央军委|银行|总局|总署|[国省市县区州]委|[司法审计建设教育卫生交通水利农业公安财政民政信息化商务改革保障环境国防外交铁道文化监察]部|[^的了]厅|[^的了]局|[^的了]署|监管局|分行|营业管理部|街道办事处|办事处)';
const ISSUING_BODY = new RegExp(`^[一-龥“”"、·（）()]{0,40}${BODY}$`);
const TITLE_ISSUER = new RegExp(
  `^((?:[一-龥“”、 　]{0,40}?${BODY}[、 　]*){1,8})(?=关于|印发|转发|批转|公告|通告|令|贯彻|《)`,
);

/** Whether a line is the name of an issuing body and nothing else. */
export const isIssuingBody = (line: string): boolean =>
  line.length >= 3 && line.length <= 45 && ISSUING_BODY.test(line);

/** The issuer that a title begins with (江西省人民政府关于…), or null. Several with blanks between are joined by 、. */
export function issuerOfTitle(title: string): string | null {
  const issuer = TITLE_ISSUER.exec(title)?.[1]?.trim();
  if (issuer === undefined || issuer === '') return null;
  const names = issuer.split(/[\s\u3000]+/);
  return names.join(names.every(isIssuingBody) ? '、' : '');
}

/**
 * 第十届全国人民代表大会常务委员会第二十三次会议通过 → 全国人民代表大会常务委员会;
 * 银川市第十三届人民代表大会常务委员会 → 银川市人民代表大会常务委员会. Null where the note names no assembly.
 */
export function issuerOfNote(note: string): string | null {
  const match =
    /(?:^|[日　 ，、（(])((?:[一-龥]{2,12}?[省市县区州])?)第[一二三四五六七八九十\d]+届(全国)?(人民代表大会(?:常务委员会)?)/u.exec(
      note,
    );
  if (match === null) return null;
  const [, region, national, assembly] = match;
  if (region === '' && national === undefined) return null;
  return `${region ?? ''}${national ?? ''}${assembly ?? ''}`;
}

export type Jurisdiction = Readonly<{ level: DocumentLevel | null; region: string | null }>;

const MUNICIPALITIES = '北京市|天津市|上海市|重庆市';
const PROVINCES =
  '河北省|山西省|辽宁省|吉林省|黑龙江省|江苏省|浙江省|安徽省|福建省|江西省|山东省|河南省|湖北省|湖南省|广东省|海南省|四川省|贵州省|云南省|陕西省|甘肃省|青海省|台湾省|内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区';
const NATIONAL =
  /^(?:中共中央|中华人民共和国|全国|国务院|国家|最高人民|中国人民银行|中央|中国(?:银行保险|证券|保险|银行业)|[一-龥]{2,10}部$|海关总署|审计署)/;

/** 深圳经济特区 is a place, but the name states no level. */
const SPECIAL_ZONE = /^[一-龥]{2,4}经济特区/;
const PROVINCE = new RegExp(`^(?:${MUNICIPALITIES}|${PROVINCES})`);
const DEVELOPMENT_ZONE =
  /^[一-龥]{0,12}?(?:经济技术开发区|高新技术产业开发区|经济开发区|开发区|高新区|新区|保税区|示范区|试验区|工业园区)/;
const CITY = /^[一-龥]{2,8}?(?:市|自治州|地区|盟)/;
const COUNTY = /^[一-龥]{1,10}?(?:自治县|自治旗|县|区|旗|市)/;
const TOWNSHIP = /^[一-龥]{1,10}?(?:镇|乡|街道)/;

/** Bodies that name no place but say whose they are: 省“五型”政府建设领导小组办公室, 县“五型”办. */
const RELATIVE: readonly (readonly [RegExp, DocumentLevel])[] = [
  [/^(?:省|自治区)(?!.*[市县]人民政府)/, 'province'],
  [/^市/, 'city'],
  [/^(?:县)/, 'county'],
  [/^(?:乡|镇)/, 'township'],
];

/**
 * Level and region that the name of an issuer (or the begin of a title) states: 江西省人民政府 → province, 江西省;
 * 南昌市东湖区人民政府 → county, 南昌市东湖区. Null where it states none; nothing is looked up elsewhere.
 */
export function jurisdictionOf(name: string): Jurisdiction {
  const zone = DEVELOPMENT_ZONE.exec(name)?.[0];
  if (zone !== undefined && !/^(?:国家|全国|国务院)/.test(zone))
    return { level: 'development_zone', region: zone };
  const special = SPECIAL_ZONE.exec(name)?.[0];
  if (special !== undefined) return { level: null, region: special };
  for (const [pattern, level] of RELATIVE) if (pattern.test(name)) return { level, region: null };
  const province = PROVINCE.exec(name)?.[0] ?? '';
  if (province === '' && NATIONAL.test(name)) return { level: 'national', region: null };
  let rest = name.slice(province.length);
  const city = rest === '' ? '' : (CITY.exec(rest)?.[0] ?? '');
  rest = rest.slice(city.length);
  const county = COUNTY.exec(rest)?.[0] ?? '';
  rest = rest.slice(county.length);
  const township = TOWNSHIP.exec(rest)?.[0] ?? '';
  const region = province + city + county + township;
  if (region === '') return { level: null, region: null };
  if (township !== '') return { level: 'township', region };
  if (county !== '') return { level: 'county', region };
  if (city !== '') return { level: 'city', region };
  return { level: 'province', region };
}
