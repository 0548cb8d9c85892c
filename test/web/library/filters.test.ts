import { expect, it } from 'vitest';
import { countOf, filtersOf, NO_FILTERS, parametersOf } from '../../../src/web/library/filters.ts';

it('reads its own addresses', () => {
  const filters = {
    ...NO_FILTERS,
    query: '五型',
    kind: '意见',
    status: 'in_force' as const,
    issuedFrom: '2022-01-01',
  };
  expect(filtersOf(`?${parametersOf(filters)}`)).toEqual(filters);
  expect(countOf(filters)).toBe(3);
  expect(String(parametersOf(NO_FILTERS))).toBe('');
});

it('leaves out what has another form, so that an address typed by hand lists something', () => {
  expect(filtersOf('?status=new&issuedFrom=2022&issuedTo=x&region=%20江西省%20&other=1')).toEqual({
    ...NO_FILTERS,
    region: '江西省',
  });
});
