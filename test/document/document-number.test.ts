import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentNumberKey,
  findDocumentNumbers,
  normaliseDocumentNumber,
} from '../../src/document/document-number.ts';

describe('normaliseDocumentNumber', () => {
  it.each([
    ['赣府发〔2022〕16号', '赣府发〔2022〕16号'],
    ['赣府发[2022]16号', '赣府发〔2022〕16号'],
    ['赣府发（2022）16号', '赣府发〔2022〕16号'],
    ['赣府发(2022)第16号', '赣府发〔2022〕16号'],
    ['赣府发【２０２２】 １６ 号', '赣府发〔2022〕16号'],
    ['赣府发［2022］016号', '赣府发〔2022〕16号'],
    ['（赣府发〔2022〕16号）', '赣府发〔2022〕16号'],
    [' 兴五型办字〔2021〕4号', '兴五型办字〔2021〕4号'],
    ['赣府发2022年16号', '赣府发〔2022〕16号'],
    ['第 13 期', '第13期'],
    ['中国人民银行令〔2020〕第2号', '中国人民银行令〔2020〕第2号'],
    ['浙政令〔2010〕275号', '浙政令〔2010〕275号'],
    ['山东省人民政府令\n\n第253号', '山东省人民政府令第253号'],
    ['中华人民共和国主席令第六十二号', '中华人民共和国主席令第六十二号'],
    ['中华人民共和国主席令第62号', '中华人民共和国主席令第六十二号'],
    ['中华人民共和国国务院令第322号', '中华人民共和国国务院令第322号'],
    ['住房和城乡建设部令第11号', '住房和城乡建设部令第11号'],
    // Two digits are a year of the twentieth century; the older form has the year in front.
    ['银发〔98〕25号', '银发〔1998〕25号'],
    ['（96）汇资函字第187号', '汇资函字〔1996〕187号'],
    ['汇资函字（96）第187号', '汇资函字〔1996〕187号'],
    ['〔2005〕民立他字第8号', '民立他字〔2005〕8号'],
  ])('reads %j as %s', (text, number) => {
    expect(normaliseDocumentNumber(text)).toBe(number);
  });

  it.each([
    '赣府发16号',
    '2022年16号',
    '第三期工程',
    '〔2022〕16号',
    '根据赣府发〔2022〕16号',
    '12345号',
    '办法（12）第3号',
    '（12）汇字第3号',
  ])('refuses %j', (text) => {
    expect(normaliseDocumentNumber(text)).toBeNull();
  });

  it('leaves its own results unchanged', () => {
    const issuer = fc.constantFrom('赣府发', '国办发', '兴五型办字', '沪人社农发');
    const bracket = fc.constantFrom('〔〕', '[]', '（）', '()', '【】', '［］');
    fc.assert(
      fc.property(
        issuer,
        bracket,
        fc.integer({ min: 1949, max: 2099 }),
        fc.integer({ min: 1, max: 9999 }),
        (name, pair, year, n) => {
          const number = normaliseDocumentNumber(`${name}${pair.charAt(0)}${year}${pair.charAt(1)}第${n}号`);
          expect(number).toBe(`${name}〔${year}〕${n}号`);
          expect(normaliseDocumentNumber(number ?? '')).toBe(number);
        },
      ),
    );
  });
});

describe('findDocumentNumbers', () => {
  const find = (text: string) =>
    findDocumentNumbers(text).map(({ documentNumber, span }) => [
      documentNumber,
      text.slice(span.start, span.end),
    ]);

  it('finds the numbers that a question names, without the words before them', () => {
    expect(find('请问赣府发[2022]16号对政企沟通渠道推广哪些工作模式')).toEqual([
      ['赣府发〔2022〕16号', '赣府发[2022]16号'],
    ]);
    expect(find('根据赣府发〔2022〕16号和宜府发（2022）20号的要求')).toEqual([
      ['赣府发〔2022〕16号', '赣府发〔2022〕16号'],
      ['宜府发〔2022〕20号', '宜府发（2022）20号'],
    ]);
    expect(find('简报第 13 期讲了什么')).toEqual([['第13期', '第 13 期']]);
  });

  it('finds none where there is none', () => {
    expect(find('2022年7月11日印发，12345政务服务便民热线，第三期工程')).toEqual([]);
  });
});

describe('documentNumberKey', () => {
  it('is the same with and without the name of the country', () => {
    expect(documentNumberKey('中华人民共和国国务院令第322号')).toBe('国务院令第322号');
    expect(documentNumberKey('国务院令第322号')).toBe('国务院令第322号');
    expect(documentNumberKey('赣府发〔2022〕16号')).toBe('赣府发〔2022〕16号');
  });
});
