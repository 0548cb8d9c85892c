import { describe, expect, it } from 'vitest';
import { findArticle } from '../../src/question/article.ts';

describe('findArticle', () => {
  it.each([
    ['行政许可法第十二条规定了什么', { article: 12, inserted: null, paragraph: null, item: null }],
    ['刑法第一百二十条之一', { article: 120, inserted: 1, paragraph: null, item: null }],
    ['条例第5条第二款第(三)项', { article: 5, inserted: null, paragraph: 2, item: 3 }],
    ['第四条基本原则是什么', null],
    ['有几条措施', null],
  ])('%s', (question, expected) => {
    expect(findArticle(question)).toEqual(expected);
  });
});
