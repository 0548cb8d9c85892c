import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { UnansweredList } from '../../src/http/audit-schema.ts';
import { FeedbackList } from '../../src/http/feedback-schema.ts';
import { describeInChromium, textOf } from './chromium.ts';

const QUESTION = '地铁票价是多少';

async function routeLists(page: Page): Promise<void> {
  const unanswered = {
    questions: [
      {
        question: QUESTION,
        history: [],
        count: 3,
        lastAskedAt: '2026-01-02T03:04:05.000Z',
        lastId: 'ans_12345678',
      },
    ],
    nextCursor: null,
  };
  const feedback = {
    feedback: [
      {
        answerId: 'ans_87654321',
        verdict: 'useless',
        correction: '一般问题 5 个工作日办结',
        comment: '答偏了',
        by: '前台',
        createdAt: '2026-01-02T03:04:05.000Z',
        subject: {
          question: '一般问题几天办结',
          history: [],
          status: 'answered',
          answer: '分级分类',
          citations: [],
          indexVersion: 'test-1',
        },
        testQuestion: null,
      },
    ],
    nextCursor: null,
  };
  await page.route('**/v1/unanswered*', (route) => route.fulfill({ json: UnansweredList.parse(unanswered) }));
  await page.route('**/v1/feedback?*', (route) => route.fulfill({ json: FeedbackList.parse(feedback) }));
}

describeInChromium('the page of quality', (open) => {
  it('shows the recorded figures', async () => {
    const { page, problems } = await open('/quality');
    await page.locator('.table').first().waitFor();
    expect((await textOf(page, '.table caption'))[0]).toBe('回答');
    expect(await textOf(page, '.table tbody th')).toContain('questions-dev');
    expect(problems).toEqual([]);
  });

  it('makes test questions of what went wrong, and gives them as a file', async () => {
    const { page } = await open('/quality');
    await routeLists(page);
    await page.reload();
    const refused = page.locator('li').filter({ hasText: QUESTION });
    await refused.getByText('问过 3 次').waitFor();
    await refused.getByRole('button', { name: '做成测试题' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '加入题集' }).click();
    await dialog.getByText('请填写答案所在的文件').waitFor();
    await dialog.getByLabel('文件里没有答案').check();
    await dialog.getByRole('button', { name: '加入题集' }).click();

    await page
      .locator('li')
      .filter({ hasText: '答偏了' })
      .getByRole('button', { name: '做成测试题' })
      .click();
    await dialog.getByLabel('答案所在的文件').fill('赣府发〔2022〕16号.txt');
    await dialog.getByRole('button', { name: '加入题集' }).click();
    await page.getByText('新的测试题（2）').waitFor();

    await page.reload();
    await page.getByText('新的测试题（2）').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载题集' }).click(),
    ]);
    const rows = (await readFile(await download.path(), 'utf8')).trim().split('\n');
    expect(rows.map((row): unknown => JSON.parse(row))).toEqual([
      { id: 'u-12345678', question: QUESTION, answerable: false },
      {
        id: 'f-87654321',
        question: '一般问题几天办结',
        file: '赣府发〔2022〕16号.txt',
        contains: ['一般问题 5 个工作日办结'],
      },
    ]);
    await page.getByRole('button', { name: `去掉：${QUESTION}` }).click();
    await page.getByText('新的测试题（1）').waitFor();
  });
});
