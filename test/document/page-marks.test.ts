import { describe, expect, it } from 'vitest';
import { marksOfLine, signerOfLine } from '../../src/document/page-marks.ts';

describe('marksOfLine', () => {
  it.each([
    ['机密★10年', { classification: '机密★10年' }],
    ['机　密 ★ 10 年　　特急', { classification: '机密★10年', urgency: '特急' }],
    ['绝密★长期', { classification: '绝密★长期' }],
    ['秘 密', { classification: '秘密' }],
    ['机密★启用前', { classification: '机密★启用前' }],
    ['机密☆', { classification: '机密' }],
    ['000012', { copyNumber: '000012' }],
    ['份号：0012', { copyNumber: '0012' }],
    ['000001　机密★5年　特急', { copyNumber: '000001', classification: '机密★5年', urgency: '特急' }],
    ['| 密级 | 秘密★1年 |', { classification: '秘密★1年' }],
    ['密级：机密　紧急程度：加急', { classification: '机密', urgency: '加急' }],
    ['加 急', { urgency: '加急' }],
    ['特急件', { urgency: '特急' }],
    ['特提', { urgency: '特提' }],
    ['签发人：张 三　李四光', { signer: '张三、李四光' }],
  ])('reads %j', (line, marks) => {
    expect(marksOfLine(line)).toEqual({
      ...{ copyNumber: null, classification: null, urgency: null, signer: null },
      ...marks,
    });
  });

  it.each([
    '涉及国家机密的，依法处理',
    '机密文件管理办法',
    '秘密级',
    '保守国家秘密',
    '绝密级国家秘密载体',
    '密级：',
    '密级：内部',
    '2018',
    '特急通知',
    '紧急程度',
    '一、机密',
    '',
  ])('takes %j for text', (line) => {
    expect(marksOfLine(line)).toBeNull();
  });
});

describe('signerOfLine', () => {
  it('reads who signs beside the number', () => {
    expect(signerOfLine('赣府〔2022〕3号　　　　签发人：张三')).toBe('张三');
    expect(signerOfLine('赣府〔2022〕3号')).toBeNull();
  });
});
