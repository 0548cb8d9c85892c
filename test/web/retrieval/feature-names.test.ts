import { expect, it } from 'vitest';
import { RANKING_FEATURES } from '../../../src/retrieval/features.ts';
import { featureName } from '../../../src/web/retrieval/feature-names.ts';

it('has a name of its own for everything that the ranking model sees', () => {
  const names = RANKING_FEATURES.map(featureName);
  expect(RANKING_FEATURES.filter((feature, at) => names[at] === feature)).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

it('leaves one that it does not know as it is', () => {
  expect(featureName('brandNew')).toBe('brandNew');
});
