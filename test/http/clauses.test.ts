import { expect, it } from 'vitest';
import { ClauseDetail } from '../../src/http/schema.ts';
import { PROVINCE_ID } from './fake-knowledge.ts';
import { bodyOf, errorOf, testApp } from './requests.ts';

it('gives a clause with its path, its text and its document', async () => {
  const { get } = testApp();
  const found = await bodyOf(await get(`/v1/clauses/${PROVINCE_ID}-3.4.13`), ClauseDetail);
  expect(found.label).toBe('三、（四）13.');
  expect(found.path).toEqual([
    '三、目标任务',
    '（四）着力打造更富温馨的“服务型”政府',
    '13. 切实加强和改进政务服务',
  ]);
  expect(found.clause).toMatchObject({ kind: 'item', label: '13.', children: [] });
  expect(found.text).toMatch(/^13\. 切实加强和改进政务服务。.*公正监管。\n\n$/s);
  expect(found.document.documentNumber).toBe('赣府发〔2022〕16号');
});

it('says that a clause is unknown', async () => {
  const { get } = testApp();
  await errorOf(await get(`/v1/clauses/${PROVINCE_ID}-9.9`), 404, 'not_found');
});
