import { describe, expect, it } from 'vitest';
import { parse, shape } from './shape.ts';

const LAW = ['第一章 总则', '第一条 甲。', '第二章 申请', '第二条 乙。', '第三章 附则', '第三条 丙。'];
const SHAPE = [
  ['c1', 'a1'],
  ['c2', 'a2'],
  ['c3', 'a3'],
];

describe('tables of contents', () => {
  it.each([
    ['below 目录', ['目　录', '第一章 总则', '第二章 申请', '第三章 附则']],
    ['with leaders and pages', ['目 录', '第一章 总则……………1', '第二章  申请 ...... 2', '第三章 附则\t12']],
    ['run into one line', ['目录 第一章 总则 第二章 申请 第三章 附则']],
    ['without the word, where their lines return', ['第一章  总 则', '第二章 申请', '第三章 附则']],
    ['worded a little otherwise', ['目次', '第一章 总则', '第二章 申请和受理', '第三章 附则']],
  ])('are no chapters %s', (_, lines) => {
    expect(shape(parse('某某管理办法', ...lines, ...LAW))).toEqual(['title', 'contents', ...SHAPE]);
  });

  it('are known in an enclosed document as well', () => {
    const clauses = parse(
      '关于印发某某应急预案的通知',
      '各单位：',
      '请执行。',
      '某某市人民政府',
      '2020年1月2日',
      '某某应急预案',
      '目录',
      '一、总则',
      '二、组织',
      '三、响应',
      '一、总则',
      '为了甲。',
      '二、组织',
      '设乙。',
      '三、响应',
      '先丙。',
    );
    expect(shape(clauses).at(-1)).toEqual(['e1', 'e1.title', 'e1.contents', 'e1.1', 'e1.2', 'e1.3']);
  });

  it('are none where short headings stand once', () => {
    const clauses = parse('某某市专项工作方案', '一、甲', '二、乙', '三、丙', '四、丁');
    expect(shape(clauses)).toEqual(['title', '1', '2', '3', '4']);
  });

  it('are none where parts have sections of the same names', () => {
    const sections = ['（一）工作职责', '（二）任务分工'];
    const clauses = parse('某某市专项工作方案', '一、市级', ...sections, '二、县级', ...sections);
    expect(shape(clauses)).toEqual(['title', ['1', '1.1', '1.2'], ['2', '2.1', '2.2']]);
  });
});
