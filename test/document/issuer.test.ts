import { describe, expect, it } from 'vitest';
import {
  expandBody,
  governmentOf,
  issuerOfNote,
  issuerOfTitle,
  makerOf,
  placeStated,
} from '../../src/document/issuer.ts';

describe('issuerOfTitle', () => {
  it('reads the bodies before the verb', () => {
    expect(issuerOfTitle('江西省人民政府关于推进的意见')).toBe('江西省人民政府');
    expect(issuerOfTitle('市政府批转市公安局关于《某某办法》的通知')).toBe('市政府');
    expect(issuerOfTitle('国务院办公厅 中央军委办公厅关于做好工作的通知')).toBe(
      '国务院办公厅、中央军委办公厅',
    );
    expect(issuerOfTitle('关于印发《要点》的通知')).toBeNull();
    expect(issuerOfTitle('重庆市居住证实施办法')).toBeNull();
  });
});

describe('issuerOfNote', () => {
  it('reads the assembly that passed a law', () => {
    expect(issuerOfNote('2006年8月27日 第十届全国人民代表大会常务委员会第二十三次会议通过')).toBe(
      '全国人民代表大会常务委员会',
    );
    expect(issuerOfNote('（2008年8月13日银川市第十三届人民代表大会常务委员会第5次会议通过）')).toBe(
      '银川市人民代表大会常务委员会',
    );
    expect(
      issuerOfNote('《精神卫生法》已由中华人民共和国第十一届全国人民代表大会常务委员会第二十九次会议通过'),
    ).toBe('全国人民代表大会常务委员会');
    expect(issuerOfNote('2003年8月15日公布')).toBeNull();
  });
});

describe('expandBody', () => {
  const tianjin = (kind: string) => (kind === '市' ? '天津市' : null);

  it('adds the place that a name leaves out, and writes its short form in full', () => {
    expect(expandBody('市教委', tianjin)).toBe('天津市教育委员会');
    expect(expandBody('市政府', tianjin)).toBe('天津市人民政府');
    expect(expandBody('市人社局', tianjin)).toBe('天津市人力资源和社会保障局');
    expect(expandBody('市公安局', tianjin)).toBe('天津市公安局');
  });

  it('leaves names that say their place, and those whose place nothing states', () => {
    expect(expandBody('市中区人民政府', tianjin)).toBe('市中区人民政府');
    expect(expandBody('南京市公安局', tianjin)).toBe('南京市公安局');
    expect(expandBody('市教委', () => null)).toBe('市教委');
    expect(expandBody('省教育厅', tianjin)).toBe('省教育厅');
  });
});

describe('placeStated', () => {
  it('looks at the texts in turn', () => {
    expect(placeStated('市', ['省人民政府', '《南京市户籍准入登记暂行办法》'], null)).toBe('南京市');
    expect(placeStated('自治区', ['新疆维吾尔自治区备案规定'], null)).toBe('新疆维吾尔自治区');
  });

  it('takes a text that names two for none', () => {
    expect(placeStated('市', ['南昌市与九江市合作协议'], null)).toBeNull();
  });

  it('reads the province from the number, but no city: 宁 is Ningxia’s, and Nanjing’s too', () => {
    expect(placeStated('省', [], '赣教字〔2020〕1号')).toBe('江西省');
    expect(placeStated('自治区', [], '宁政发〔2020〕1号')).toBe('宁夏回族自治区');
    expect(placeStated('市', [], '宁政发〔2004〕140号')).toBeNull();
    expect(placeStated('市', [], '沪府发〔2009〕29号')).toBe('上海市');
  });
});

describe('governmentOf', () => {
  it('is that of the place', () => {
    expect(governmentOf({ government: '省' }, () => '浙江省')).toBe('浙江省人民政府');
    expect(governmentOf({ government: '国务院' }, () => null)).toBe('国务院');
    expect(governmentOf({ government: '市' }, () => null)).toBeNull();
    expect(governmentOf({ government: null }, () => '浙江省')).toBeNull();
  });
});

describe('makerOf', () => {
  it('reads who made what is issued', () => {
    expect(makerOf('为做好工作，北京市住房和城乡建设委员会制定了《北京市管理办法》，现印发给你们。')).toBe(
      '北京市住房和城乡建设委员会',
    );
    expect(makerOf('我们制定了《北京市管理办法》，现印发给你们。')).toBeNull();
  });
});
