import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PROVINCE_ID } from '../http/fake-knowledge.ts';
import { describeInChromium, evaluate } from './chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PATHS = [
  '/',
  `/?q=${encodeURIComponent('企业诉求办结时限是多少')}`,
  `/?q=${encodeURIComponent('地铁')}`,
  '/documents?status=in_force',
  `/documents/${PROVINCE_ID}?start=217&end=264`,
  `/retrieval?q=${encodeURIComponent('企业诉求')}`,
  '/quality',
  '/docs',
];
const Findings = z.array(
  z.object({ id: z.string(), impact: z.string().nullable(), where: z.array(z.string()) }),
);

describeInChromium('axe', (open) => {
  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    it.each(PATHS)('finds nothing serious on %s', async (path) => {
      const { page } = await open(path, { colorScheme });
      for (const details of await page.locator('main details:not([open]) > summary').all()) {
        if (await details.isVisible()) await details.click();
      }
      await evaluate(page, z.unknown(), `${AXE}; 0`);
      const findings = await evaluate(
        page,
        Findings,
        `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
          violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.slice(0, 3).map(({ html }) => html) })))`,
      );
      expect(findings.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    });
  });
});
