import { describe, expect, it } from 'vitest';
import { documentTest, filterKeys, isUnfiltered } from '../../src/indexing/filters.ts';
import type { DocumentFilters } from '../../src/indexing/schema.ts';
import { NOTHING_STATED } from '../support/metadata.ts';

const meets = (filters: DocumentFilters, stated: Partial<typeof NOTHING_STATED>): boolean =>
  documentTest(filters)(filterKeys({ ...NOTHING_STATED, ...stated }), () => 'in_force');

describe('documentTest', () => {
  // The list of divisions has 兴国县 in 赣州市, and 宜春市 in 江西省.
  it.each([
    ['江西省', '江西省'],
    ['江西省', '江西省宜春市'],
    ['江西省', '兴国县'],
    ['赣州市', '兴国县'],
    ['江西省', '宜春经济技术开发区'],
    ['宜春市', '宜春经济技术开发区'],
    ['江西省', '南昌市东湖区'],
    [' 江西省 ', '江西省'],
  ])('takes %s to hold %s', (asked, region) => {
    expect(meets({ region: asked }, { region })).toBe(true);
  });

  it.each([
    ['江西省', null],
    ['江西省', '湖南省'],
    ['兴国县', '赣州市'],
    ['宜春市', '兴国县'],
    // 朝阳区 lies in Beijing and in Changchun: which one is meant is not said.
    ['北京市', '朝阳区'],
  ])('does not take %s to hold %s', (asked, region) => {
    expect(meets({ region: asked }, { region })).toBe(false);
  });

  it('compares numbers in one form, and dates by issue or else by printing', () => {
    const stated = { documentNumber: '赣府发〔2022〕16号', printedOn: '2022-07-21' };
    expect(meets({ documentNumber: '赣府发[2022]第16号' }, stated)).toBe(true);
    expect(meets({ documentNumber: '赣府发〔2022〕17号' }, stated)).toBe(false);
    expect(meets({ issuedFrom: '2022-07-21', issuedTo: '2022-07-21' }, stated)).toBe(true);
    expect(meets({ asOf: '2022-07-20' }, stated)).toBe(false);
    expect(meets({ issuedTo: '2030-01-01' }, {})).toBe(false);
  });

  it('asks for the status only where the other conditions are met', () => {
    const test = documentTest({ issuer: '江西省人民政府', status: ['repealed'] });
    const keys = filterKeys({ ...NOTHING_STATED, issuer: '湖南省人民政府' });
    const never = () => {
      throw new Error('asked in vain');
    };
    expect(test(keys, never)).toBe(false);
    expect(test({ ...keys, issuer: '江西省人民政府' }, () => 'repealed')).toBe(true);
  });
});

it('no condition is no filter', () => {
  expect(isUnfiltered({})).toBe(true);
  expect(isUnfiltered({ region: undefined })).toBe(true);
  expect(isUnfiltered({ region: '江西省' })).toBe(false);
});
