import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../src/http/app.ts';
import { listen, type RunningService } from '../../src/http/listen.ts';
import { createService } from '../../src/service/service.ts';
import { fakeKnowledge } from '../http/fake-knowledge.ts';
import { launchChromium, WITHOUT_CHROMIUM } from './launch.ts';

/** A page on the test service, with what went wrong on it and every address that it asked for. */
export type TestPage = Readonly<{ page: Page; base: string; problems: string[]; requests: string[] }>;

/** Opens a page. The next call with the same options uses the same tab, so hold one at a time. */
export type OpenPage = (path: string, options?: BrowserContextOptions) => Promise<TestPage>;

/**
 * A suite that runs in a real Chromium, against the app on fake knowledge. Without Chromium it is skipped and says
 * so in its name; on CI it fails instead.
 */
export function describeInChromium(name: string, suite: (open: OpenPage) => void): void {
  describe.skipIf(WITHOUT_CHROMIUM !== null)(name + (WITHOUT_CHROMIUM ?? ''), () => {
    let browser: Browser | undefined;
    let service: RunningService | undefined;
    beforeAll(async () => {
      const knowledge = fakeKnowledge();
      const app = createApp(createService({ knowledge: () => knowledge }), { reportBug: () => {} });
      service = await listen(app, { host: '127.0.0.1', port: 0 });
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser?.close();
      await service?.stop();
    });
    const opened = new Map<string, Promise<Page>>();
    const newPage = async (options: BrowserContextOptions) => {
      if (browser === undefined) throw new Error('the suite has not begun');
      return (await browser.newContext({ locale: 'zh-CN', ...options })).newPage();
    };
    suite(async (path, options = {}) => {
      if (service === undefined) throw new Error('the suite has not begun');
      // A new page takes a second on a busy machine, so the tests of a suite share one for each set of options.
      const key = JSON.stringify(options);
      const page = await (opened.get(key) ?? newPage(options));
      opened.set(key, Promise.resolve(page));
      const problems: string[] = [];
      const requests: string[] = [];
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.goto('about:blank');
      for (const event of ['console', 'pageerror', 'request'] as const) page.removeAllListeners(event);
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(service.url + path);
      await page.locator('main[aria-busy=false]').waitFor();
      return { page, base: service.url, problems, requests };
    });
  });
}

/** The value of a JavaScript expression on the page, in the shape expected. */
export async function evaluate<Schema extends z.ZodType>(
  page: Page,
  schema: Schema,
  expression: string,
): Promise<z.output<Schema>> {
  return schema.parse(await page.evaluate(expression));
}

/** What is seen of an element: without what CSS hides. */
export const shownText = (page: Page, selector: string) =>
  evaluate(page, z.string(), `document.querySelector(${JSON.stringify(selector)}).innerText`);

/** What each element that matches holds, hidden or not. */
export const textOf = (page: Page, selector: string) =>
  evaluate(
    page,
    z.array(z.string()),
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((node) => node.textContent)`,
  );
