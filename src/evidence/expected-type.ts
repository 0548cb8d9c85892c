import type { AnswerType, Question } from '../question/schema.ts';
import { findQuantities, type Quantity, type QuantityKind } from '../text/quantity.ts';
import type { TypeAgreement } from './schema.ts';

/** Which quantities answer which type of question. Types that are not named here are answered by any sentence. */
const QUANTITIES: Partial<Record<AnswerType, readonly QuantityKind[]>> = {
  time_limit: ['working_days', 'duration', 'frequency', 'date'],
  count: ['count', 'ordinal', 'percentage', 'amount', 'frequency', 'working_days', 'duration'],
  percentage: ['percentage', 'count'],
  amount: ['amount', 'percentage'],
  date: ['date', 'frequency', 'working_days', 'duration'],
  time_of_day: ['time_of_day'],
};

/** These are written as figures; a time limit or a date may also be put in words (年内, 及时). */
const UNMISTAKABLE: ReadonlySet<AnswerType> = new Set(['amount', 'percentage', 'time_of_day']);

const ORGANISATION =
  /(?:政府|委员会|管委会|领导小组|办公室|部门|单位|机关|[\u4e00-\u9fff](?:局|厅|委(?!托)|办(?![法理公事结])|部(?![分署])|院|署|站|所(?![有需以])|中心|公司|街道|乡镇))/u;

const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘斜厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公';

const PERSON = new RegExp(
  `[${SURNAMES}][\\u4e00-\\u9fff]{1,2}(?=同志|省长|市长|县长|区长|镇长|书记|主任|局长|厅长|部长|主席|秘书长|总理|副)|习近平|(?:省长|市长|县长|书记|主任|局长|秘书长|组长)[${SURNAMES}][\\u4e00-\\u9fff]{1,2}(?:同志|出席|主持|任|担任)`,
  'u',
);

const OFFICE = /(?:秘书|[省市县区镇乡局厅部院校所]|组)长|书记|主任|主席|总理|负责人|院士/u;

/** Questions after the holder of an office: the answer must name a person. Others with 谁 may mean any body. */
const OFFICE_HOLDER =
  /(?:长|书记|主任|主席|总理|领导|负责人|院士|秘书)(?:是|叫|为)?(?:谁|什么名字|哪位)|谁(?:是|当|任|担任)[^,。]{0,12}(?:长|书记|主任|主席)/u;

/** People are counted by several measures; any other asks for itself. A bare percentage fits none. */
const PEOPLE = '名位人';

function fitsMeasure(measure: string | null, quantity: string): boolean {
  if (measure === null || quantity.includes(measure)) return true;
  return PEOPLE.includes(measure) && [...PEOPLE].some((other) => quantity.includes(other));
}

/** Figures of these types must stand with what they measure: 80% in another part of a sentence is of something else. */
const MEASURING: ReadonlySet<AnswerType> = new Set(['count', 'percentage', 'amount']);

/** Whether a word of the question stands in the same part (between commas) as the quantity. */
function standsWithTerm(question: Question, text: string, { start, end }: Quantity): boolean {
  if (!MEASURING.has(question.answerType)) return true;
  const before =
    text
      .slice(0, start)
      .split(/[,:;。]/u)
      .at(-1) ?? '';
  const after = text.slice(end).split(/[,:;。]/u)[0] ?? '';
  return question.terms.some(
    ({ term, alternatives, place }) =>
      !place &&
      term.length > 1 &&
      [term, ...alternatives].some((word) => before.includes(word) || after.includes(word)),
  );
}

/** How laws and official texts define (本法所称…，是指…; “三个一定”：即…). */
const DEFINES = /所称|是指|指的是|[:,]即|含义/u;

const ADDRESS_ASKED = /地址|地点|在哪(?:里|儿)?(?:办公|办理|办)?$|位于哪/u;
const ADDRESS = /位于|地址|[路街巷道]\d|\d+号|大厦|大楼|大厅|广场|[镇乡村]/u;
const COMPANY_ASKED = /哪(?:家|个|几家|些)(?:公司|企业)|什么公司/u;

/**
 * Whether `text` (normalised) holds the kind of answer that `question` wants: 1 yes, 0 the type asks for nothing
 * special, −1 no, −2 no and nothing else could be meant. Numbers that the question itself says do not count as its
 * answer. `quantities` are those of `text` where they are known.
 */
export function typeAgreement(
  question: Question,
  text: string,
  quantities: readonly Quantity[] = findQuantities(text),
): TypeAgreement {
  const { answerType, normalised } = question;
  const kinds = QUANTITIES[answerType];
  if (kinds !== undefined) {
    const found = quantities.some(
      (quantity) =>
        kinds.includes(quantity.kind) &&
        !question.quantities.includes(quantity.text) &&
        fitsMeasure(question.measure, quantity.text) &&
        standsWithTerm(question, text, quantity),
    );
    if (found) return 1;
    return UNMISTAKABLE.has(answerType) ? -2 : -1;
  }
  if (answerType === 'person' && OFFICE_HOLDER.test(normalised)) {
    const office = OFFICE.exec(normalised)?.[0] ?? '';
    return text.includes(office) && PERSON.test(text) ? 1 : -2;
  }
  if (ADDRESS_ASKED.test(normalised)) return ADDRESS.test(text) ? 1 : -2;
  if (COMPANY_ASKED.test(normalised)) return /公司|集团|企业/u.test(text) ? 1 : -2;
  if (answerType === 'definition') return DEFINES.test(text) ? 1 : 0;
  if (answerType === 'organisation') return ORGANISATION.test(text) ? 1 : -1;
  return 0;
}
