import { expect, it } from 'vitest';
import { describeInChromium, textOf } from './chromium.ts';

const refusal = { error: { code: 'unauthorized', message: '需要密钥', details: [] } };

describeInChromium('the dialogue that asks for a key', (open) => {
  it('opens where the service wants one, says that one is wrong, and goes on with the right one', async () => {
    const { page, base } = await open('/docs');
    const tried: unknown[] = [];
    let known = false;
    await page.route('**/v1/documents?*', (route) =>
      known ? route.fallback() : route.fulfill({ status: 401, json: refusal }),
    );
    await page.route('**/v1/session', (route) => {
      if (route.request().method() !== 'POST') return route.fulfill({ json: { key: null } });
      const body: unknown = route.request().postDataJSON();
      tried.push(body);
      known = JSON.stringify(body) === '{"key":"zd_right"}';
      return known
        ? route.fulfill({ json: { key: { name: '前台', role: 'ask', labels: null } } })
        : route.fulfill({ status: 401, json: refusal });
    });
    await page.goto(`${base}/documents`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('需要密钥').waitFor();
    await dialog.getByLabel('密钥').fill('zd_wrong');
    await dialog.getByRole('button', { name: '进入' }).click();
    await dialog.getByText('密钥不对').waitFor();
    await dialog.getByLabel('密钥').fill(' zd_right ');
    await page.keyboard.press('Enter');
    await page.getByText('共 2 份').waitFor();
    expect(await dialog.isVisible()).toBe(false);
    expect(tried).toEqual([{ key: 'zd_wrong' }, { key: 'zd_right' }]);
    expect(page.url()).toBe(`${base}/documents`);
  });

  it('shows what the service said where it is closed', async () => {
    const { page, base } = await open('/docs');
    await page.route('**/v1/documents?*', (route) => route.fulfill({ status: 401, json: refusal }));
    await page.goto(`${base}/documents`);
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    await page.getByRole('alert').filter({ hasText: '需要密钥' }).waitFor();
    expect(await textOf(page, '#document-list li')).toEqual([]);
  });
});
