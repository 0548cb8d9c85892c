import { expect, it } from 'vitest';
import { OpenApi } from '../../../src/web/docs/openapi.ts';
import { testApp } from '../../http/requests.ts';

it("takes the service's own document", async () => {
  const parsed = OpenApi.safeParse(await (await testApp().get('/openapi.json')).json());
  expect(parsed.error?.issues).toBeUndefined();
  expect(Object.keys(parsed.data?.paths ?? {})).toContain('/v1/ask');
});
