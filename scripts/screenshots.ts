/**
 * Pictures of every page over the five documents, for docs/: by day, by night, and on a phone.
 *
 *   npm run screenshots
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { z } from 'zod';
import { startService } from '../src/http/start-command.ts';
import { launchChromium } from '../test/web/launch.ts';

const folder = fileURLToPath(new URL('../docs', import.meta.url));
const QUESTION = '企业诉求办结时限是多少';

const VIEWS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

const Answered = z.object({ citations: z.array(z.object({ url: z.string() })).min(1) });

const index = mkdtempSync(join(tmpdir(), 'zhengda-screenshots-'));
const service = await startService(
  { ...process.env, ZHENGDA_INDEX: index, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'silent' },
  { out: () => {}, error: (line) => process.stderr.write(`${line}\n`) },
);
if (service === null) throw new Error('the service did not start');
const browser = await launchChromium();
try {
  const ask = (question: string) =>
    fetch(`${service.url}/v1/ask`, { method: 'POST', body: JSON.stringify({ question }) });
  const { citations } = Answered.parse(await (await ask(QUESTION)).json());
  const pages: Readonly<Record<string, string>> = {
    home: '/',
    ask: `/?q=${encodeURIComponent(QUESTION)}`,
    refused: `/?q=${encodeURIComponent('地铁票价是多少')}`,
    document: citations[0]?.url ?? '/',
    library: '/documents',
    retrieval: `/retrieval?q=${encodeURIComponent('企业诉求办结时限')}`,
    quality: '/quality',
    api: '/docs',
  };
  for (const [view, options] of Object.entries(VIEWS)) {
    const context = await browser.newContext({ locale: 'zh-CN', ...options });
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(service.url + path);
      await page.locator('main[aria-busy=false]').waitFor();
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${name}-${view}.jpg`), type: 'jpeg', quality: 70 });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await service.stop();
  rmSync(index, { recursive: true, force: true });
}
