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
