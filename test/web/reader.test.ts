import { expect, it } from 'vitest';
import { z } from 'zod';
import { PROVINCE_ID, PROVINCE_TEXT, QUOTE, ZONE_ID, ZONE_TEXT } from '../http/fake-knowledge.ts';
import { describeInChromium, evaluate, shownText, textOf } from './chromium.ts';

const span = (text: string, words: string) => {
  const start = text.indexOf(words);
  return `start=${start}&end=${start + words.length}`;
};

describeInChromium('the page of a document', (open) => {
  it.each([
    [PROVINCE_ID, PROVINCE_TEXT],
    [ZONE_ID, ZONE_TEXT],
  ])('holds the stored text of %s unit for unit', async (id, text) => {
    const { page, problems } = await open(`/documents/${id}`);
    expect((await textOf(page, '#text')).join('')).toBe(text);
    expect(await page.locator('#text mark').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it.each([
    ['a quote within a sentence', PROVINCE_ID, PROVINCE_TEXT, QUOTE],
    ['one over a line cut in two', PROVINCE_ID, PROVINCE_TEXT, '新冠肺炎疫情影响广\n\n泛深远,新一轮'],
    ['one over a heading and what follows', PROVINCE_ID, PROVINCE_TEXT, '优化升级。推行'],
    ['one over two clauses', PROVINCE_ID, PROVINCE_TEXT, '“动态清零”。\n\n13. 切实加强'],
    ['one over marks of markdown', ZONE_ID, ZONE_TEXT, '(一) 强化统筹指导。**全区上下'],
  ])('marks exactly the quote: %s', async (_, id, text, words) => {
    const { page } = await open(`/documents/${id}?${span(text, words)}`);
    expect((await textOf(page, '#text mark')).join('')).toBe(words);
    expect((await textOf(page, '#text')).join('')).toBe(text);
    expect(
      await evaluate(
        page,
        z.boolean(),
        `[...document.querySelectorAll('#text mark')].some((node) => {
          const { top, bottom, height } = node.getBoundingClientRect();
          return height > 0 && top >= 0 && bottom <= innerHeight;
        })`,
      ),
    ).toBe(true);
  });

  it.each([
    'start=5&end=5',
    'start=9&end=3',
    'start=0&end=999999',
    'start=a&end=b',
    'start=3',
    'start=-1&end=4',
  ])('marks nothing for %s', async (query) => {
    const { page, problems } = await open(`/documents/${PROVINCE_ID}?${query}`);
    expect((await textOf(page, '#text')).join('')).toBe(PROVINCE_TEXT);
    expect(await page.locator('#text mark').count()).toBe(0);
    expect(await page.locator('#quote-bar').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('joins the lines that a page break cut and hides marks of markdown', async () => {
    const { page } = await open(`/documents/${PROVINCE_ID}`);
    expect(await page.locator('.kind-preamble p').count()).toBe(1);
    expect(await shownText(page, '.kind-preamble')).toContain('影响广泛深远');
    expect(await page.locator('.kind-printing p').count()).toBe(2);
    const zone = await open(`/documents/${ZONE_ID}`);
    const shown = await shownText(zone.page, '#text');
    expect(shown).not.toMatch(/[*#]/);
    expect(shown).toContain('(一) 强化统筹指导。全区上下');
  });

  it('shows the clause tree beside the text, with the clause of the address marked', async () => {
    const { page } = await open(`/documents/${PROVINCE_ID}#clause-${PROVINCE_ID}-3.4.13`);
    expect(await textOf(page, '#outline-tree a')).toEqual([
      '版头',
      '文号',
      '标题',
      '主送机关',
      '引言',
      '三、目标任务',
      '（四）着力打造更富温馨的“服务型”政府',
      '12.大力推动营商环境优化升级',
      '13.切实加强和改进政务服务',
      '公开属性',
      '印发',
    ]);
    expect(await textOf(page, '#outline-tree a[aria-current]')).toEqual(['13.切实加强和改进政务服务']);
    await page.getByRole('link', { name: '12.大力推动营商环境优化升级' }).click();
    expect(await textOf(page, '#outline-tree a[aria-current]')).toEqual(['12.大力推动营商环境优化升级']);
    expect(page.url()).toMatch(/#clause-1{16}-3\.4\.12$/);
  });

  it('shows what is stated, what is not, and the documents that are named', async () => {
    const { page } = await open(`/documents/${ZONE_ID}`);
    expect(await textOf(page, '.record dt')).toContain('文号');
    const items = await textOf(page, '.record li');
    expect(items).toHaveLength(2);
    expect(items[0]).toContain('依据');
    expect(items[1]).toContain('未入库');
    await page.locator('.record li a').first().click();
    await page.waitForURL(`**/documents/${PROVINCE_ID}`);
    await page.locator('.record h1').waitFor();
    expect(await shownText(page, '.record')).toContain('被引用');
  });

  it('leads from a relation to the words that make it', async () => {
    const { page } = await open(`/documents/${PROVINCE_ID}`);
    await page.getByRole('link', { name: /看引用处/ }).click();
    await page.locator('#text mark').first().waitFor();
    expect((await textOf(page, '#text mark')).join('')).toBe('赣府发〔2022〕16号');
  });

  it('says that a document is unknown', async () => {
    const { page } = await open('/documents/0000000000000000');
    expect(await shownText(page, '#reader-notice')).toContain('没有这份文件');
    expect(await page.locator('#sheet').count()).toBe(0);
  });

  it('folds outline and record away on a phone', async () => {
    const { page } = await open(`/documents/${PROVINCE_ID}`, { viewport: { width: 375, height: 780 } });
    expect(await page.locator('#outline-tree').isVisible()).toBe(false);
    expect(await page.locator('.record dl').isVisible()).toBe(false);
    await page.getByText('条款目录').click();
    expect(await page.locator('#outline-tree').isVisible()).toBe(true);
  });
});
