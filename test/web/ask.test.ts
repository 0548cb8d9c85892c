import { expect, it } from 'vitest';
import { z } from 'zod';
import { PROVINCE_ID, QUOTE } from '../http/fake-knowledge.ts';
import { describeInChromium, evaluate, textOf } from './chromium.ts';

const QUESTION = '企业诉求办结时限是多少';
const ADDRESS = `/?q=${encodeURIComponent(QUESTION)}`;

describeInChromium('the page for asking', (open) => {
  it('answers what is typed, puts the question into the address, and goes back', async () => {
    const { page, base, problems } = await open('/');
    expect(await page.locator('#example-list a').count()).toBeGreaterThan(2);
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await page.locator('.answer-text').waitFor();
    expect(page.url()).toBe(base + ADDRESS);
    expect(await textOf(page, '.answer-text')).toEqual([`${QUOTE}[1]`]);
    expect(await page.title()).toContain(QUESTION);
    expect(await page.locator('#examples').count()).toBe(0);
    await page.goBack();
    await page.locator('#examples').waitFor();
    expect(await page.locator('.answer-text').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('shows where each citation stands', async () => {
    const { page } = await open(ADDRESS);
    expect(await textOf(page, '.card h3 a')).toEqual([
      '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见',
    ]);
    expect(await textOf(page, '.card .facts > *')).toEqual([
      '赣府发〔2022〕16号',
      '江西省人民政府',
      '2022年7月11日',
      '现行有效',
    ]);
    expect(await textOf(page, '.clause-path li')).toEqual([
      '三、目标任务',
      '（四）着力打造更富温馨的“服务型”政府',
      '12. 大力推动营商环境优化升级',
    ]);
    expect(await textOf(page, '.card blockquote')).toEqual([QUOTE]);
    expect(await textOf(page, '.confidence > :nth-child(2)')).toEqual(['依据明确']);
    const [fine] = await textOf(page, '.fine-print');
    // An answer that was given before is given again with times of its own.
    expect(fine).toMatch(/^用时 [\d.]+ 毫秒/);
    expect(fine).toContain('test-1');
  });

  it('leads from the mark in the answer to the citation, and from there to the quote in its document', async () => {
    const { page } = await open(ADDRESS);
    await page.locator('.answer-text sup a').click();
    expect(
      await evaluate(
        page,
        z.boolean(),
        "/^citation-ans_.*-1$/.test(document.activeElement.closest('.card')?.id ?? '')",
      ),
    ).toBe(true);
    await page.getByRole('link', { name: '在原文中查看' }).click();
    await page.locator('#text mark').first().waitFor();
    expect(page.url()).toContain(`/documents/${PROVINCE_ID}?start=`);
    expect((await textOf(page, '#text mark')).join('')).toBe(QUOTE);
  });

  it('copies a citation in the form of official writing', async () => {
    const { page } = await open(ADDRESS, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: '复制引文' }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    // 《标题》（文号）三、（四）12.：“…”, with the quotation marks inside turned into single ones.
    expect(await evaluate(page, z.string(), 'navigator.clipboard.readText()')).toBe(
      '《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》（赣府发〔2022〕16号）三、（四）12.：“推行企业诉求‘1 个工作日电话联系、一般问题 5 个工作日办结、疑难问题 10 个工作日回复’”',
    );
  });

  it('says how it has read a word that was mistyped, and nothing where none was', async () => {
    const { page } = await open(`/?q=${encodeURIComponent('企业素求办结时限')}`);
    expect(await textOf(page, '.read-as')).toEqual(['“素求”按“诉求”理解']);
    await open(ADDRESS);
    await page.locator('.answer-text').waitFor();
    expect(await page.locator('.read-as').count()).toBe(0);
  });

  it('says that there is no evidence, with what came nearest', async () => {
    const { page, problems } = await open(`/?q=${encodeURIComponent('地铁票价是多少')}`);
    expect(await textOf(page, '.no-evidence h3')).toEqual(['未找到依据']);
    expect(await page.locator('.answer-text').count()).toBe(0);
    expect(await textOf(page, '.related > summary h3')).toEqual(['最接近的条款（未必相关）']);
    expect(await textOf(page, '.card .number')).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('shows an error with its request id, aloud', async () => {
    const { page } = await open(`/?q=${encodeURIComponent('出错')}`);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/请求编号 [\w-]{8,}/);
    expect(await page.getByRole('button', { name: '提问' }).isEnabled()).toBe(true);
  });

  it('shows a question that holds markup as text', async () => {
    const attack = '<img src=x onerror="document.title=\'owned\'">企业诉求';
    const { page, problems } = await open(`/?q=${encodeURIComponent(attack)}`);
    await page.locator('.answer-text').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.title()).toBe(`${attack} · 政答`);
    expect(problems).toEqual([]);
  });

  it('goes on with the conversation, and shows it again on the way back from a document', async () => {
    const { page, problems, requests } = await open('/');
    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    await page.locator('.answer-text').waitFor();
    await page.keyboard.type('那企业诉求疑难问题呢');
    await page.keyboard.press('Enter');
    await page.locator('.turn:nth-child(2) .answer-text').waitFor();
    expect(await textOf(page, '.turn-question')).toEqual([QUESTION, '那企业诉求疑难问题呢']);
    const asked = () => requests.filter((url) => url.endsWith('/v1/ask')).length;
    expect(asked()).toBe(2);
    await page.locator('.turn:nth-child(2) .card h3 a').click();
    await page.locator('#text mark').first().waitFor();
    await page.goBack();
    await page.locator('.turn:nth-child(2) .answer-text').waitFor();
    await page.goBack();
    await page.locator('.turn').first().waitFor();
    expect(await textOf(page, '.turn-question')).toEqual([QUESTION]);
    expect(asked()).toBe(2);
    expect(problems).toEqual([]);
  });

  it('shows an answer as it is streamed, and says so where the stream breaks off', async () => {
    const { page, base } = await open('/');
    const answer: unknown = await (
      await page.request.post(`${base}/v1/ask`, { data: { question: QUESTION } })
    ).json();
    const { citations } = z.looseObject({ citations: z.array(z.unknown()) }).parse(answer);
    const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    const stream = `: 连接正常\n\n${event('evidence', { citations })}${event('answer', { text: '推行' })}`;
    let body = stream + event('done', answer);
    await page.route('**/v1/ask', (route) =>
      route.fulfill({ headers: { 'Content-Type': 'text/event-stream; charset=utf-8' }, body }),
    );
    await page.locator('#question').fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.locator('.answer-text sup').waitFor();
    expect(await textOf(page, '.answer-text')).toEqual([`${QUOTE}[1]`]);
    body = stream;
    await page.locator('#question').fill('断开');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('没有传完就断开了');
    body = stream + event('error', { error: { code: 'index_damaged', message: '索引已损坏', details: [] } });
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.getByText('索引已损坏').waitFor();
  });

  it('takes feedback, with what would have been right', async () => {
    const { page } = await open(ADDRESS);
    const sent: unknown[] = [];
    await page.route('**/v1/feedback', async (route) => {
      sent.push(route.request().postDataJSON());
      await route.fulfill({ status: 201, json: { answerId: 'ans_test' } });
    });
    await page.getByRole('button', { name: '没用' }).click();
    await page.getByLabel('应该怎么答').fill('应引第13条');
    await page.getByRole('button', { name: '提交意见' }).click();
    await page.getByText('已记下').waitFor();
    expect(sent).toEqual([
      { answerId: expect.stringMatching(/^ans_/), verdict: 'useless', correction: '应引第13条' },
    ]);
  });

  it('warns of a document that no longer holds, with the one that ended it', async () => {
    const { page, base } = await open('/');
    const answer = z
      .looseObject({ citations: z.array(z.looseObject({ document: z.unknown() })) })
      .parse(await (await page.request.post(`${base}/v1/ask`, { data: { question: QUESTION } })).json());
    const warning = {
      code: 'repealed',
      message: '《意见》已于2023年1月1日废止',
      documentId: PROVINCE_ID,
      since: '2023-01-01',
      by: answer.citations[0]?.document,
    };
    await page.route('**/v1/ask', (route) => route.fulfill({ json: { ...answer, warnings: [warning] } }));
    await page.locator('#question').fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.locator('.warnings').waitFor();
    expect(await textOf(page, '.warnings li')).toEqual([
      '《意见》已于2023年1月1日废止 查看《江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见》',
    ]);
  });

  it('sends on Enter, but not with Shift, nor while an input method composes', async () => {
    const { page, base } = await open('/');
    await page.keyboard.type('甲');
    await page.keyboard.press('Shift+Enter');
    await evaluate(
      page,
      z.boolean(),
      `document.querySelector('#question').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))`,
    );
    expect(page.url()).toBe(`${base}/`);
    expect(await page.locator('#question').inputValue()).toBe('甲\n');
    await page.keyboard.press('Enter');
    await page.locator('.no-evidence').waitFor();
  });

  it('does not send a blank question', async () => {
    const { page, base, requests } = await open('/');
    await page.locator('#question').fill(' ');
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(`${base}/`);
    expect(requests.filter((url) => url.endsWith('/v1/ask'))).toEqual([]);
  });
});
