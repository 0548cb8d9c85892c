import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/document/layout.ts';
import { readReferences } from '../../src/document/references.ts';
import type { ReferenceRelation } from '../../src/document/schema.ts';

const TITLE = '某市物业管理办法';

/** `body` below a title and an opening, so that no sentence of it is taken for the head. */
const page = (body: string, title = TITLE): string =>
  `${title}\n各区人民政府：\n现就有关事项规定如下，请遵照执行，确保各项工作落到实处。\n${body}\n某市人民政府\n2020年3月1日\n`;

function referencesIn(text: string, title: string | null = TITLE) {
  return readReferences(text, readLayout(text), { title, documentNumber: null });
}

/** `relation name` of each reference, the name being the 文号 where there is one. */
const ties = (text: string, title?: string): string[] =>
  referencesIn(text, title).map(
    ({ relation, documentNumber, title: name }) => `${relation} ${documentNumber ?? name}`,
  );

const inBody = (sentence: string): string[] => ties(page(sentence));

describe('what is repealed', () => {
  it.each([
    ['第九条 本办法自2020年5月1日起施行。《某市物业管理暂行规定》同时废止。', ['某市物业管理暂行规定']],
    [
      '第九条 本办法自2020年5月1日起施行，《甲暂行规定》《乙暂行规定》同时废止。',
      ['甲暂行规定', '乙暂行规定'],
    ],
    // Of documents with a number, the number is the name.
    [
      '第九条 《甲管理规定》（某府发〔2001〕5号）和《乙实施意见》（某府办〔2003〕9号印发）同时废止。',
      ['某府发〔2001〕5号', '某府办〔2003〕9号'],
    ],
    ['第九条 某府发〔2001〕5号文件同时废止。', ['某府发〔2001〕5号']],
    ['第九条 1998年6月3日某市人民政府发布的《甲管理规定》即行废止。', ['甲管理规定']],
    [
      '第九条 现决定废止《甲管理规定》、《乙管理规定》和《丙实施细则》。',
      ['甲管理规定', '乙管理规定', '丙实施细则'],
    ],
    ['第九条 原《甲管理规定》不再执行。', ['甲管理规定']],
    ['第九条 《甲管理规定》自本办法施行之日起停止执行。', ['甲管理规定']],
    ['第九条 《甲管理规定》等5件规范性文件自2020年5月1日起予以废止。', ['甲管理规定']],
    ['第九条 下列文件同时废止：（一）《甲管理规定》；（二）《乙管理规定》。', ['甲管理规定', '乙管理规定']],
    // The decision that changed a document is named only to say which wording of it ends.
    [
      '第九条 1997年某市人大常委会通过、根据2002年某市人大常委会《关于修改〈甲管理规定〉的决定》修正的《甲管理规定》同时废止。',
      ['甲管理规定'],
    ],
    ['第九条 《甲管理规定》及与本办法不一致的其他规定即行废止。', ['甲管理规定']],
    // 有关 belongs to the name of the notice, not to a part of what stands before it.
    [
      '第九条 《甲管理规定》（某府发〔2001〕5号）、某市有关事项公告（某府发〔2005〕7号）同时废止。',
      ['某府发〔2001〕5号', '某府发〔2005〕7号'],
    ],
    // An earlier text of the same title.
    ['第九条 2005年1月1日公布的《某市物业管理办法》同时废止。', ['某市物业管理办法']],
  ])('%s', (sentence, names) => {
    const found = referencesIn(page(sentence)).filter(({ relation }) => relation === 'repeals');
    expect(found.map(({ documentNumber, title }) => documentNumber ?? title)).toEqual(names);
  });

  it.each([
    '第九条 《甲管理规定》不废止。',
    '第九条 《甲管理规定》继续有效。',
    '第九条 违反《甲管理规定》的规范性文件予以废止。',
    '第九条 《甲管理规定》与本办法不一致的，以本办法为准。',
    '第九条 待新的规定出台后，《甲管理规定》废止。',
    '第九条 建议废止《甲管理规定》。',
    '第九条 《甲管理规定》的修改、废止，由市人民政府决定。',
    '第九条 《甲管理规定》已经废止的，依照《乙管理规定》执行。',
    '第九条 根据《甲管理规定》，有关许可同时废止。',
    '第九条 依照《甲管理规定》第五条关于销售失效、变质产品的规定处罚。',
    '第九条 此前规定与本办法不一致的，以本办法为准。',
    '第九条 逾期未续办的，原《某市居住证》自然失效。',
    '一、将第九条修改为：“本办法自2020年5月1日起施行，《甲管理规定》同时废止。”',
  ])('not by: %s', (sentence) => {
    expect(inBody(sentence).filter((tie) => /^(?:repeals|amends)/.test(tie))).toEqual([]);
  });

  it('除…外 leaves out what it excepts', () => {
    expect(inBody('第九条 除《乙管理规定》外，《甲管理规定》同时废止。')).toContain('repeals 甲管理规定');
    expect(inBody('第九条 除《乙管理规定》外，《甲管理规定》同时废止。')).not.toContain('repeals 乙管理规定');
  });

  it('reads the day that the sentence gives', () => {
    const [found] = referencesIn(page('第九条 《甲管理规定》自2020年7月1日起停止执行。'));
    expect(found).toMatchObject({ relation: 'repeals', date: '2020-07-01' });
  });

  it('gives the naming and its sentence', () => {
    const text = page('第九条 本办法自2020年5月1日起施行。《甲管理规定》（某府发〔2001〕5号）同时废止。');
    const [found] = referencesIn(text);
    const quote = (span?: Readonly<{ start: number; end: number }>) => text.slice(span?.start, span?.end);
    expect(quote(found?.span)).toBe('《甲管理规定》（某府发〔2001〕5号）');
    expect(quote(found?.sentence)).toBe('《甲管理规定》（某府发〔2001〕5号）同时废止。');
  });
});

