import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { RunningService } from '../../src/http/listen.ts';
import { startService } from '../../src/http/start-command.ts';
import { buildIndex } from '../../src/indexing/ingest.ts';
import { launchChromium, WITHOUT_CHROMIUM } from './launch.ts';

const NOTICE = `某某县人民政府办公室关于老旧小区加装电梯补助的通知

某政办发〔2026〕9号

各乡镇人民政府：

一、补助标准。每台电梯补助12万元，由县财政一次性拨付。

二、办理时限。县住房和城乡建设局自受理之日起7个工作日内办结。

某某县人民政府办公室
2026年3月2日
`;

/** As a new user would: the whole service, a real file, the page and a chat client. */
describe.skipIf(WITHOUT_CHROMIUM !== null)(`a new user${WITHOUT_CHROMIUM ?? ''}`, () => {
  const home = mkdtempSync(join(tmpdir(), 'zhengda-journey-'));
  let service: RunningService | null = null;
  let browser: Browser | undefined;

  beforeAll(async () => {
    writeFileSync(join(home, 'first.txt'), '关于会议的通知\n一、会议于3月1日召开。\n');
    const environment = { ZHENGDA_INDEX: join(home, 'index') };
    await buildIndex(readConfig(environment), [join(home, 'first.txt')]);
    service = await startService(
      { ...environment, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' },
      { out: () => {}, error: () => {} },
    );
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('puts a document in on the page, asks about it at once, and reads it where it stands', async () => {
    if (service === null || browser === undefined) throw new Error('the service did not start');
    const page = await browser.newPage();
    await page.goto(`${service.url}/documents`);
    await page
      .locator('#upload-files')
      .setInputFiles([{ name: '电梯.txt', mimeType: 'text/plain', buffer: Buffer.from(NOTICE) }]);
    await page.getByText('完成：新入库 1 份').waitFor({ timeout: 60_000 });
    await page.goto(`${service.url}/?q=${encodeURIComponent('加装电梯每台补助多少钱')}`);
    await page.locator('.answer-text').waitFor();
    expect(await page.locator('.answer-text').textContent()).toContain('12万元');
    await page.getByRole('link', { name: '在原文中查看' }).click();
    await page.locator('#text mark').first().waitFor();
    expect(await page.locator('#text mark').first().textContent()).toContain('12万元');
  });

  it('points a chat client at it', async () => {
    if (service === null) throw new Error('the service did not start');
    const client = new OpenAI({ baseURL: `${service.url}/v1`, apiKey: 'none-needed' });
    const { choices } = await client.chat.completions.create({
      model: 'zhengda',
      messages: [{ role: 'user', content: '加装电梯几个工作日办结' }],
    });
    expect(choices[0]?.message.content).toContain('7个工作日内办结');
    expect(choices[0]?.message.content).toContain('某政办发〔2026〕9号');
  });
});
