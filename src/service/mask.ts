/** A run of digits with what may part them: blanks and hyphens, one at a time. Bounded, so linear. */
const DIGIT_RUN = /\d(?:[ -]?\d){6,59}[xX]?/gu;

/** Digits above this many parts are no number that somebody wrote in groups. */
const MOST_GROUPS = 6;

/** GB 11643—1999: weights of the first 17 digits, ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const part = (digits: string, from: number, to: number): number => Number(digits.slice(from, to));

/** 公民身份号码: 18 characters with a birthday and the check character, or the 15 digits used before 1999. */
export function isIdentityNumber(text: string): boolean {
  if (/^[1-9]\d{16}[\dxX]$/u.test(text)) {
    const year = part(text, 6, 10);
    if (year < 1850 || year > 2150 || !isDate(year, part(text, 10, 12), part(text, 12, 14))) return false;
    const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text.charAt(place)), 0);
    return CHECK_CHARACTERS.charAt(sum % 11) === text.charAt(17).toUpperCase();
  }
  return (
    /^[1-8]\d{14}$/u.test(text) && isDate(1900 + part(text, 6, 8), part(text, 8, 10), part(text, 10, 12))
  );
}

/** Bank cards have 16 to 19 digits and a Luhn check digit (ISO/IEC 7812-1 annex B). */
export function isBankCard(text: string): boolean {
  if (!/^[2-9]\d{15,18}$/u.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const isMobile = (text: string): boolean => /^(?:86|0086)?1[3-9]\d{9}$/u.test(text);
const isLandline = (text: string): boolean => /^0(?:10|2\d|[3-9]\d{2})\d{7,8}$/u.test(text);

function kindOf(digits: string): string | null {
  if (isIdentityNumber(digits)) return '〔身份证号〕';
  if (isMobile(digits)) return '〔手机号〕';
  if (isBankCard(digits)) return '〔银行卡号〕';
  if (isLandline(digits)) return '〔电话〕';
  return null;
}

type Hidden = Readonly<{ start: number; end: number; label: string }>;

/** Numbers in one run of digits: the longest sequence of its groups that is one, from the left. */
function numbersIn(run: string, offset: number): Hidden[] {
  const groups = [...run.matchAll(/\d+[xX]?/gu)];
  const hidden: Hidden[] = [];
  for (let first = 0; first < groups.length; first += 1) {
    const start = groups[first]?.index ?? 0;
    const last = Math.min(first + MOST_GROUPS, groups.length) - 1;
    for (let until = last; until >= first; until -= 1) {
      const group = groups[until];
      if (group === undefined) continue;
      const end = group.index + group[0].length;
      const label = kindOf(run.slice(start, end).replace(/[ -]/gu, ''));
      if (label === null) continue;
      hidden.push({ start: offset + start, end: offset + end, label });
      first = until;
      break;
    }
  }
  return hidden;
}

/** Frequent surnames: what follows 我叫 and does not begin with one may be anything. */
const SURNAMES =
  '欧阳|司马|上官|诸葛|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤]';

/** What is found by its form alone. Each repetition is bounded, and none begins in the middle of its own kind. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.%+-])[\w.%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?![a-z0-9-])/giu, '〔电子邮箱〕'],
  [
    /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·.]?(?=[A-HJ-NP-Z]{0,2}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])/gu,
    '〔车牌号〕',
  ],
  [/(?<=(?:路|街|巷|大道|胡同|弄))\d{1,5}(?:[-—]\d{1,4})?(?=号)/gu, '〔门牌〕'],
  [/(?<![\d年月])\d{1,5}(?=(?:号楼|栋|幢|单元|室(?!内|外|温)))/gu, '〔门牌〕'],
  [
    new RegExp(
      `(?<=(?:我叫|我的名字是|姓名[是为:：]|联系人[是为:：]|申请人[是为:：]|户主[是为:：])\\s?)(?:${SURNAMES})\\p{Script=Han}{1,2}`,
      'gu',
    ),
    '〔姓名〕',
  ],
];

/** Full-width digits, letters and signs as their narrow forms; one character stays one. */
const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/**
 * `text` without what tells of a person: 身份证号 (GB 11643—1999, with its check character), bank cards (Luhn), telephone
 * numbers, e-mail addresses, car plates, the numbers of an address, and a name that is said to be one. 文号, amounts and
 * dates stay. Linear. A text without any of it is returned as it is.
 */
export function maskPersonal(text: string): string {
  const plain = narrow(text);
  const found: Hidden[] = [];
  for (const run of plain.matchAll(DIGIT_RUN)) found.push(...numbersIn(run[0], run.index));
  for (const [form, label] of FORMS) {
    for (const match of plain.matchAll(form)) {
      found.push({ start: match.index, end: match.index + match[0].length, label });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let masked = '';
  let done = 0;
  for (const { start, end, label } of found) {
    if (start < done) continue;
    masked += text.slice(done, start) + label;
    done = end;
  }
  return masked + text.slice(done);
}
