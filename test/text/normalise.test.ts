import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/text/normalise.ts';

const anyString = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '政',
      '五',
      '“',
      '”',
      ' ',
      '　',
      '\n',
      '*',
      '#',
      'Ａ',
      'a',
      '5',
      '〔',
      '，',
      '\ud800',
    ),
  }),
);

describe('normalise', () => {
  it.each([
    ['“五型”政府', '五型政府'],
    ['1 个工作日', '1个工作日'],
    ['R&D 经费', 'r&d经费'],
    ['赣府发［２０２２］１６号', '赣府发(2022)16号'],
    ['赣府发〔2022〕16号', '赣府发(2022)16号'],
    ['**(一) 强化统筹指导。**', '(一)强化统筹指导。'],
    ['区域竞\n\n争日趋激烈', '区域竞争日趋激烈'],
    ['open source 软件', 'open source软件'],
    ['各市、县（区）人民政府，省政府', '各市、县(区)人民政府,省政府'],
    ['', ''],
    [' 　\n', ''],
  ])('folds %j to %j', (source, expected) => {
    expect(normalise(source).text).toBe(expected);
  });

  it('leads back to the source', () => {
    const source = '推行企业诉求“1 个工作日';
    const { text, ...rest } = normalise(source);
    const mapped = normalise(source);
    const at = text.indexOf('1个');
    expect(rest).toBeDefined();
    // “ stands at 6, 1 at 7, the blank at 8, 个 at 9: the span of “1个” is [7, 10).
    expect(mapped.sourceSpan(at, at + 2)).toEqual({ start: 7, end: 10 });
  });

  it('keeps the order of the source and is stable when applied again', () => {
    fc.assert(
      fc.property(anyString, (source) => {
        const mapped = normalise(source);
        expect(mapped.offsets).toHaveLength(mapped.text.length + 1);
        for (let index = 1; index < mapped.offsets.length; index += 1) {
          expect(mapped.offsets[index]).toBeGreaterThan(mapped.offsets[index - 1] ?? -1);
        }
        expect(mapped.offsets.at(-1)).toBeLessThanOrEqual(source.length);
        expect(normalise(mapped.text).text).toBe(mapped.text);
      }),
    );
  });
});
