import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/**
 * `npm ci` refuses a lock file that leaves out an optional package of any platform, and `npm install` leaves it out
 * without a word where the registry in use does not carry it.
 */
it('package-lock.json holds the optional packages of every platform, so that npm ci takes it', () => {
  const { packages } = Lock.parse(
    JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')),
  );
  const wanted = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  );
  expect(wanted.length).toBeGreaterThan(20);
  const missing = wanted.filter(
    ({ path, name }) =>
      !(`${path}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages),
  );
  expect(missing).toEqual([]);
  const unversioned = Object.entries(packages).filter(([path, { version }]) => path !== '' && !version);
  expect(unversioned).toEqual([]);
});
