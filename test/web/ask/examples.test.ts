import { expect, it } from 'vitest';
import { DocumentList } from '../../../src/http/schema.ts';
import { examplesFor } from '../../../src/web/ask/examples.ts';
import { testApp } from '../../http/requests.ts';

async function documents() {
  const body: unknown = await (await testApp().get('/v1/documents')).json();
  return DocumentList.parse(body).documents;
}

it('asks what the documents in the index answer, the known questions first', async () => {
  const examples = examplesFor(await documents(), 6);
  expect(examples[0]).toBe('企业诉求办结时限是多少');
  expect(examples).toContain('赣府发〔2022〕16号主送哪些单位');
  // That document states an issuer and no addressees.
  expect(examples).toContain('宜区管发〔2022〕1号是哪个单位发的');
  // No document of 兴五型办字〔2021〕4号 is there.
  expect(examples).not.toContain('政务服务邮寄要收钱吗');
});

it('asks of a short title with a day when it begins to hold, and nothing where there is nothing to ask', async () => {
  const [first] = await documents();
  if (first === undefined) throw new Error('the fixture is empty');
  const law = { ...first, documentNumber: null, title: '公共图书馆法', effectiveFrom: '2018-01-01' };
  expect(examplesFor([law], 6)).toEqual(['《公共图书馆法》从什么时候起施行']);
  expect(examplesFor([{ ...law, effectiveFrom: null }], 6)).toEqual([]);
  expect(examplesFor([], 6)).toEqual([]);
});

it('gives no more than were asked for', async () => {
  expect(examplesFor(await documents(), 2)).toHaveLength(2);
});
