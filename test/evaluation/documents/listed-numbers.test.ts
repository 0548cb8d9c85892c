import { describe, expect, it } from 'vitest';
import { judgeNumber, listedNumber } from '../../../src/evaluation/documents/listed-numbers.ts';

describe('listedNumber', () => {
  it.each([
    ['关于支付的通知', '银发〔2019〕1号', '银发〔2019〕1号'],
    ['关于支付的通知（银发〔2019〕1号）', undefined, '银发〔2019〕1号'],
    ['中国人民银行令〔2020〕第3号（支付办法）', undefined, '中国人民银行令〔2020〕第3号'],
    ['关于支付的通知（试行）', undefined, null],
  ])('%s, %s → %s', (title, documentNumber, expected) => {
    expect(listedNumber({ file: 'a.txt', title, documentNumber })).toBe(expected);
  });
});

describe('judgeNumber', () => {
  const text = '银发〔2019〕1号\n\n关于支付的通知\n\n各分行：\n\n请执行。\n';

  it('tells a number that stands in the text from one that does not', () => {
    expect(judgeNumber(text, 'a.txt', '银发[2019]第1号')).toMatchObject({ inText: true, right: true });
    expect(judgeNumber(text, 'a.txt', '银发〔2019〕2号')).toMatchObject({ inText: false, right: false });
  });
});
