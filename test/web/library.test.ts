import { expect, it } from 'vitest';
import { describeInChromium, textOf } from './chromium.ts';

const PROVINCE = '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见';
const ZONE = '宜春经济技术开发区管理委员会关于新形势下进一步推进“五型”政府建设走深走实的实施意见';

describeInChromium('the list of documents', (open) => {
  it('lists all, and narrows down as one types', async () => {
    const { page, problems } = await open('/documents');
    expect(await textOf(page, '#document-list h2')).toEqual([PROVINCE, ZONE]);
    expect(await textOf(page, '#library-status')).toEqual(['共 2 份']);
    await page.locator('#query').fill('宜区管发');
    await page.getByText('共 1 份').waitFor();
    expect(await textOf(page, '#document-list h2')).toEqual([ZONE]);
    expect(page.url()).toContain(`query=${encodeURIComponent('宜区管发')}`);
    await page.locator('#query').fill('没有的文件');
    await page.getByText('没有与“没有的文件”相符的文件').waitFor();
    expect(await page.locator('#document-list li').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('takes the search from the address and leads to a document', async () => {
    const { page } = await open(`/documents?query=${encodeURIComponent('赣府发')}`);
    expect(await page.locator('#query').inputValue()).toBe('赣府发');
    await page.getByRole('link', { name: new RegExp(PROVINCE) }).click();
    await page.locator('#text p').first().waitFor();
    expect(await page.title()).toContain(PROVINCE);
  });
});
