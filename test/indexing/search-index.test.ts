import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SearchIndex } from '../../src/indexing/schema.ts';
import { type ContractDocument, contractDocuments, searchIndexContract } from './search-index-contract.ts';
import { openFolder, publishTexts, temporaryFolder } from './support.ts';

const fileOf = ({ title, issuer, issuedOn, passages }: ContractDocument): string =>
  [
    title,
    `发文：${issuer}`,
    `日期：${issuedOn}`,
    ...passages.flatMap(({ headings, text }) => [`# ${headings.join('｜')}`, text]),
  ].join('\n');

const texts = (documents: readonly ContractDocument[]): Record<string, string> =>
  Object.fromEntries(documents.map((document, number) => [`d${number}`, fileOf(document)]));

const segmentsIn = (folder: string): string[] => readdirSync(join(folder, 'segments'));

searchIndexContract('one segment', contractDocuments(12, 10), async (documents): Promise<SearchIndex> => {
  const folder = temporaryFolder();
  await publishTexts(folder, texts(documents));
  expect(segmentsIn(folder)).toEqual(['1-0']);
  return openFolder(folder).search;
});

searchIndexContract('a segment for each document', contractDocuments(6, 10), async (documents) => {
  const folder = temporaryFolder();
  for (const [key, text] of Object.entries(texts(documents))) await publishTexts(folder, { [key]: text });
  expect(segmentsIn(folder)).toHaveLength(6);
  return openFolder(folder).search;
});

searchIndexContract('merged segments', contractDocuments(20, 10), async (documents) => {
  const folder = temporaryFolder();
  for (const [key, text] of Object.entries(texts(documents))) await publishTexts(folder, { [key]: text });
  // Eight neighbours become one (segments 1 to 8), and with it and seven more again: 15; five are left as they came.
  expect(segmentsIn(folder)).toHaveLength(6);
  return openFolder(folder).search;
});

searchIndexContract('segments that have lost documents', contractDocuments(9, 10), async (documents) => {
  const folder = temporaryFolder();
  const wanted = Object.entries(texts(documents));
  // Between the documents wanted stand others, some in the same segment, of other lengths and words.
  const others = Array.from({ length: 4 }, (_, number) => `弃置${number}\n企业，督查，督查\n弃置的诉求`);
  await publishTexts(folder, { ...Object.fromEntries(wanted.slice(0, 4)), other0: others[0] ?? '' });
  await publishTexts(folder, { other1: others[1] ?? '', ...Object.fromEntries(wanted.slice(4, 7)) });
  await publishTexts(folder, { ...Object.fromEntries(wanted.slice(7)), other2: others[2] ?? '' });
  await publishTexts(folder, { other0: null, other1: null, other2: null });
  expect(segmentsIn(folder)).toEqual(['1-0', '2-0', '3-0']);
  return openFolder(folder).search;
});

searchIndexContract(
  'a segment with a graph, and small ones',
  contractDocuments(110, 100),
  async (documents) => {
    const folder = temporaryFolder();
    const all = Object.entries(texts(documents));
    await publishTexts(folder, Object.fromEntries(all.slice(0, 100)));
    await publishTexts(folder, Object.fromEntries(all.slice(100)));
    expect(readdirSync(join(folder, 'segments', '1-0'))).toContain('graph.hnsw');
    expect(readdirSync(join(folder, 'segments', '2-0'))).not.toContain('graph.hnsw');
    return openFolder(folder).search;
  },
  { exactDense: false },
);
