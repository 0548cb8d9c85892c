import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSentence, readSource } from '../../../src/answer/written/check-sentence.ts';
import { fold } from '../../../src/answer/written/fold.ts';
import { wordPairs } from '../../../src/answer/written/word-pairs.ts';

const QUESTION = fold('企业诉求办结时限是多少');

/** One source with the clause given, of a document of 2022. */
const source = (text: string, before = '') =>
  readSource({
    number: 1,
    related: false,
    citation: {
      index: 1,
      document: {
        id: '1',
        title: '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见',
        documentNumber: '赣府发〔2022〕16号',
        issuer: '江西省人民政府',
        issuedOn: '2022-07-11',
        status: 'in_force',
      },
      clause: { id: '1-1', path: ['三、目标任务'], label: '三、（四）12.' },
      quote: text,
      start: 0,
      end: text.length,
      page: null,
      url: '/documents/1',
    },
    facts:
      '文件：《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发〔2022〕16号）\n发文机关：江西省人民政府\n成文日期：2022年7月11日\n效力：现行有效\n位置：三、目标任务；三、（四）12.',
    before,
    text,
  });

const reasonOf = (sentence: string, clause: string, before = ''): string | undefined =>
  checkSentence(sentence, [source(clause, before)], wordPairs(QUESTION, { start: 0, end: QUESTION.length }))
    ?.reason;

const LIMITS =
  '推行企业诉求“1 个工作日电话联系、一般问题 5 个工作日办结、疑难问题 10 个工作日回复”，分级分类实现企业诉求“动态清零”。';

describe('checkSentence', () => {
  it.each([
    ['一般问题五个工作日办结，疑难问题十个工作日回复。', LIMITS],
    ['企业诉求中的一般问题５个工作日内办结。', LIMITS],
    [
      '根据《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发[2022]16号），一般问题5个工作日办结。',
      LIMITS,
    ],
    ['该意见于2022年7月11日成文，要求分级分类实现企业诉求“动态清零”。', LIMITS],
    ['对中小企业补助30万元，占总额的百分之五十。', '对中小企业一次性补助 300,000 元，占总额的50％。'],
    ['补贴标准为每人每月三千五百元。', '补贴标准为每人每月3500元。'],
    ['罚款金额为二万元以上五万元以下。', '处2万元以上5万元以下罚款，罚款金额由监管部门决定。'],
    ['公务员不得从事营利性活动。', '公务员应当遵纪守法，禁止违反规定从事营利性活动。'],
    ['申请材料不齐全的，不予受理。', '申请材料不齐全的，不予受理；齐全的，予以受理。'],
    ['工作时间为上午9:00至下午17:30。', '工作时间：上午9时至下午5时30分。'],
  ])('lets pass %s', (sentence, clause) => {
    expect(reasonOf(sentence, clause)).toBeUndefined();
  });

  it.each([
    ['一般问题7个工作日办结。', LIMITS, 'figure'],
    ['一般问题5日办结。', LIMITS, 'figure'],
    ['一般问题五小时办结。', LIMITS, 'figure'],
    ['一般问题10个工作日办结。', LIMITS, 'misplaced_figure'],
    ['对疑难问题，应在5个工作日内回复。', LIMITS, 'misplaced_figure'],
    ['按照赣府发〔2022〕17号，一般问题5个工作日办结。', LIMITS, 'document_number'],
    ['按照《优化营商环境条例》，一般问题5个工作日办结。', LIMITS, 'title'],
    ['企业诉求实现“全部清零”。', LIMITS, 'quotation'],
    ['企业诉求一般问题应当5个工作日办结。', LIMITS, 'modality'],
    ['企业诉求不得超期，一般问题5个工作日办结。', LIMITS, 'modality'],
    ['企业诉求一般问题5个工作日办结，见 www.example.com。', LIMITS, 'latin'],
    ['一般问题由商务局5个工作日办结。', LIMITS, 'body'],
    ['补贴标准为每人每年3500元。', '补贴标准为每人每月3500元。', 'figure'],
    ['罚款二万元以下。', '处2万元以上5万元以下罚款。', 'figure'],
    ['申请材料不齐全的，予以受理。', '申请材料不齐全的，不予受理。', 'negation'],
    ['公务员可以从事营利性活动。', '公务员不得从事营利性活动，可以兼任公益职务。', 'modality'],
    ['可以。', '可以申请补贴。', 'unsupported'],
    ['办事群众前往窗口现场排队领取表格后逐级签字盖章。', LIMITS, 'unsupported'],
    ['有效期至2027年7月11日。', '本意见有效期至2026年7月11日。', 'figure'],
    ['自2022年8月起施行的企业诉求制度。', LIMITS, 'figure'],
    ['企业诉求一般问题⑦个工作日办结。', LIMITS, 'figure'],
    ['企业诉求补助伍万元。', '企业诉求补助陆万元。', 'figure'],
  ])('refuses %s', (sentence, clause, reason) => {
    expect(reasonOf(sentence, clause)).toBe(reason);
  });

  it('reads what the clause above says', () => {
    const sentence = '有下列情形的不得申请：正在接受调查。';
    expect(reasonOf(sentence, '（一）正在接受调查；', '有下列情形之一的，不得申请：')).toBeUndefined();
    expect(reasonOf(sentence, '（一）正在接受调查；')).toBe('modality');
  });

  it('refuses every figure that the clause does not have, in digits of either kind', () => {
    const HAN = '零一二三四五六七八九';
    // Digit by digit (二〇二二) is how a clause may write it as well; here only figures that stand nowhere are drawn.
    fc.assert(
      fc.property(
        fc.integer({ min: 11, max: 999_999 }).filter((number) => number !== 16 && number !== 2022),
        fc.constantFrom('个工作日', '日', '万元', '元', '%', '家', ''),
        fc.boolean(),
        (number, unit, han) => {
          const said = han
            ? [...String(number)].map((digit) => HAN.charAt(Number(digit))).join('')
            : String(number);
          const sentence = `企业诉求一般问题${said}${unit}办结。`;
          expect(['figure', 'misplaced_figure']).toContain(reasonOf(sentence, LIMITS));
        },
      ),
    );
  });

  it('lets pass every figure that the clause has, however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999 }), (number) => {
        const clause = `企业诉求补助资金${number.toLocaleString('en-US')}元。`;
        expect(reasonOf(`企业诉求补助资金 ${number} 元。`, clause)).toBeUndefined();
        expect(reasonOf(`企业诉求补助资金 ${number + 1} 元。`, clause)).toBe('figure');
      }),
    );
  });
});
