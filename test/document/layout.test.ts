import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLayout } from '../../src/document/layout.ts';

/** Role and begin of each paragraph. */
const roles = (...lines: string[]): string[] => {
  const text = lines.join('\n');
  return readLayout(text).blocks.map(
    ({ role, paragraph }) => `${role}: ${text.slice(paragraph.start, paragraph.start + 8).split('\n')[0]}`,
  );
};

describe('readLayout: the head', () => {
  it('reads marks, letterhead, number with signer, title and addressees', () => {
    expect(
      roles(
        '000012',
        '机密★10年　特急',
        '江西省人民政府文件',
        '赣府〔2022〕3号　　　　签发人：张三',
        '江西省人民政府关于',
        '某某事项的请示',
        '国务院：',
        '为了做好工作，现请示如下：',
        '一、基本情况',
      ),
    ).toEqual([
      'header: 000012',
      'header: 机密★10年　特',
      'header: 江西省人民政府文',
      'number: 赣府〔2022〕',
      'title: 江西省人民政府关',
      'title: 某某事项的请示',
      'addressees: 国务院：',
      'body: 为了做好工作，现',
      'body: 一、基本情况',
    ]);
  });

  it('takes what leads into the text for no addressees', () => {
    expect(roles('关于安排的通知', '根据有关规定，现就安排通知如下：', '一、时间')).toEqual([
      'title: 关于安排的通知',
      'body: 根据有关规定，现',
      'body: 一、时间',
    ]);
  });

  it.each(['现就安排通知如下：', '我局制定的实施方案要求如下：', '《某某办法》已经批准，内容如下：'])(
    'takes %s for no addressees',
    (line) => {
      expect(roles('关于安排的通知', line, '一、时间')[1]?.split(':')[0]).toBe('body');
    },
  );

  it.each([
    ['某某省人民政府令', '〔2010〕第14号'],
    ['中国人民银行公告', '（2019）第24号'],
    ['某某省第十二届人民代表大会常务委员会公告', '（第55号）'],
    ['中华人民共和国国务院令', '第　322　号'],
  ])('reads %s over %s as the number', (name, number) => {
    const found = roles(name, number, '《某某办法》已经通过，现予公布，自2011年1月1日起施行。');
    expect(found.slice(0, 2).map((block) => block.slice(0, 6))).toEqual(['number', 'number']);
  });

  it('reads a table of fields above the letterhead, a value below its label too', () => {
    expect(
      roles(
        '索 引 号:',
        '009275780/2013-00695',
        '发布机构: 某某市人民政府　发布日期：2013-12-16',
        '关于安排的通知',
        '各单位：',
      ).map((block) => block.split(':')[0]),
    ).toEqual(['header', 'header', 'header', 'title', 'addressees']);
  });
});

describe('readLayout: the foot', () => {
  it('reads names in columns, one body above its date, and the foot of the page', () => {
    expect(
      roles(
        '关于安排的通知',
        '各单位：',
        '请遵照执行。',
        '附件：1.某某表',
        '2.某某名单',
        '某某市财政局    某某市民政局',
        '2013年2月21日',
        '（此件主动公开）',
        '抄送：市委办公室。',
        '各镇人民政府，市直各单位。',
        '某某市财政局办公室　2013年2月22日印发',
      ).map((block) => block.split(':')[0]),
    ).toEqual([
      ...['title', 'addressees', 'body', 'attachment', 'attachment', 'signature', 'date', 'disclosure'],
      ...['copies', 'copies', 'printing'],
    ]);
  });

  it('reads a signature with its date on one line', () => {
    expect(roles('关于安排的通知', '各单位：', '请遵照执行。', '某某市财政局　2013年2月21日').at(-1)).toBe(
      'signature: 某某市财政局　2',
    );
  });

  it('reads a list of attachments without numbers down to the signature', () => {
    const found = roles(
      '关于安排的通知',
      '各单位：',
      '请遵照执行。',
      '附件：某某方案',
      '某某管理办法',
      '某某市财政局',
      '2013年2月21日',
    );
    expect(found.slice(3).map((block) => block.split(':')[0])).toEqual([
      ...['attachment', 'attachment', 'signature', 'date'],
    ]);
  });

  it('takes numbers of pages for no text', () => {
    expect(roles('关于安排的通知', '各单位：', '请遵照执行。', '— 3 —', '第二段。')[3]).toBe(
      'divider: — 3 —',
    );
  });
});

