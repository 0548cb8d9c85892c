import { describe, expect, it } from 'vitest';
import { type ClauseNode, DocumentDetail, DocumentList } from '../../src/http/schema.ts';
import { PROVINCE_ID, PROVINCE_TEXT, ZONE_ID, ZONE_TEXT } from './fake-knowledge.ts';
import { bodyOf, errorOf, testApp } from './requests.ts';

async function ids(query: string) {
  const { get } = testApp();
  const { documents } = await bodyOf(await get(`/v1/documents${query}`), DocumentList);
  return documents.map(({ id }) => id);
}

describe('GET /v1/documents', () => {
  it.each([
    ['', [PROVINCE_ID, ZONE_ID]],
    ['?query=&issuer=&region=&status=&issuedFrom=&issuedTo=&limit=&cursor=', [PROVINCE_ID, ZONE_ID]],
    [`?query=${encodeURIComponent('宜区管发')}`, [ZONE_ID]],
    [`?issuer=${encodeURIComponent('江西省人民政府')}`, [PROVINCE_ID]],
    [`?region=${encodeURIComponent('江西省')}`, [PROVINCE_ID]],
    [`?documentNumber=${encodeURIComponent('宜区管发〔2022〕1号')}`, [ZONE_ID]],
    // 16号 states only when it was printed, 2022-07-11; 1号 is of 2022-10-01.
    ['?issuedTo=2022-07-11', [PROVINCE_ID]],
    ['?issuedFrom=2022-07-12', [ZONE_ID]],
    ['?status=repealed', []],
    ['?status=repealed,in_force', [PROVINCE_ID, ZONE_ID]],
    ['?status=repealed&status=in_force', [PROVINCE_ID, ZONE_ID]],
  ])('%s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('gives the next page by cursor, and null at the end', async () => {
    const { get } = testApp();
    const first = await bodyOf(await get('/v1/documents?limit=1'), DocumentList);
    expect(first.documents.map(({ id }) => id)).toEqual([PROVINCE_ID]);
    expect(first.nextCursor).not.toBeNull();
    const second = await bodyOf(await get(`/v1/documents?limit=1&cursor=${first.nextCursor}`), DocumentList);
    expect(second.documents.map(({ id }) => id)).toEqual([ZONE_ID]);
    expect(second.nextCursor).toBeNull();
  });

  it.each([
    ['?limit=0', 'limit', '最小为 1，收到的是0'],
    ['?limit=201', 'limit', '最大为 200，收到的是201'],
    ['?limit=ten', 'limit', '应为数字，收到的是NaN'],
    ['?limit=1&limit=2', 'limit', '应为数字，收到的是数组'],
    [
      '?status=valid',
      'status.0',
      '应为 in_force、amended、repealed、expired、not_yet_in_force、unknown 之一，收到的是“valid”',
    ],
    ['?issuedFrom=2022-02-30', 'issuedFrom', '应为 2022-07-11 这样的日期，收到的是“2022-02-30”'],
    ['?page=2', 'page', '没有这个字段'],
  ])('refuses %s', async (query, field, problem) => {
    const { get } = testApp();
    const { details } = await errorOf(await get(`/v1/documents${query}`), 400, 'invalid_request');
    expect(details).toEqual([{ field, problem }]);
  });
});

describe('GET /v1/documents/{id}', () => {
  it('gives what the text states, null for the rest, and the printing date as the date where it is the only one', async () => {
    const { get } = testApp();
    const { document, versions } = await bodyOf(await get(`/v1/documents/${PROVINCE_ID}`), DocumentDetail);
    expect(document).toMatchObject({
      id: PROVINCE_ID,
      documentNumber: '赣府发〔2022〕16号',
      issuer: '江西省人民政府',
      issuedOn: '2022-07-11',
      printedOn: '2022-07-11',
      kind: '意见',
      level: 'province',
      telephone: null,
      copies: null,
      titleDerived: false,
      fileName: '赣府发〔2022〕16号.txt',
      passages: 6,
    });
    expect(versions).toEqual([
      { id: PROVINCE_ID, sha256: '1'.repeat(64), fileName: '赣府发〔2022〕16号.txt', current: true },
    ]);
  });

  it('gives the clause tree, with spans that cover the text', async () => {
    const { get } = testApp();
    const { clauses } = await bodyOf(await get(`/v1/documents/${PROVINCE_ID}`), DocumentDetail);
    const part = clauses.find(({ kind }) => kind === 'part');
    expect(part?.label).toBe('三、');
    expect(part?.children[0]?.children.map(({ label, heading }) => [label, heading])).toEqual([
      ['12.', '大力推动营商环境优化升级'],
      ['13.', '切实加强和改进政务服务'],
    ]);
    expect(clauses.map(({ start, end }: ClauseNode) => PROVINCE_TEXT.slice(start, end)).join('')).toBe(
      PROVINCE_TEXT,
    );
  });

  it('names each other document once, linked where it is in the index and known as missing where not', async () => {
    const { get } = testApp();
    const { document, relations } = await bodyOf(await get(`/v1/documents/${ZONE_ID}`), DocumentDetail);
    expect(document.references).toEqual(['赣府发〔2022〕16号', '宜府发〔2022〕20号']);
    expect(
      relations.map(({ direction, relation, documentNumber, document: other, places }) => ({
        direction,
        relation,
        documentNumber,
        other: other?.id ?? null,
        places: places.map(({ start, end }) => ZONE_TEXT.slice(start, end)),
      })),
    ).toEqual([
      {
        direction: 'references',
        relation: 'basis',
        documentNumber: '赣府发〔2022〕16号',
        other: PROVINCE_ID,
        places: ['赣府发〔2022〕16号', '赣府发〔2022〕16号'],
      },
      {
        direction: 'references',
        relation: 'basis',
        documentNumber: '宜府发〔2022〕20号',
        other: null,
        places: ['宜府发〔2022〕20号'],
      },
    ]);
  });

  it('shows the tie from the other side too', async () => {
    const { get } = testApp();
    const { relations } = await bodyOf(await get(`/v1/documents/${PROVINCE_ID}`), DocumentDetail);
    expect(relations).toHaveLength(1);
    expect(relations[0]).toMatchObject({
      direction: 'referenced_by',
      relation: 'basis',
      documentNumber: '宜区管发〔2022〕1号',
      document: { id: ZONE_ID },
    });
    expect(relations[0]?.places).toHaveLength(2);
  });
});

describe('text and original', () => {
  it('gives the text as stored, in UTF-8', async () => {
    const { get } = testApp();
    const response = await get(`/v1/documents/${ZONE_ID}/text`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(ZONE_TEXT);
  });

  it('gives the original as a download under its own name, never to be run', async () => {
    const { get } = testApp();
    const response = await get(`/v1/documents/${ZONE_ID}/original`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const disposition = response.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; /);
    expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? '')).toBe(
      '宜区管发〔2022〕1号.txt',
    );
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new TextEncoder().encode(ZONE_TEXT));
  });
});

it.each(['', '/text', '/original'])('says that a document is unknown: /v1/documents/{id}%s', async (rest) => {
  const { get } = testApp();
  const error = await errorOf(await get(`/v1/documents/0000000000000000${rest}`), 404, 'not_found');
  expect(error.message).toContain('0000000000000000');
});

it('survives an address that is not valid percent encoding', async () => {
  const { get } = testApp();
  await errorOf(await get('/v1/documents/%E0%A4%A'), 404, 'not_found');
});
