import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitOf } from '../../src/clause/label.ts';

describe('unitOf', () => {
  it('goes down to the article of a law: its paragraphs and items say one thing together', () => {
    const article = ['第一章 总则', '第一节 目的', '第二条'];
    for (const below of [[], ['第二款'], ['第二款', '第一项'], ['第二款', '第一项', '第三目']]) {
      expect(unitOf([...article, ...below])).toEqual({ path: article, number: '第二条' });
    }
  });

  it('takes an article with a heading, and one that was put in later, by its own number', () => {
    expect(unitOf(['第二条 定义', '第一款'])).toEqual({ path: ['第二条 定义'], number: '第二条' });
    expect(unitOf(['第一百三十三条之一', '第一款'])).toEqual({
      path: ['第一百三十三条之一'],
      number: '第一百三十三条之一',
    });
    expect(unitOf(['第一百二十〇条'])).toEqual({ path: ['第一百二十〇条'], number: '第一百二十〇条' });
  });

  it('takes the outermost of two articles, as of a decision that quotes others', () => {
    expect(unitOf(['第三条', '第一款', '第九条'])).toEqual({ path: ['第三条'], number: '第三条' });
  });

  it('is the whole path elsewhere', () => {
    for (const path of [
      [],
      [''],
      ['三、目标任务', '（四）着力打造', '12. 大力推动'],
      ['第二章 总则', '第一节 目的'],
      // A citation within a heading is no article of this document.
      ['一、修改第二条'],
      ['第二条款'].map((heading) => heading.replace('条', '')),
    ]) {
      expect(unitOf(path)).toEqual({ path, number: null });
    }
  });

  it('is the beginning of the path, its own unit, and numbered where its last heading begins with the number', () => {
    const heading = fc.constantFrom('第一章 总则', '第二条', '第三条之二', '第一款', '一、目标', '');
    fc.assert(
      fc.property(fc.array(heading, { maxLength: 5 }), (path) => {
        const unit = unitOf(path);
        expect(unit.path).toEqual(path.slice(0, unit.path.length));
        expect(unitOf(unit.path)).toEqual(unit);
        if (unit.number === null) expect(unit.path).toEqual(path);
        else expect(unit.path.at(-1)?.startsWith(unit.number)).toBe(true);
      }),
    );
  });
});
