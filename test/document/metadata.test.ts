import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMetadata } from '../../src/document/metadata.ts';
import type { DocumentMetadata, MetadataField } from '../../src/document/schema.ts';
import { CORPUS_NAMES, type CorpusName, corpusDocument } from './corpus.ts';

/** Read from the documents themselves (see corpus/SOURCES.md). */
const EXPECTED: Readonly<Record<CorpusName, Partial<DocumentMetadata>>> = {
  province: {
    title: '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见',
    titleDerived: false,
    documentNumber: '赣府发〔2022〕16号',
    issuer: '江西省人民政府',
    issuedOn: null,
    printedOn: '2022-07-11',
    addressees: '各市、县(区)人民政府,省政府各部门',
    copies: '省委,省纪委省监委,省人大常委会,省政协,省军区,省委各部门,省法院,省检察院,群众团体,新闻单位。',
    disclosure: '此件主动公开',
    telephone: null,
    printedBy: '江西省人民政府办公厅秘书处',
    kind: '意见',
    level: 'province',
    region: '江西省',
    status: 'in_force',
    references: [],
  },
  zone: {
    title: '宜春经济技术开发区管理委员会关于新形势下进一步推进“五型”政府建设走深走实的实施意见',
    titleDerived: false,
    documentNumber: '宜区管发〔2022〕1号',
    issuer: '宜春经济技术开发区管理委员会',
    issuedOn: '2022-10-01',
    printedOn: '2022-10-01',
    addressees: '市创投公司，区直及驻区各单位，金园街道办事处，各组团办公室',
    copies: null,
    disclosure: '此件主动公开',
    printedBy: '宜春经济技术开发区管理委员会办公室',
    kind: '意见',
    level: 'development_zone',
    region: '宜春经济技术开发区',
    status: 'in_force',
  },
  county: {
    title: '关于印发《2021年全县“五型”政府建设工作要点》的通知',
    titleDerived: false,
    documentNumber: '兴五型办字〔2021〕4号',
    issuer: null,
    issuedOn: '2021-04-03',
    printedOn: null,
    addressees: '各乡镇人民政府，经济开发区、城市社区管委会，县政府各部门，县直（驻县）各单位',
    kind: '通知',
    level: 'county',
    region: null,
    status: 'in_force',
  },
  speech: {
    title: '在全区“五型”政府建设动员部署会议上的讲话',
    titleDerived: true,
    documentNumber: null,
    issuer: null,
    issuedOn: null,
    printedOn: null,
    addressees: null,
    kind: '讲话',
    level: null,
    region: null,
    status: 'unknown',
    references: [],
  },
  bulletin: {
    title: '“五型”政府建设简报',
    titleDerived: false,
    documentNumber: '第13期',
    issuer: '省“五型”政府建设领导小组办公室',
    issuedOn: '2018-11-23',
    printedOn: null,
    addressees: null,
    telephone: '0791—88919536',
    printedBy: '省“五型”政府建设领导小组办公室',
    kind: '简报',
    level: 'province',
    region: null,
    status: 'unknown',
    references: [],
  },
};

const placesOf = (name: CorpusName, field: MetadataField): string[] => {
  const document = corpusDocument(name);
  return (readMetadata(document).places[field] ?? []).map(({ start, end }) =>
    document.text.slice(start, end),
  );
};

describe('readMetadata on the five documents', () => {
  it.each(CORPUS_NAMES)('%s', (name) => {
    expect(readMetadata(corpusDocument(name))).toMatchObject(EXPECTED[name]);
  });

  it('knows on which documents the zone’s one stands, with their titles', () => {
    const document = corpusDocument('zone');
    const basis = readMetadata(document).references.filter(({ relation }) => relation === 'basis');
    expect(basis.map(({ documentNumber, title }) => [documentNumber, title])).toEqual([
      ['赣府发〔2022〕16号', '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见'],
      ['宜府发〔2022〕20号', '宜春市人民政府关于新形势下进一步推进“五型”政府建设走深走实的实施意见'],
    ]);
    const [first] = basis;
    expect(document.text.slice(first?.span.start, first?.span.end)).toBe(
      '《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发〔2022〕16号）',
    );
  });

  it('says where each field stands', () => {
    expect(placesOf('province', 'printedOn')).toEqual(['2022年7月11日印发']);
    expect(placesOf('province', 'issuer')).toEqual(['江西省人民政府']);
    expect(placesOf('province', 'copies')).toEqual([
      '抄送：省委,省纪委省监委,省人大常委会,省政协,省军区,省委各部门,省法院,省检察院,群众团体,新闻单位。',
    ]);
    expect(placesOf('province', 'disclosure')).toEqual(['(此件主动公开)']);
    expect(placesOf('zone', 'addressees')).toEqual([
      '市创投公司，区直及驻区各单位，金园街道办事处，各组团办公室',
    ]);
    expect(placesOf('zone', 'issuedOn')).toEqual(['2022年10月1日']);
    expect(placesOf('county', 'documentNumber')).toEqual(['兴五型办字〔2021〕4号']);
    expect(placesOf('bulletin', 'telephone')).toEqual(['电话:0791—88919536']);
    expect(placesOf('bulletin', 'documentNumber')).toEqual(['第 13 期']);
    expect(placesOf('speech', 'title')).toEqual([]);
  });
});

