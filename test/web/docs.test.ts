import { expect, it } from 'vitest';
import { describeInChromium, textOf } from './chromium.ts';

describeInChromium('the page of the API', (open) => {
  it('shows every operation, and tries one', async () => {
    const { page, problems } = await open('/docs');
    expect((await textOf(page, '.operation > summary code')).sort()).toEqual(
      [
        '/healthz',
        '/v1/ask',
        '/v1/clauses/{id}',
        '/v1/documents',
        '/v1/documents/{id}',
        '/v1/documents/{id}/original',
        '/v1/documents/{id}/text',
        '/v1/search',
      ].sort(),
    );
    const ask = page.locator('.operation').filter({ hasText: '/v1/ask' });
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
      .filter({ has: page.locator('summary code', { hasText: /^\/v1\/documents$/ }) });
    await list.locator('summary').click();
    await list.getByLabel('query', { exact: true }).fill('赣府');
    await list.getByLabel('limit').fill('1');
    await list.getByRole('button', { name: '发送' }).click();
    await list.locator('.try pre').waitFor();
    expect(requests.at(-1)).toBe(`${base}/v1/documents?query=${encodeURIComponent('赣府')}&limit=1`);
  });
});
