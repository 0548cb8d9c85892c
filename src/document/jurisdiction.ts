import { divisionAt, divisionsNamed } from './divisions.ts';
import type { DocumentLevel } from './schema.ts';

export type Jurisdiction = Readonly<{ level: DocumentLevel | null; region: string | null }>;

const NATIONAL =
  /^(?:中共中央|中华人民共和国|全国|国务院|国家|最高人民|中央|中国|[一-龥]{2,10}(?:部|总局)(?:$|、|办公厅|关于)|(?:海关|应急管理)总署|审计署)/;

/** Authorities of the state with offices in the provinces: 国家税务总局江西省税务局, 中国保险监督管理委员会北京监管局. */
const WITH_OFFICES =
  /^(?:中华人民共和国)?(?:国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|中国(?:证券|保险|银行业|银行保险)监督管理委员会|中国[证银保]+监会|国家外汇管理局|国家矿山安全监察局)/;

/** 深圳经济特区 is a place, but the name states no level. */
const SPECIAL_ZONE = /^[一-龥]{2,4}经济特区/;
const ZONE =
  /^[一-龥]{0,12}?(?:经济技术开发区|高新技术产业开发区|经济开发区|开发区|高新区|新区|保税区|示范区|试验区|工业园区)/;
/** 浦东新区 has a people's government like any district; other 新区 have a 管理委员会. */
const DISTRICT = /新区(?=人民政府|人大|人民代表大会)/;

/** Places that the list of divisions does not know, because they were renamed or merged: 溧水县, 莱芜市. */
const OLD_CITY = /^[一-龥]{2,7}?(?:市|自治州|地区行政公署|盟)/;
const OLD_COUNTY = /^[一-龥]{1,9}?(?:自治县|自治旗|县|旗)|^[一-龥]{2,5}?区(?=人民政府|人民代表大会)/;
const TOWNSHIP = /^[一-龥]{1,9}?(?:镇|乡|街道)(?=人民政府|政府|党委|党工委|办事处|人民代表大会)/;
/** Words that only look like names of places: 城市, 各县. */
const COMMON =
  /^(?:各|全|本|我|该|有关|部分|城|特大|大中|中小|所有|基层|贫困|重点|少数|设区|省辖|试点|县级|地级|副省级)/;

/** Bodies that name no place but say whose they are: 省“五型”政府建设领导小组办公室, 县“五型”办. */
const RELATIVE: readonly (readonly [RegExp, DocumentLevel])[] = [
  [/^(?:省|自治区)(?!级|.*[市县]人民政府)/, 'province'],
  [/^(?:市(?!场|容|政公用|级|民)|州)/, 'city'],
  [/^县(?!级|域)/, 'county'],
  [/^(?:乡(?!镇|村)|镇)/, 'township'],
];

/** 北京 of 北京监管局. */
function shortName(text: string): Jurisdiction | null {
  for (let length = 3; length >= 2; length -= 1) {
    for (const suffix of ['省', '市', '自治区']) {
      const name = text.slice(0, length) + suffix;
      const level = divisionsNamed(name)[0]?.level;
      if (level === 'province' || level === 'city') return { level, region: name };
    }
  }
  return null;
}

/** The names of divisions that follow each other at the begin of `name`, and how deep they lead. */
function divisionsAtBegin(name: string): { region: string; level: DocumentLevel | null } {
  let region = '';
  let level: DocumentLevel | null = null;
  for (let next = divisionAt(name, 0); next !== null; next = divisionAt(name, region.length)) {
    const found = divisionsNamed(next);
    // 北京市朝阳区 goes down; what does not (上海市浙江省) is a second name.
    if (
      level === 'township' ||
      level === 'county' ||
      (level === 'city' && !found.some((one) => one.level === 'county'))
    )
      break;
    if (level === 'province' && found.every((one) => one.level === 'province')) break;
    region += next;
    level = found.find((one) => one.level !== level)?.level ?? level;
    // Cities without districts hold towns directly: 东莞市虎门镇.
    if (/(?:镇|乡|街道)$/.test(next)) level = 'township';
  }
  return { region, level };
}

/**
 * Level and region that the name of an issuer (or the begin of a title) states: 江西省人民政府 → province, 江西省;
 * 南昌市东湖区人民政府 → county, 南昌市东湖区; 义乌市人民政府 → county. The list of divisions tells a city from a county
 * that is called one; the region is as written. Null where the name states none.
 */
export function jurisdictionOf(written: string): Jurisdiction {
  const name = written.replace(/^(?:中国共产党|中共)(?!中央)/, '');
  const zone = ZONE.exec(name)?.[0];
  if (zone !== undefined && !/^(?:国家|全国|国务院|关于)/.test(zone) && !DISTRICT.test(name)) {
    return { level: 'development_zone', region: zone };
  }
  const special = SPECIAL_ZONE.exec(name)?.[0];
  if (special !== undefined) return { level: null, region: special };
  const office = WITH_OFFICES.exec(name)?.[0];
  if (office !== undefined) {
    const rest = name.slice(office.length);
    const place = divisionsAtBegin(rest);
    if (place.region !== '') return place;
    return (
      (/^[一-龥]{2,4}(?:省|市)?(?:监管局|分局|分行|调查总队|证监局)/.test(rest) ? shortName(rest) : null) ?? {
        level: 'national',
        region: null,
      }
    );
  }
  let { region, level } = divisionsAtBegin(name);
  if (region === '') {
    for (const [pattern, relative] of RELATIVE)
      if (pattern.test(name)) return { level: relative, region: null };
    if (NATIONAL.test(name)) return { level: 'national', region: null };
  }
  if (COMMON.test(name.slice(region.length))) return { level, region: region === '' ? null : region };
  const old = (pattern: RegExp, of: DocumentLevel): void => {
    const found = pattern.exec(name.slice(region.length))?.[0];
    if (found === undefined || /[的和与及或关于]/.test(found)) return;
    region += found;
    level = of;
  };
  if (level === null || level === 'province') old(OLD_CITY, 'city');
  if (level === null || level === 'city') old(OLD_COUNTY, 'county');
  if (level !== 'township') old(TOWNSHIP, 'township');
  return { level, region: region === '' ? null : region };
}
