import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeInChromium, textOf } from './chromium.ts';

describeInChromium('the page of the API', (open) => {
  it('shows every operation, and tries one', async () => {
    const { page, base, problems } = await open('/docs');
    const { paths } = z
      .looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(await (await page.request.get(`${base}/openapi.json`)).json());
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(() => path),
    );
    expect((await textOf(page, '.operation > summary code')).sort()).toEqual(described.sort());
    expect(described).toContain('/v1/ask');
    const ask = page
      .locator('.operation')
      .filter({ has: page.locator('summary code', { hasText: /^\/v1\/ask$/ }) });
    await ask.locator('summary').click();
    await ask.getByRole('button', { name: '发送' }).click();
    await ask.getByText('"status": "answered"').waitFor();
    expect(await ask.locator('.try .quiet').textContent()).toMatch(/^200 · /);
    expect(problems).toEqual([]);
  });

  it('fills path and query into the address', async () => {
    const { page, requests, base } = await open('/docs');
    const list = page
      .locator('.operation')
      .filter({ has: page.locator('summary code', { hasText: /^\/v1\/documents$/ }) })
      .filter({ has: page.locator('.method.get') });
    await list.locator('summary').click();
    await list.getByLabel('query', { exact: true }).fill('赣府');
    await list.getByLabel('limit').fill('1');
    await list.getByRole('button', { name: '发送' }).click();
    await list.locator('.try pre').waitFor();
    expect(requests.at(-1)).toBe(`${base}/v1/documents?query=${encodeURIComponent('赣府')}&limit=1`);
  });
});
