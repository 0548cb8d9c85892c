import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentenceParts } from '../../src/evidence/parts.ts';

const parts = (source: string) =>
  sentenceParts(source, { start: 0, end: source.length }).map(({ start, end }) => source.slice(start, end));

describe('sentenceParts', () => {
  it('cuts after commas, semicolons and colons', () => {
    expect(parts('一般问题5日办结，疑难问题10日回复；另行规定：如下。')).toEqual([
      '一般问题5日办结，',
      '疑难问题10日回复；',
      '另行规定：',
      '如下。',
    ]);
  });

  it('keeps quotations and brackets whole', () => {
    expect(parts('推行“电话联系，5日办结”，（牵头单位：县发改委，县工信局）。')).toEqual([
      '推行“电话联系，5日办结”，',
      '（牵头单位：县发改委，县工信局）。',
    ]);
  });

  it('does not cut numbers and times', () => {
    expect(parts('补助1,500元,每天17:30止')).toEqual(['补助1,500元,', '每天17:30止']);
  });

  it('covers any string without gaps', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('政', '，', '“', '”', '（', '；', '1', ',', '。') }),
        (source) => {
          expect(parts(source).join('')).toBe(source);
        },
      ),
    );
  });
});
