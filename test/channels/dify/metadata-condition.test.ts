import { describe, expect, it } from 'vitest';
import { metadataTest } from '../../../src/channels/dify/metadata-condition.ts';
import type { Condition, MetadataField } from '../../../src/channels/dify/schema.ts';
import { AppError } from '../../../src/errors.ts';

/** A document that states everything but its region. */
const FACTS: Readonly<Record<MetadataField, string | null>> = {
  title: '江西省人民政府关于“五型”政府建设的意见',
  documentNumber: '赣府发〔2022〕16号',
  issuer: '江西省人民政府',
  region: null,
  issuedOn: '2022-07-11',
  status: 'in_force',
  kind: '意见',
};

function meets(...conditions: Condition[]): boolean {
  return metadataTest({ logical_operator: 'and', conditions })?.((name) => FACTS[name]) ?? true;
}

type Case = [
  name: MetadataField,
  operator: Condition['comparison_operator'],
  value: Condition['value'],
  expected: boolean,
];

describe('metadata_condition', () => {
  it.each<Case>([
    ['title', 'contains', '五型', true],
    ['title', 'contains', '营商', false],
    ['title', 'not contains', '营商', true],
    ['title', 'not contains', '五型', false],
    ['issuer', 'start with', '江西', true],
    ['issuer', 'start with', '人民', false],
    ['issuer', 'end with', '人民政府', true],
    ['issuer', 'end with', '江西省', false],
    ['kind', 'is', '意见', true],
    ['kind', 'is', '见', false],
    ['kind', 'is not', '通知', true],
    ['kind', 'is not', '意见', false],
    ['kind', '=', '意见', true],
    ['kind', '≠', '意见', false],
    ['kind', 'in', ['通知', '意见'], true],
    ['kind', 'in', '通知，意见', true],
    ['kind', 'in', ['通知'], false],
    ['kind', 'in', [], false],
    ['kind', 'not in', ['通知'], true],
    ['kind', 'not in', '通知,意见', false],
    ['kind', 'empty', undefined, false],
    ['kind', 'not empty', null, true],
    ['issuedOn', '=', '2022-07-11', true],
    ['issuedOn', '=', 2022, true],
    ['issuedOn', 'is', '2022年7月', true],
    ['issuedOn', '≠', '2022-07-11', false],
    ['issuedOn', '>', '2022-07-11', false],
    ['issuedOn', '>', '2022-07-10', true],
    // All of 2022 is not over on the 11th of July.
    ['issuedOn', 'after', '2022', false],
    ['issuedOn', 'before', '2022', false],
    ['issuedOn', '≥', '2022', true],
    ['issuedOn', '≤', '2022', true],
    ['issuedOn', '<', '2022-07-11', false],
    ['issuedOn', 'before', '2022-07-12', true],
    ['issuedOn', '≥', '2022-07-12', false],
    ['issuedOn', '≤', '2022-07-10', false],
    ['issuedOn', 'after', 1657382400, true],
    ['issuedOn', 'start with', '2022', true],
    ['status', 'is', 'in_force', true],
    ['status', 'is', '现行有效', true],
    ['status', 'is not', '现行有效', false],
    ['status', 'in', ['已废止', '现行有效'], true],
  ])('%s %s %j: %s', (name, comparison_operator, value, expected) => {
    expect(meets({ name, comparison_operator, value })).toBe(expected);
  });

  it.each<Case>([
    ['region', 'contains', '江西', false],
    ['region', 'is', '江西省', false],
    ['region', 'in', ['江西省'], false],
    ['region', 'not empty', undefined, false],
    ['region', 'empty', undefined, true],
    ['region', 'is not', '江西省', true],
    ['region', 'not contains', '江西', true],
    ['region', 'not in', ['江西省'], true],
    ['region', '≠', '江西省', true],
  ])('where it is not stated, %s %s %j: %s', (name, comparison_operator, value, expected) => {
    expect(meets({ name, comparison_operator, value })).toBe(expected);
  });

  it.each(['赣府发[2022]16号', '赣府发（2022）16号', '赣府发〔2022〕 16 号', '赣府发〔2022〕第16号'])(
    'knows the 文号 as %s',
    (value) => {
      expect(meets({ name: 'documentNumber', comparison_operator: 'is', value })).toBe(true);
    },
  );

  it('joins conditions by and, or by or', () => {
    const right = { name: 'kind', comparison_operator: 'is', value: '意见' } as const;
    const wrong = { name: 'kind', comparison_operator: 'is', value: '通知' } as const;
    const test = (logical_operator: 'and' | 'or' | null, ...conditions: Condition[]) =>
      metadataTest({ logical_operator, conditions })?.((name) => FACTS[name]);
    expect([test('and', right, wrong), test('or', right, wrong), test(null, right, wrong)]).toEqual([
      false,
      true,
      false,
    ]);
    expect([test('and', right, right), test('or', wrong, wrong)]).toEqual([true, false]);
  });

  it('takes a list of names as any of them, as older releases send it', () => {
    expect(meets({ name: ['kind', 'title'], comparison_operator: 'contains', value: '五型' })).toBe(true);
    expect(meets({ name: ['kind', 'issuer'], comparison_operator: 'contains', value: '五型' })).toBe(false);
  });

  it('is none where it has no conditions', () => {
    expect([metadataTest(null), metadataTest(undefined), metadataTest({ conditions: [] })]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each<[string, Condition]>([
    ['比较先后大小', { name: 'title', comparison_operator: '>', value: '五' }],
    ['比较先后大小', { name: 'status', comparison_operator: 'before', value: '2022' }],
    ['这样的日期', { name: 'issuedOn', comparison_operator: 'after', value: '去年' }],
    ['要有 value', { name: 'kind', comparison_operator: 'is', value: null }],
  ])('refuses what means nothing: %s', (found, condition) => {
    expect(() => meets(condition)).toThrow(AppError);
    expect(() => meets(condition)).toThrow(found);
  });
});
