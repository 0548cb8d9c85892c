import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphsOf } from '../../src/text/paragraphs.ts';
import { readingText } from '../../src/text/reading.ts';
import { corpusDocument } from '../document/corpus.ts';

const read = (source: string): string => readingText(source, { start: 0, end: source.length }).text;

describe('readingText', () => {
  it('joins a paragraph that a page break cut', () => {
    expect(read('全省各地竞相比拼、加快发展，新一轮区域竞\n\n争日趋激烈，对我区提出要求。')).toBe(
      '全省各地竞相比拼、加快发展，新一轮区域竞争日趋激烈，对我区提出要求。',
    );
  });

  it('joins behind a comma, whatever the length', () => {
    expect(read('的主力军，\r\n\r\n为宜春建设而奋勇争先。')).toBe('的主力军，为宜春建设而奋勇争先。');
  });

  it('says once what a page break doubled', () => {
    expect(read('每年谋划和推出一批引领性、开创性、突\n\n突破性、标志性举措。')).toBe(
      '每年谋划和推出一批引领性、开创性、突破性、标志性举措。',
    );
    expect(read('推动全省政府工作,作出新的更大贡献”\n\n献。”')).toBe('推动全省政府工作,作出新的更大贡献。”');
  });

  it('keeps a genuine reduplication at a page break', () => {
    expect(read('坚持以服务人民为根本宗旨，努力做到人\n\n人都是服务员，处处都是环境。')).toContain(
      '努力做到人人都是',
    );
    expect(read('各级各部门要加强工作统筹，改进工作\n\n作风，持续提升服务效能。')).toContain('改进工作作风');
  });

  it('keeps headings, numbered lines, dates and signatures apart', () => {
    expect(read('一、要深化思想认识，切实增强自觉\n习近平总书记指出，要有新气象。')).toBe(
      '一、要深化思想认识，切实增强自觉\n习近平总书记指出，要有新气象。',
    );
    expect(read('## 二、基本原则\n坚持对标，看齐。')).toBe('二、基本原则\n坚持对标，看齐。');
    expect(read('请遵照执行，并及时总结推广经验做法\n2022年10月1日')).toContain('做法\n2022年');
  });

  it('drops blanks inside Chinese and keeps one between Latin words and numbers', () => {
    expect(read('一般问题 5 个工作日，R&D 经费 1.8% 目标')).toBe('一般问题5个工作日，R&D经费1.8%目标');
    expect(read('GB/T  9704 标准')).toBe('GB/T 9704标准');
  });

  it('drops markdown marks but not stars that mask names', () => {
    expect(read('#### **(四) 优化环境**')).toBe('(四)优化环境');
    expect(read('二是**务必聚焦**。把精力')).toBe('二是务必聚焦。把精力');
    expect(read('*市长强调**要创造经验')).toBe('*市长强调**要创造经验');
    expect(read('全市***亿以上基金')).toBe('全市***亿以上基金');
  });

  it('maps every character to the same character of the source', () => {
    const { text } = corpusDocument('zone');
    const reading = readingText(text, { start: 0, end: text.length });
    for (let index = 0; index < reading.text.length; index += 1) {
      const unit = reading.text.charAt(index);
      if (unit !== '\n' && unit !== ' ') expect(text.charAt(reading.offsets[index] ?? -1)).toBe(unit);
    }
    expect(reading.text).toContain('新一轮区域竞争日趋激烈');
  });

  it('decides by whole lines when the span begins in the midst of one', () => {
    const source = '让企业和群众办事更加优质、高效、舒心，营造重\n\n商、亲商、安商、护商的浓厚氛围。';
    const start = source.indexOf('营造重');
    expect(readingText(source, { start, end: source.length }).text).toBe(
      '营造重商、亲商、安商、护商的浓厚氛围。',
    );
  });

  it('never throws and keeps its offsets in order, on any string', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('人', '，', '。', '*', '#', '\n', '\r', ' ', 'a', '1', '”', '\ud800'),
    });
    fc.assert(
      fc.property(anyText, (source) => {
        const { offsets, text } = readingText(source, { start: 0, end: source.length });
        expect(offsets.length).toBe(text.length + 1);
        for (let index = 1; index < offsets.length; index += 1) {
          expect(offsets[index] ?? 0).toBeGreaterThanOrEqual(offsets[index - 1] ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('paragraphsOf', () => {
  it('covers the text, one paragraph after the other', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('发', '展', '，', '。', '\n', '\r\n', ' ', '一', '、', '第', '条'),
    });
    fc.assert(
      fc.property(anyText, (source) => {
        const paragraphs = paragraphsOf(source);
        if (paragraphs.length === 0) return source.trim() === '';
        const joined = paragraphs.map(({ from, to }) => source.slice(from, to)).join('');
        return joined === source;
      }),
    );
  });
});