describe('what is amended', () => {
  it.each([
    ['第九条 《甲管理规定》第三条同时废止。', 'amends 甲管理规定'],
    ['第九条 《甲管理规定》中有关收费的规定同时废止。', 'amends 甲管理规定'],
    ['一、将《甲管理规定》第五条修改为：“从事物业管理应当备案。”', 'amends 甲管理规定'],
    ['一、对《甲管理规定》作如下修改：', 'amends 甲管理规定'],
    ['一、修改《甲管理规定》（某府发〔2001〕5号）', 'amends 某府发〔2001〕5号'],
    ['一、删去《甲管理规定》第十四条。', 'amends 甲管理规定'],
  ])('%s', (sentence, tie) => {
    expect(inBody(sentence)).toEqual([tie]);
  });

  it.each([
    '一、《甲管理规定》应当及时修改。',
    '一、根据修改后的《甲管理规定》办理。',
    '一、环保部门正在对《甲管理规定》进行修订。',
    '一、修订《甲管理规定》，建立全过程信息公开机制。',
  ])('not by: %s', (sentence) => {
    expect(inBody(sentence)).toEqual(['mention 甲管理规定']);
  });
});

describe('the other relations', () => {
  it.each<[ReferenceRelation, string, string]>([
    ['basis', '第一条 为了规范物业管理，根据《甲条例》、《乙条例》，制定本办法。', '乙条例法规'],
    ['issues', '现将《某市物业收费办法》印发给你们，请认真贯彻执行。', '某市物业收费办法'],
    [
      'forwards',
      '省建设厅《关于加强物业管理的意见》已经省政府同意，现转发给你们。',
      '关于加强物业管理的意见',
    ],
    ['replies_to', '你局《关于物业收费问题的请示》（某建〔2019〕8号）收悉。', '某建〔2019〕8号'],
    ['extends', '《甲管理规定》（某府发〔2015〕5号）有效期延长至2025年12月31日。', '某府发〔2015〕5号'],
    ['mention', '第七条 收费按照《甲管理规定》执行。', '甲管理规定'],
  ])('%s', (relation, sentence, name) => {
    const expected = relation === 'basis' ? ['basis 甲条例', 'basis 乙条例'] : [`${relation} ${name}`];
    const long = sentence.replaceAll(/《([甲乙])条例》/g, '《$1物业条例》');
    expect(inBody(long)).toEqual(expected.map((tie) => tie.replace(/([甲乙])条例/, '$1物业条例')));
  });

  it('an extension says until when', () => {
    const [found] = referencesIn(page('《甲管理规定》有效期延长至2025年12月31日。'));
    expect(found).toMatchObject({ relation: 'extends', date: '2025-12-31' });
  });

  it.each([
    '第九条 行政复议依照《甲管理规定》第三十一条的规定，可以延长期限三十日。',
    '第九条 制作《延长审查期限通知书》并送达当事人，延长期限最多不超过30日。',
  ])('the time limits of a case are no extension: %s', (sentence) => {
    expect(inBody(sentence).filter((tie) => tie.startsWith('extends'))).toEqual([]);
  });

  it('short names stand for what they were given to', () => {
    const text = page(
      '第二条 《某市住宅专项维修资金管理办法》（某府令第9号，以下简称《办法》）所称资金，是指专项资金。\n第三条 《办法》第五条修改为：“资金应当专户存储。”',
    );
    expect(ties(text)).toEqual(['amends 某府令第9号']);
  });

  it('a document is named once for each relation, and as a mention only where nothing else is said', () => {
    const text = page(
      '第一条 根据《甲管理规定》，制定本办法。\n第五条 收费标准见《甲管理规定》。\n第九条 《甲管理规定》同时废止。',
    );
    expect(ties(text)).toEqual(['basis 甲管理规定', 'repeals 甲管理规定']);
  });

  it('a new text that repeals the old one of its title has not its number', () => {
    const title = '关于印发《某市物业管理办法》的通知';
    const text = page('第九条 《某市物业管理办法》（某府发〔2012〕34号）同时废止。', title);
    expect(ties(text, title)).toEqual(['issues 某市物业管理办法', 'repeals 某府发〔2012〕34号']);
  });

  it('a note under the title tells what changed the document itself', () => {
    const text =
      '# 某市物业管理条例\n\n2008年8月13日 某市人民代表大会常务委员会通过\n\n2016年2月6日 《某市人大常委会关于修改部分地方性法规的决定》第一次修正\n\n<!-- INFO END -->\n\n第一条 为了规范，制定本条例。\n';
    expect(ties(text, '某市物业管理条例')).toEqual(['amended_by 某市人大常委会关于修改部分地方性法规的决定']);
  });

  it('a note that names the decision without 《》 names another document that it changed', () => {
    const text =
      '# 某市统计条例\n\n2004年5月27日 某市人大常委会第八次会议关于修改《某市标准化办法》等五件地方性法规的决定第三次修正\n\n<!-- INFO END -->\n\n第一条 为了规范，制定本条例。\n';
    expect(ties(text, '某市统计条例')).toEqual([]);
  });

  it('what a forwarded document repeals is not repealed by the one that forwards it', () => {
    const title = '某市人民政府办公室关于转发省建设厅物业管理办法的通知';
    const text = `${title}\n各区人民政府：\n现转发给你们，请遵照执行。\n某市人民政府办公室\n2020年3月1日\n省建设厅物业管理办法\n第一条 为了规范物业管理，制定本办法。\n第九条 《甲管理规定》同时废止。\n`;
    expect(ties(text, title)).toEqual(['forwards 省建设厅物业管理办法', 'mention 甲管理规定']);
  });
});

describe('any text', () => {
  it('every span lies in the text, and every sentence holds its naming or announces it', () => {
    const pieces = fc.constantFrom(
      '《甲管理规定》',
      '《',
      '》',
      '（',
      '）',
      '(某府发〔2001〕5号)',
      '某府发〔2001〕5号',
      '同时废止',
      '。',
      '，',
      '、',
      '和',
      '：',
      '\n',
      '第九条 ',
      '将',
      '修改为',
      '“',
      '”',
      '现',
      '印发',
      '根据',
      '自2020年1月1日起',
      '以下简称《办法》',
      '下列文件',
      '废止',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const { span, sentence, title, documentNumber } of referencesIn(text, null)) {
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(sentence.end).toBeLessThanOrEqual(text.length);
          expect(title ?? documentNumber).not.toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });
});
