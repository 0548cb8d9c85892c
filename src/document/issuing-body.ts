/** What full names of issuing bodies end with. */
const BODY =
  '(?:人民代表大会常务委员会|人民代表大会|人大常委会|人民政府办公[厅室]|人民政府|管理委员会办公室|管理委员会|管委会|委员会办公[厅室]|委员会|领导小组办公室|领导小组|指挥部办公室|指挥部|联席会议办公室|办公[厅室]秘书处|办公[厅室]|人民法院|人民检察院|国务院|中央军委|银行|总局|总署|[国省市县区州]委|(?:[教建编经科农交商卫体]|发改|发展改革|卫计|卫健|国资|经信|住建|招|综治|军|政法|法制|扶贫)委|[国省市县区州]政府|(?:证|银|保|银保)监会|[司法审计建设教育卫生交通水利农业公安财政民政信息化商务改革保障环境国防外交铁道文化监察资源务游输村术安动事传织]部|管理部|[^的了]厅|[^的了]局|[^的了]署|监管局|分行|营业管理部|街道办事处|办事处)';

const ISSUING_BODY = new RegExp(`^[一-龥“”"、·（）()]{0,40}${BODY}$`);

/** What else signs: party bodies, companies, schools, and the short forms of offices (市医改办). */
const OTHER_SIGNER =
  /(?:党组|党委|纪委|监委|总队|支队|大队|学院|大学|学校|医院|中心|协会|学会|联合会|总工会|工会|团委|联社|公司|集团|研究院|研究所|交易所|清算所|总部|支行|法院|检察院|政治部|司令部|警备区|军区|组织部|宣传部|事务所|分局|总站|[一-龥]{2}(?:办|处|科|委|会|社|馆|院))$/;
/** Parts of names that are no bodies by themselves: 国家发展改革委 办公厅. */
const PART =
  /^(?:人民政府|政府|办公[厅室]|秘书处|委员会|领导小组|领导小组办公室|管理委员会|分行|支行|总局|银行)/;
const LONGEST = 45;

/** Verbs, and bodies that are meant but not named: 有关委局, 各省财政厅. */
const NO_NAME = /^(?:各|有关|相关|其他|本级|上述|该)|批转|转发|印发|关于/;

/** Whether a line is the name of an issuing body and nothing else. */
export const isIssuingBody = (line: string): boolean =>
  line.length >= 3 && line.length <= LONGEST && ISSUING_BODY.test(line) && !NO_NAME.test(line);

/** Whether a line may sign: a body, or what else has a name of its own. Only a place above a date tells the latter. */
export const isSigner = (line: string): boolean =>
  isIssuingBody(line) ||
  (line.length >= 3 &&
    line.length <= 40 &&
    /^[一-龥“”"、·（）()A-Za-z]+$/.test(line) &&
    OTHER_SIGNER.test(line));

/**
 * The names that a line holds, in reading order, as printed in columns (市财政局    市民政局) or letter-spaced
 * (财  政  部); empty where some of it is no name. Of several ways to read it, that with the most names.
 */
export function splitBodies(line: string, isName: (name: string) => boolean = isIssuingBody): string[] {
  const tokens = line.split(/[\s\u3000\u00a0、]+/).filter((token) => token !== '');
  if (tokens.length > 40) return [];
  /** Best way to read the tokens from each on; null where there is none. */
  const best: (readonly string[] | null)[] = tokens.map(() => null);
  best.push([]);
  for (let from = tokens.length - 1; from >= 0; from -= 1) {
    let name = '';
    for (let to = from; to < tokens.length && name.length <= LONGEST; to += 1) {
      name += tokens[to] ?? '';
      const rest = best[to + 1];
      if (rest === null || rest === undefined || PART.test(name) || !isName(name)) continue;
      const found = [name, ...rest];
      if (found.length > (best[from]?.length ?? 0)) best[from] = found;
    }
  }
  return [...(best[0] ?? [])];
}

/** （盖章） behind a name that signs. */
export const withoutSeal = (line: string): string =>
  line.replace(/[\s\u3000]*[（(](?:盖章|公章|印章|代章|章|印|签章)[）)]/g, ' ').trimEnd();

const OFFICE =
  /^(?:(中华人民共和国)?(主席|总理)|((?:省|自治区|市|州|盟|县|区|旗|镇|乡)?(?:人民政府)?)(?:代(?:理)?)?([省市州盟县区旗镇乡]长|主席)|(?:代)?(?:行长|部长|主任|局长|署长|院长|检察长|委员长|厅长|会长|社长|书记|主任委员))(?=$|[:：]|(?!热线|信箱|办公|会议|负责|分管|接待|致辞|讲话|签名|签字|批示|职责|任期)(?:[一-龥]{2,4}|[一-龥]{1,8}·[一-龥·]{1,12})$)/;

/** A person who signs by office: 市长 ×××, 自治区主席 ×××, 行长：×××. `government`: what he heads, if it is one. */
export type Officer = Readonly<{
  government: '国务院' | '省' | '自治区' | '市' | '州' | '县' | '区' | '镇' | '乡' | null;
}>;

const GOVERNMENTS = ['省', '自治区', '市', '州', '县', '区', '镇', '乡'] as const;

/** The office by which a line is signed (readLine: without blanks), or null where it is none. */
export function officerOf(line: string): Officer | null {
  if (line.length > 25) return null;
  const match = OFFICE.exec(line);
  if (match === null) return null;
  const [, state, high, of = '', leader] = match;
  if (high === '总理') return { government: '国务院' };
  if (state !== undefined || (high === '主席' && of === '')) return { government: null };
  if (leader === undefined) return { government: null };
  if (leader === '主席') return { government: '自治区' };
  return { government: GOVERNMENTS.find((name) => name === leader.charAt(0)) ?? null };
}
