import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROVINCE_ID, ZONE_ID } from '../http/fake-knowledge.ts';
import { describeInChromium, evaluate } from './chromium.ts';

const PATHS = [
  '/',
  `/?q=${encodeURIComponent('企业诉求办结时限是多少')}`,
  `/?q=${encodeURIComponent('地铁')}`,
  '/documents',
  `/documents/${PROVINCE_ID}?start=217&end=264#clause-${PROVINCE_ID}-3.4.12`,
  `/documents/${ZONE_ID}`,
  `/retrieval?q=${encodeURIComponent('企业诉求')}`,
  '/quality',
  '/docs',
];
const VIEWS = {
  'phone 320': { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
  'phone 375': { viewport: { width: 375, height: 780 }, hasTouch: true, isMobile: true },
  'tablet 834': { viewport: { width: 834, height: 1112 } },
  'desktop 1360 dark': { viewport: { width: 1360, height: 900 }, colorScheme: 'dark' },
} as const;

/** Relative luminance (WCAG 2.1) of the page's ground. */
const GROUND = `(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
  const linear = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
})()`;

describeInChromium('every page', (open) => {
  describe.each(Object.entries(VIEWS))('%s', (_, view) => {
    it.each(PATHS)('%s fits its width, asks only this service, and breaks no policy', async (path) => {
      const { page, base, problems, requests } = await open(path, view);
      const [content, window] = await evaluate(
        page,
        z.tuple([z.number(), z.number()]),
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(content).toBeLessThanOrEqual(window);
      expect(requests.length).toBeGreaterThan(3);
      expect(requests.filter((url) => new URL(url).origin !== base)).toEqual([]);
      expect(problems).toEqual([]);
    });
  });

  it('is light by day and dark by night', async () => {
    const day = await open('/', { colorScheme: 'light' });
    const night = await open('/', { colorScheme: 'dark' });
    expect(await evaluate(day.page, z.number(), GROUND)).toBeGreaterThan(0.8);
    expect(await evaluate(night.page, z.number(), GROUND)).toBeLessThan(0.02);
  });

  it('offers the way past the masthead as the first stop of the keyboard', async () => {
    const { page } = await open('/documents');
    await page.keyboard.press('Tab');
    expect(await evaluate(page, z.string(), 'document.activeElement.textContent')).toBe('跳到正文');
  });
});
