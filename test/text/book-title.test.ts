import { expect, it } from 'vitest';
import { bookTitle } from '../../src/text/book-title.ts';

it.each([
  ['关于优化服务的通知', '《关于优化服务的通知》'],
  ['关于印发《服务办法》的通知', '《关于印发〈服务办法〉的通知》'],
  ['《服务办法》', '《服务办法》'],
  ['《甲办法》和《乙办法》', '《〈甲办法〉和〈乙办法〉》'],
])('%s → %s', (title, expected) => {
  expect(bookTitle(title)).toBe(expected);
});