const of = (text: string, fileName = '文件.txt') => readMetadata({ text, fileName });

describe('readMetadata on other shapes', () => {
  it('reads a title over several lines before the number, and a signature with its date', () => {
    const metadata = of(
      [
        '国务院办公厅关于印发国家组织药品',
        '集中采购和使用试点方案的通知',
        '国办发〔2019〕2号',
        '各省、自治区、直辖市人民政府，国务院各部委、各直属机构：',
        '《国家组织药品集中采购和使用试点方案》已经国务院同意，现印发给你们，请认真贯彻执行。',
        '国务院办公厅',
        '2019年1月1日',
        '（此件公开发布）',
        '国家组织药品集中采购和使用试点方案',
        '根据党中央、国务院部署，制定本方案。',
        '一、总体要求',
      ].join('\n'),
    );
    expect(metadata).toMatchObject({
      title: '国务院办公厅关于印发国家组织药品集中采购和使用试点方案的通知',
      documentNumber: '国办发〔2019〕2号',
      issuer: '国务院办公厅',
      issuedOn: '2019-01-01',
      kind: '通知',
      level: 'national',
      status: 'in_force',
    });
    expect(metadata.enclosed.map(({ title }) => title)).toEqual(['国家组织药品集中采购和使用试点方案']);
  });

  it('reads an order: number over two lines, title below the date', () => {
    expect(
      of(
        [
          '山东省人民政府令',
          '',
          '第253号',
          '',
          '　　《山东省流动人口服务管理办法》已经省政府常务会议通过，现予公布，自2012年10月1日起施行。',
          '　　　　　　　　省　长　　姜大明',
          '　　　　　　　　二○一二年六月五日　',
          '山东省流动人口服务管理办法',
          '第一章　总　则',
          '　　第一条　为了保障流动人口合法权益，制定本办法。',
        ].join('\n'),
      ),
    ).toMatchObject({
      title: '山东省流动人口服务管理办法',
      documentNumber: '山东省人民政府令第253号',
      issuer: '山东省人民政府',
      issuedOn: '2012-06-05',
      kind: '办法',
      region: '山东省',
    });
  });

  it('reads a law from its notes: the last revision dates it, not its coming into force', () => {
    expect(
      of(
        [
          '# 某某市物业管理条例',
          '',
          '2008年8月13日 银川市第十三届人民代表大会常务委员会第五次会议通过',
          '2016年2月6日 修订 自2016年5月1日起施行',
          '<!-- INFO END -->',
          '## 第一章 总则',
          '第一条 为了规范，制定本条例。',
        ].join('\n'),
      ),
    ).toMatchObject({
      title: '某某市物业管理条例',
      issuer: '银川市人民代表大会常务委员会',
      issuedOn: '2016-02-06',
      kind: '条例',
      status: 'in_force',
    });
  });

  it('reads a title over two first-level headings', () => {
    const text =
      '# 中华人民共和国民法典\n# 物权编\n\n2020年5月28日 通过\n<!-- INFO END -->\n## 第一分编 通则\n';
    expect(of(text)).toMatchObject({ title: '中华人民共和国民法典物权编', issuedOn: '2020-05-28' });
  });

  it('never takes a draft for a document in force', () => {
    const text = '重庆市居住证实施办法\n第一条 为了推进，制定本办法。\n2016年6月16日';
    expect(of(text).status).toBe('in_force');
    expect(of(text, '居住证办法（征求意见稿）.txt').status).toBe('unknown');
  });

  it('joins several issuers in the order of signature', () => {
    const text =
      '关于做好社会保障工作的通知\n各单位：\n请遵照执行。\n上海市财政局\n上海市民政局\n2013年2月21日';
    expect(of(text).issuer).toBe('上海市财政局、上海市民政局');
  });

  it('derives the title from a first line whose line end was lost', () => {
    const title = '农业农村部开展防控疫情专项法治宣传行动';
    const text = `${title} 为切实做好疫情防控工作，根据中央部署，现就有关事项安排。\n一是加强宣传。`;
    expect(of(text)).toMatchObject({ title, titleDerived: true });
    expect(of(`# ${text}`).title).toBe(title);
    // Without a title of its own, a text is called by its first sentence, of at most 40 characters.
    expect(of('近日某某市开展了专项法治宣传行动，成效明显！各地反响热烈。').title).toBe(
      '近日某某市开展了专项法治宣传行动，成效明显',
    );
  });

  it('reads the whole page of GB/T 9704—2012', () => {
    const text = [
      ...[
        '000012',
        '机密★10年',
        '特急',
        '江西省教育厅　江西省财政厅文件',
        '赣教财〔2022〕5号　　　　签发人：张三　李四',
      ],
      ...['江西省教育厅　江西省财政厅关于做好经费', '保障工作的请示', '省人民政府：'],
      ...[
        '为了做好工作，现请示如下。',
        '一、基本情况',
        '妥否，请批示。',
        '附件：1.2022年经费预算表',
        '2.有关单位名单',
      ],
      ...[
        '江西省教育厅　　　江西省财政厅',
        '2022年3月1日',
        '（联系人：王五，电话：0791—12345678）',
        '（此件发至县团级）',
      ],
      ...['抄送：省委办公厅。', '江西省教育厅办公室　　　2022年3月2日印发'],
    ].join('\n');
    const metadata = of(text);
    expect(metadata).toMatchObject({
      ...{ copyNumber: '000012', classification: '机密★10年', urgency: '特急' },
      ...{
        letterhead: '江西省教育厅、江西省财政厅',
        signer: '张三、李四',
        documentNumber: '赣教财〔2022〕5号',
      },
      title: '江西省教育厅江西省财政厅关于做好经费保障工作的请示',
      ...{ issuer: '江西省教育厅、江西省财政厅', issuedOn: '2022-03-01', addressees: '省人民政府' },
      ...{
        attachments: ['2022年经费预算表', '有关单位名单'],
        note: '此件发至县团级',
        copies: '省委办公厅。',
      },
      ...{ printedBy: '江西省教育厅办公室', printedOn: '2022-03-02', level: 'province', region: '江西省' },
    });
    expect(metadata.places.signer?.map(({ start, end }) => text.slice(start, end))).toEqual([
      '赣教财〔2022〕5号　　　　签发人：张三　李四',
    ]);
    expect(metadata.places.letterhead?.map(({ start, end }) => text.slice(start, end))).toEqual([
      '江西省教育厅',
      '江西省财政厅',
    ]);
  });

  it('reads number, title and date that stand on one line with something else', () => {
    expect(
      of('国务院关于依法行政的决定   国发〔2008〕17号\n各省人民政府：\n现决定如下。\n国务院　2008年5月12日'),
    ).toMatchObject({
      title: '国务院关于依法行政的决定',
      documentNumber: '国发〔2008〕17号',
      issuer: '国务院',
      issuedOn: '2008-05-12',
    });
    expect(of('存款保险条例（国务院令第660号）\n第一条　为了保护存款人，制定本条例。')).toMatchObject({
      title: '存款保险条例',
      documentNumber: '国务院令第660号',
      issuer: '国务院',
    });
    expect(
      of('某某市教育局关于招生的通知（2016年3月24日） 来源：某某网\n各区教育局：\n现通知如下。'),
    ).toMatchObject({ title: '某某市教育局关于招生的通知', issuedOn: '2016-03-24' });
  });

  it('reads a title that lost the line end before the addressees', () => {
    const title = '中国人民银行关于推广银行卡助农取款服务的通知';
    expect(
      of(`特急\n中国人民银行文件\n银发〔2011〕177号\n${title}各分行、营业管理部：\n现通知如下。`),
    ).toMatchObject({
      ...{ title, urgency: '特急', documentNumber: '银发〔2011〕177号', issuer: '中国人民银行' },
    });
  });

  it('never takes the site that reposts a text for its issuer, nor the day of posting for its date', () => {
    expect(
      of(
        [
          '发布机构: 某某市教育局  发布时间: 2015-07-24',
          '关于做好义务教育工作的意见',
          '各县人民政府：',
          '现提出意见。',
        ].join('\n'),
      ),
    ).toMatchObject({ issuer: null, issuedOn: null });
  });

  it('completes the name of a body by the place that the text states', () => {
    const order = [
      '浙江省行政规范性文件管理办法',
      '浙政令〔2010〕275号',
      '现予公布，自2010年9月1日起施行。',
      '省长：吕某某',
    ];
    expect(of([...order, '二○一○年七月二十日'].join('\n'))).toMatchObject({
      documentNumber: '浙政令〔2010〕275号',
      issuer: '浙江省人民政府',
      issuedOn: '2010-07-20',
    });
    const note =
      '（2004年3月30日自治区人民政府会议通过，2004年4月3日自治区人民政府令第119号发布 自2004年5月1日起施行）';
    expect(of(`新疆维吾尔自治区备案规定\n${note}\n第一条　制定本规定。`)).toMatchObject({
      documentNumber: '自治区人民政府令第119号',
      issuer: '新疆维吾尔自治区人民政府',
      issuedOn: '2004-04-03',
    });
  });

  it('reads minutes, whose head names office and day', () => {
    const minutes = [
      '专题会议纪要',
      '〔2020〕15号',
      '赣州市人民政府办公室　　　　2020年6月3日',
      '关于研究供水问题的会议纪要',
    ];
    expect(of([...minutes, '2020年6月1日，市长张三主持召开会议，研究供水问题。'].join('\n'))).toMatchObject({
      ...{
        title: '关于研究供水问题的会议纪要',
        issuer: '赣州市人民政府办公室',
        issuedOn: '2020-06-03',
        kind: '纪要',
      },
    });
  });

  it('reads a telegram, whose number stands behind its class', () => {
    const telegram = [
      '等级 特提·明电　某政办明电〔2020〕1号',
      '江西省人民政府办公厅关于做好防汛工作的紧急通知',
    ];
    expect(
      of(
        [...telegram, '各市、县人民政府：', '当前形势严峻。', '江西省人民政府办公厅', '2020年7月1日'].join(
          '\n',
        ),
      ),
    ).toMatchObject({
      ...{ documentNumber: '某政办明电〔2020〕1号', urgency: '特提', title: telegram[1] },
    });
  });

  it('calls an announcement without a title by its number', () => {
    const lines = [
      '财政部 人力资源社会保障部公告',
      '2021年第12号',
      '根据规定，现公告如下：',
      '一、内容。',
      '财政部',
      '人力资源社会保障部',
    ];
    expect(of([...lines, '2021年4月5日'].join('\n'))).toMatchObject({
      ...{ titleDerived: true, kind: '公告', issuer: '财政部、人力资源社会保障部', issuedOn: '2021-04-05' },
      documentNumber: '财政部 人力资源社会保障部公告〔2021〕第12号',
    });
  });

  it('leaves the date out where only year and month are printed', () => {
    expect(
      of('关于政策一体化的实施方案\n市医改办  市财政局\n(2015年12月)\n为了推进，制定本方案。'),
    ).toMatchObject({
      issuer: '市医改办、市财政局',
      issuedOn: null,
    });
  });

  it('gives places inside any text, and enclosed documents one behind the other', () => {
    const line = fc.constantFrom(
      ...[
        '附件1',
        '某某市教育局',
        '2020年1月1日',
        '机密★1年',
        '关于印发某某办法的通知',
        '某某办法',
        '一、某',
        '某。',
      ],
      ...[
        '某发〔2020〕3号',
        '某某令',
        '第3号',
        '| 文号 | 某发〔2020〕3号 |',
        '发文机关：',
        '各单位：',
        '抄送：某。',
        '（试行）',
      ],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 30 })), { maxLength: 30 }), (lines) => {
        const text = lines.join('\n');
        const { places, enclosed } = of(text);
        for (const { start, end } of Object.values(places).flat()) {
          expect(start).toBeLessThanOrEqual(end);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        let at = 0;
        for (const { span } of enclosed) {
          expect(span.start).toBeGreaterThanOrEqual(at);
          expect(span.end).toBeGreaterThan(span.start);
          at = span.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('states nothing that a bare text does not state', () => {
    expect(of('今天天气很好。')).toMatchObject({
      documentNumber: null,
      issuer: null,
      issuedOn: null,
      kind: null,
      level: null,
      region: null,
      status: 'unknown',
      titleDerived: true,
      places: {},
    });
  });
});
