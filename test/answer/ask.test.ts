import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer, type Knowledge, NO_EVIDENCE } from '../../src/answer/schema.ts';
import { ANSWER_THRESHOLD } from '../../src/evidence/confidence.ts';
import { CORPUS, openCorpus } from '../support/corpus.ts';

let knowledge: Knowledge;
let remove: () => void;
beforeAll(async () => {
  ({ knowledge, remove } = await openCorpus());
});
afterAll(() => remove());

const ask = (...turns: string[]) =>
  knowledge.ask({ question: turns.at(-1) ?? '', topK: 5 }, turns.slice(0, -1));
const squash = (text: string) => text.replace(/[\s*#]/gu, '');

describe('ask', () => {
  it('answers the question of the first page with the clause that says so', async () => {
    const answer = await ask('企业诉求办结时限是多少');
    expect(Answer.parse(answer)).toEqual(answer);
    expect(answer.status).toBe('answered');
    expect(squash(answer.answer)).toBe(
      '推行企业诉求“1个工作日电话联系、一般问题5个工作日办结、疑难问题10个工作日回复”',
    );
    const [citation] = answer.citations;
    expect(answer.citations).toHaveLength(1);
    expect(citation?.document).toMatchObject({
      title: '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见',
      documentNumber: '赣府发〔2022〕16号',
      issuer: '江西省人民政府',
      issuedOn: '2022-07-11',
      status: 'in_force',
    });
    expect(citation?.clause.label).toBe('三、（四）12.');
    expect(citation?.clause.path).toEqual([
      '三、目标任务',
      '（四）着力打造更富温馨的“服务型”政府',
      '12. 大力推动营商环境优化升级',
    ]);
    expect(citation?.quote).toBe(
      '推行企业诉求“1 个工作日电话联系、一般问题 5 个工作日办结、疑难问题 10 个工作日回复”',
    );
    expect(citation?.url).toBe(
      `/documents/${citation?.document.id}?start=${citation?.start}&end=${citation?.end}#clause-${citation?.clause.id}`,
    );
  });

  it('quotes verbatim, whatever is asked', async () => {
    for (const question of [
      '三个结合是什么',
      '政务服务有哪些要求',
      '主送',
      '市长',
      '。',
      '五型',
      '第三个争做是什么',
    ]) {
      const { citations, related } = await ask(question);
      for (const { document, clause, quote, start, end } of [...citations, ...related]) {
        expect(quote).not.toBe('');
        const cited = knowledge.catalogue.clause(clause.id)?.clause;
        expect(cited !== undefined && cited.start <= start && end <= cited.end).toBe(true);
        expect(knowledge.catalogue.text(document.id)?.slice(start, end)).toBe(quote);
      }
    }
  });

  // Clause numbers read from the documents by hand.
  it.each([
    ['宜春经开区民生支出占一般公共预算支出不低于多少', '80%', '三、（四）13.'],
    ['四个不摘是什么', '摘帽不摘责任', '三、（四）15.'],
    ['省里建立健全政务开放日制度', '政务开放日', '四、（三）'],
    ['强化三个结合指什么', '工作结合', '【本期要闻】三是'],
    ['兴国县五型监督员按什么原则续聘增聘', '保持总体稳定', '四、10.'],
    ['分管同志实行什么', '一岗双责', '三、一是'],
  ])('cites the right clause: %s', async (question, expected, label) => {
    const { citations } = await ask(question);
    expect(citations[0]?.quote).toContain(expected);
    expect(citations[0]?.clause.label).toBe(label);
  });

  it('refuses where what it found falls short', async () => {
    const listed = await ask('18个营商环境指标是哪18个，请一一列出');
    expect(listed).toMatchObject({ status: 'no_evidence', citations: [] });
    expect(listed.confidence).toBeLessThan(ANSWER_THRESHOLD);
  });

  it('names the clause where a question without a conversation asks which document says so', async () => {
    const { citations } = await ask('哪个文件说分管同志实行一岗双责');
    expect(citations[0]?.quote).toContain('一岗双责');
  });

  it('gives the same answer each time', async () => {
    const [first, second] = [await ask('企业帮扶机制由谁牵头'), await ask('企业帮扶机制由谁牵头')];
    expect(second.citations).toEqual(first.citations);
    expect(second.answer).toBe(first.answer);
    expect(second.id).not.toBe(first.id);
  });

  it('refuses what the documents do not hold, showing what came nearest', async () => {
    const answer = await ask('企业诉求逾期未办结罚款多少元');
    expect(answer).toMatchObject({ status: 'no_evidence', answer: NO_EVIDENCE, citations: [] });
    expect(answer.related.length).toBeGreaterThan(0);
    expect((await ask('明天会下雨吗')).status).toBe('no_evidence');
  });

  it('answers for the document that is named only, and for no document that is not there', async () => {
    const named = await ask('宜区管发〔2022〕1号对企业诉求有什么要求');
    expect(named.citations.every(({ document }) => document.documentNumber === '宜区管发〔2022〕1号')).toBe(
      true,
    );
    expect((await ask('赣府发〔2023〕16号的企业诉求办结时限是多少')).status).toBe('no_evidence');
    expect((await ask('宜府发〔2022〕20号的企业诉求办结时限是多少')).status).toBe('no_evidence');
  });

  it.each([
    ['赣府发〔2022〕16号是什么时候印发的', '2022年7月11日印发'],
    ['宜区管发[2022]1号哪天印发的', '2022年10月1日印发'],
    ['“五型”政府建设简报的联系电话是多少', '0791—88919536'],
    ['兴五型办字〔2021〕4号主送哪些单位', '各乡镇人民政府'],
    ['赣府发〔2022〕16号抄送谁', '省军区'],
    ['宜区管发〔2022〕1号是依据什么文件制定的', '宜府发〔2022〕20号'],
    ['兴五型办字〔2021〕4号的标题', '关于印发《2021年全县“五型”政府建设工作要点》的通知'],
    ['赣府发〔2022〕16号可以公开吗', '此件主动公开'],
  ])('answers %s from the document’s own page', async (question, expected) => {
    const answer = await ask(question);
    expect(squash(answer.answer)).toContain(expected);
    expect(answer.citations.length).toBeGreaterThan(0);
  });

  it('names the responsible unit from the field of the clause', async () => {
    const { citations } = await ask('兴国县政务服务邮寄和刻章由哪些单位牵头');
    expect(citations[0]?.quote).toBe('牵头单位：县市场监管局、县住建局、县行政审批局');
    expect(citations[0]?.clause.label).toBe('二、4.');
  });

  it('counts out a list that the document writes as clauses', async () => {
    const { citations } = await ask('争做系列一共五个争做，分别是什么');
    expect(citations.map(({ quote }) => quote)).toEqual([
      '第一，要突出政治引领，争做忠诚的好干部',
      '第二，坚持创新驱动，争做创新的领跑者',
      '第三，突出作风保障，争做担当的实干家',
      '第四，着力环境优化，争做发展的服务员',
      '第五，守住廉政底线，争做廉洁的表率',
    ]);
  });

  it('understands a follow-up, and tells where the last answer stands', async () => {
    const hard = await ask('企业诉求一般问题几天办结', '那疑难问题呢');
    expect(squash(hard.answer)).toContain('疑难问题10个工作日回复');
    const source = await ask('企业诉求一般问题几天办结', '依据的是哪个文件');
    expect(source.citations.map(({ quote }) => quote)).toContain('赣府发〔2022〕16号');
  });

  it('honours filters', async () => {
    const filtered = await knowledge.ask({
      question: '企业诉求办结时限是多少',
      topK: 5,
      filters: { issuedTo: '2021-12-31' },
    });
    for (const { document } of [...filtered.citations, ...filtered.related]) {
      expect(document.issuedOn !== null && document.issuedOn <= '2021-12-31').toBe(true);
    }
  });
});

describe('a document of one’s own', () => {
  it('is asked about as soon as it is ingested', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhengda-own-'));
    const file = join(folder, 'notice.txt');
    writeFileSync(
      file,
      '某市人民政府办公室关于做好冬季供暖工作的通知\n某政办发〔2024〕7号\n各区人民政府：\n一、供暖时间\n' +
        '供暖期自每年11月15日起至次年3月15日止。室内温度不得低于18摄氏度。\n二、投诉处理\n' +
        '供热单位接到投诉后应当在2小时内到场，24小时内处理完毕。\n某市人民政府办公室\n2024年10月8日\n',
    );
    const own = await openCorpus([CORPUS, file]);
    try {
      const answer = await own.knowledge.ask({ question: '供热单位接到投诉多久到场', topK: 5 });
      expect(answer.citations[0]?.quote).toContain('2小时内到场');
      expect(answer.citations[0]?.document.documentNumber).toBe('某政办发〔2024〕7号');
    } finally {
      own.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is quoted by article, paragraph and item where it is a law', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhengda-law-'));
    const file = join(folder, 'law.md');
    writeFileSync(
      file,
      '# 某省城市供暖条例\n\n2024年10月8日 某省人民代表大会常务委员会通过\n\n## 第一章 总则\n\n' +
        '第一条 为了规范供暖，制定本条例。\n\n第二条 供暖期为四个月。\n\n极端天气可以延长供暖期。\n\n' +
        '第二条之一 供暖单位应当具备下列条件：\n\n（一）有稳定的热源；\n\n（二）有专业人员。\n',
    );
    const own = await openCorpus([CORPUS, file]);
    const quotes = async (question: string) =>
      (await own.knowledge.ask({ question, topK: 5 })).citations.map(({ quote, clause }) => [
        quote,
        clause.label,
      ]);
    try {
      expect(await quotes('城市供暖条例第一条')).toEqual([['第一条 为了规范供暖，制定本条例。', '第一条']]);
      expect(await quotes('供暖条例第二条第二款是什么')).toEqual([
        ['极端天气可以延长供暖期。', '第二条第二款'],
      ]);
      expect(await quotes('供暖条例第二条之一第（二）项')).toEqual([
        ['（二）有专业人员。', '第二条之一第二项'],
      ]);
      expect(await quotes('供暖条例第九条')).toEqual([]);
    } finally {
      own.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
