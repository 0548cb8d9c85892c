import { expect, it } from 'vitest';
import { IdempotencyKeys } from '../../src/service/idempotency.ts';
import { ServiceStore } from '../../src/service/store.ts';

const DAY_MS = 86_400_000;

it('knows a request again for 24 hours, for the one who sent it only', () => {
  let now = 0;
  const keys = new IdempotencyKeys(ServiceStore.inMemory(), () => now);
  expect(keys.find('clerk', 'k1', 'f1')).toBeUndefined();
  keys.remember('clerk', 'k1', 'f1', 'job_1');
  now = DAY_MS - 1;
  expect(keys.find('clerk', 'k1', 'f1')).toBe('job_1');
  expect(keys.find('other', 'k1', 'f1')).toBeUndefined();
  expect(() => keys.find('clerk', 'k1', 'f2')).toThrow(expect.objectContaining({ code: 'conflict' }));
  now = DAY_MS;
  expect(keys.find('clerk', 'k1', 'f2')).toBeUndefined();
  keys.remember('clerk', 'k1', 'f2', 'job_2');
  expect(keys.find('clerk', 'k1', 'f2')).toBe('job_2');
});