describe('readLayout: enclosed titles', () => {
  const NOTICE = ['某某市人民政府关于印发某某市管理办法的通知', '某政发〔2020〕1号', '各区人民政府：'];
  const ARTICLE = '第一条　为了规范管理，制定本办法。';

  it('below the date, over two lines, with notes', () => {
    expect(
      roles(
        ...NOTICE,
        '现印发给你们。',
        '2020年1月1日',
        '某某市',
        '管理办法',
        '（试行）',
        '（2019年12月1日通过）',
        ARTICLE,
      )
        .slice(5)
        .map((block) => block.split(':')[0]),
    ).toEqual(['title', 'title', 'title', 'header', 'body']);
  });

  it('without signature or date, by the name that the notice gave', () => {
    expect(roles(...NOTICE, '现印发给你们，请遵照执行。', '某某市管理办法', ARTICLE).slice(4)).toEqual([
      'title: 某某市管理办法',
      'body: 第一条　为了规范',
    ]);
  });

  it('several, one behind the other', () => {
    const found = roles(
      '关于印发《甲类管理办法》和《乙类管理细则》的通知',
      '各单位：',
      '现印发给你们。',
      '2020年1月1日',
      '甲类管理办法',
      ARTICLE,
      '第二条　本办法自公布之日起施行。',
      '乙类管理细则',
      ARTICLE,
    );
    expect(found.filter((block) => block.startsWith('title'))).toEqual([
      'title: 关于印发《甲类管',
      'title: 甲类管理办法',
      'title: 乙类管理细则',
    ]);
  });

  it('a forwarded document with its own head', () => {
    expect(
      roles(
        ...[
          '关于转发某某文件的通知',
          '各单位：',
          '现转发给你们。',
          '2020年1月1日',
          '附件',
          '某某省人民政府文件',
        ],
        ...['某政〔2019〕9号', '关于加强某某工作的意见', '各市人民政府：', '为了加强工作，提出意见。'],
      ).slice(4),
    ).toEqual([
      'body: 附件',
      'header: 某某省人民政府文',
      'number: 某政〔2019〕',
      'title: 关于加强某某工作',
      'addressees: 各市人民政府：',
      'body: 为了加强工作，提',
    ]);
  });

  it('not a table that is attached, nor what is attached to the enclosed text', () => {
    const found = roles(
      ...[...NOTICE, '现印发给你们。', '2020年1月1日', '某某市管理办法', ARTICLE],
      ...['附件1', '申请材料清单', '附件2', '审核实施细则', ARTICLE],
    );
    expect(found.filter((block) => block.startsWith('title'))).toHaveLength(2);
  });
});

describe('readLayout: laws', () => {
  it('covers any text in reading order', () => {
    const line = fc.constantFrom(
      '附件1',
      '某某市教育局',
      '2020年1月1日',
      '机密',
      '关于某某的通知',
      '一、某',
      '某。',
      '',
      '第3号',
      '某某令',
      '| 文号 | 某 |',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 30 })), { maxLength: 40 }), (lines) => {
        const text = lines.join('\n');
        const { blocks, headEnd } = readLayout(text);
        let at = blocks[0]?.paragraph.from ?? 0;
        for (const { paragraph } of blocks) {
          expect(paragraph.from).toBe(at);
          at = paragraph.to;
        }
        expect(headEnd).toBeLessThanOrEqual(blocks.length);
      }),
    );
  });
});
