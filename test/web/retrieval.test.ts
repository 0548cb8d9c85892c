import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeInChromium, textOf } from './chromium.ts';

describeInChromium('the page that tests retrieval', (open) => {
  it('shows what each way found, with the words marked, and leads to the place', async () => {
    const { page, problems, requests } = await open('/retrieval');
    await page.locator('#retrieval-query').fill('企业诉求');
    await page.getByRole('button', { name: '检索' }).click();
    await page.locator('#ranked .card').waitFor();
    expect(await textOf(page, '#ranked mark')).toEqual(['企业诉求']);
    // The fake finds the one clause with each mode, first and with a score of 0.9.
    expect(await textOf(page, '#ranked .side')).toEqual([
      '字词第 1 0.90',
      '语义第 1 0.900',
      '命中的词企业诉求',
    ]);
    expect(requests.filter((url) => url.endsWith('/v1/search'))).toHaveLength(3);
    expect(page.url()).toContain(`q=${encodeURIComponent('企业诉求')}`);
    await page.locator('#ranked h3 a').click();
    await page.locator('#text mark').first().waitFor();
    expect(problems).toEqual([]);
  });

  it('says what the ranking model saw, and what only one side found', async () => {
    const { page, base } = await open('/retrieval');
    const response = z
      .looseObject({ hits: z.array(z.looseObject({ clause: z.looseObject({}), scores: z.looseObject({}) })) })
      .parse(await (await page.request.post(`${base}/v1/search`, { data: { query: '企业诉求' } })).json());
    const [hit] = response.hits;
    const features = { lexical: 0.5, form_notice: 1 };
    await page.route('**/v1/search', (route) => {
      const { mode } = z.looseObject({ mode: z.string() }).parse(route.request().postDataJSON());
      const learned = { ...hit, scores: { ...hit?.scores, features } };
      const other = { ...hit, clause: { ...hit?.clause, id: 'other' }, rank: 2, score: 0.4 };
      const hits = mode === 'hybrid' ? [learned] : mode === 'dense' ? [hit, other] : [];
      return route.fulfill({ json: { ...response, hits } });
    });
    await page.locator('#retrieval-query').fill('企业诉求');
    await page.keyboard.press('Enter');
    await page.getByText('排序依据（2 项）').click();
    expect(await textOf(page, '.features dl > div')).toEqual([
      '字词得分（占满分）0.500',
      '文种是通知、意见1',
    ]);
    expect(await textOf(page, '#others .side')).toEqual([
      '字词未入前列',
      '语义第 2 0.400',
      '命中的词企业诉求',
    ]);
  });
});
