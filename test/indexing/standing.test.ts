import { describe, expect, it } from 'vitest';
import type { DocumentMetadata, DocumentReference } from '../../src/document/schema.ts';
import { parseDocument } from '../../src/indexing/parse-document.ts';
import { type Standing, Standings, type StatedDocument } from '../../src/indexing/standing.ts';
import { NOTHING_STATED } from '../support/metadata.ts';
import { openFolder, publishTexts, temporaryFolder } from './support.ts';

const TODAY = '2026-06-01';

/** A document of 青阳市 that is in force by itself; its kind must be given where the title alone does not matter. */
const document = (id: string, stated: Partial<DocumentMetadata>): StatedDocument => ({
  id,
  metadata: { ...NOTHING_STATED, issuer: '青阳市人民政府', status: 'in_force', ...stated },
});

const nowhere = { start: 0, end: 1 };
const tie = (
  relation: DocumentReference['relation'],
  named: Partial<Pick<DocumentReference, 'title' | 'documentNumber' | 'date'>>,
): DocumentReference => ({
  ...{ relation, title: null, documentNumber: null, date: null, span: nowhere, sentence: nowhere },
  ...named,
});

/** In words: the status, and why: by which document, since when. */
const say = (standing: Standing | undefined): string => {
  if (standing === undefined) return 'absent';
  const { kind, documentId, date } = standing.reason;
  return [standing.status, kind, documentId, date].filter((part) => part !== null).join(' ');
};

const standingOf = (documents: readonly StatedDocument[], id: string, day = TODAY): string =>
  say(new Standings(documents).at(id, day));

/** In both orders of arrival, which must not matter. */
function either(documents: readonly StatedDocument[], id: string, day = TODAY): string {
  const forwards = standingOf(documents, id, day);
  expect(standingOf(documents.toReversed(), id, day)).toBe(forwards);
  return forwards;
}

const parks = document('parks', {
  title: '青阳市公园管理办法',
  documentNumber: '青政发〔2015〕1号',
  issuedOn: '2015-01-10',
  kind: '办法',
});

describe('a repeal', () => {
  const repealing = (named: Parameters<typeof tie>[1]): StatedDocument =>
    document('gardens', {
      title: '青阳市园林管理规定',
      documentNumber: '青政发〔2020〕2号',
      issuedOn: '2020-02-10',
      references: [tie('repeals', named)],
    });

  it.each([
    ['title', { title: '青阳市公园管理办法' }],
    ['title with its version', { title: '青阳市公园管理办法（2015年修订）' }],
    ['number', { documentNumber: '青政发〔2015〕1号' }],
    ['number in another form', { documentNumber: '青政发[2015]第1号' }],
    ['number, whatever the title', { documentNumber: '青政发〔2015〕1号', title: '公园办法' }],
  ])('by %s ends a document from its issue on', (_, named) => {
    const documents = [parks, repealing(named)];
    expect(either(documents, 'parks')).toBe('repealed repealed_by gardens 2020-02-10');
    expect(either(documents, 'parks', '2020-02-09')).toBe('in_force in_effect 2015-01-10');
    expect(either(documents, 'gardens')).toBe('in_force in_effect 2020-02-10');
  });

  it('of another title or number does nothing', () => {
    const other = repealing({ title: '青阳市公园管理条例', documentNumber: '青政发〔2015〕11号' });
    expect(either([parks, other], 'parks')).toBe('in_force in_effect 2015-01-10');
  });

  it('holds from the day that its sentence says, else from the first day of its document', () => {
    const dated = repealing({ title: '青阳市公园管理办法', date: '2021-07-01' });
    expect(either([parks, dated], 'parks')).toBe('repealed repealed_by gardens 2021-07-01');
    expect(either([parks, dated], 'parks', '2021-06-30')).toBe('in_force in_effect 2015-01-10');
    const { metadata } = repealing({ title: '青阳市公园管理办法' });
    const validity = { ...NOTHING_STATED.validity, effectiveFrom: '2020-05-01' };
    const later = { id: 'gardens', metadata: { ...metadata, validity } };
    expect(either([parks, later], 'parks')).toBe('repealed repealed_by gardens 2020-05-01');
  });

  it('of what a notice encloses ends the notice', () => {
    const notice = document('notice', {
      title: '青阳市人民政府关于印发青阳市公园管理办法的通知',
      documentNumber: '青政发〔2015〕1号',
      issuedOn: '2015-01-10',
      enclosed: [
        {
          ...{ title: '青阳市公园管理办法', documentNumber: null, issuer: null, issuedOn: null },
          ...{ kind: '办法', span: nowhere },
        },
      ],
    });
    const documents = [notice, repealing({ title: '青阳市公园管理办法' })];
    expect(either(documents, 'notice')).toBe('repealed repealed_by gardens 2020-02-10');
  });

  it('of a document of its own title ends the earlier one, not itself', () => {
    const renewed = document('renewed', {
      title: '青阳市公园管理办法',
      documentNumber: '青政发〔2020〕2号',
      issuedOn: '2020-02-10',
      kind: '办法',
      references: [tie('repeals', { title: '青阳市公园管理办法', documentNumber: '青政发〔2015〕1号' })],
    });
    expect(either([parks, renewed], 'parks')).toBe('repealed repealed_by renewed 2020-02-10');
    expect(either([parks, renewed], 'renewed')).toBe('in_force in_effect 2020-02-10');
    const byTitle = {
      id: 'renewed',
      metadata: { ...renewed.metadata, references: [tie('repeals', { title: '青阳市公园管理办法' })] },
    };
    expect(either([parks, byTitle], 'parks')).toBe('repealed repealed_by renewed 2020-02-10');
    expect(either([parks, byTitle], 'renewed')).toBe('in_force in_effect 2020-02-10');
  });

  it('that is itself repealed later still holds', () => {
    const third = document('third', {
      title: '青阳市绿地条例',
      issuedOn: '2024-01-01',
      references: [tie('repeals', { title: '青阳市园林管理规定' })],
    });
    const documents = [parks, repealing({ title: '青阳市公园管理办法' }), third];
    expect(either(documents, 'parks')).toBe('repealed repealed_by gardens 2020-02-10');
    expect(either(documents, 'gardens')).toBe('repealed repealed_by third 2024-01-01');
    expect(either(documents, 'gardens', '2023-12-31')).toBe('in_force in_effect 2020-02-10');
  });

  it('by a draft does nothing, nor by mention only', () => {
    const { metadata } = repealing({ title: '青阳市公园管理办法' });
    const draft = { id: 'draft', metadata: { ...metadata, title: '青阳市园林管理规定（征求意见稿）' } };
    expect(either([parks, draft], 'parks')).toBe('in_force in_effect 2015-01-10');
    const references = [tie('mention', { title: '青阳市公园管理办法' })];
    const mention = { id: 'mention', metadata: { ...metadata, references } };
    expect(either([parks, mention], 'parks')).toBe('in_force in_effect 2015-01-10');
  });
});

it('an amendment and an extension change the status of what they name', () => {
  const references = [tie('amends', { title: '青阳市公园管理办法' })];
  const amending = document('decision', { title: '关于修改的决定', issuedOn: '2018-03-01', references });
  expect(either([parks, amending], 'parks')).toBe('amended amended_by decision 2018-03-01');
  const trial = document('trial', {
    title: '青阳市停车暂行办法',
    issuedOn: '2018-05-01',
    validity: { ...NOTHING_STATED.validity, effectiveUntil: '2021-04-30' },
  });
  expect(either([trial], 'trial')).toBe('expired term_ended 2021-04-30');
  const longer = document('longer', {
    title: '关于延长有效期的通知',
    issuedOn: '2021-04-01',
    references: [tie('extends', { title: '青阳市停车暂行办法', date: '2030-12-31' })],
  });
  expect(either([trial, longer], 'trial')).toBe('in_force extended_by longer 2021-04-01');
  expect(either([trial, longer], 'trial', '2031-01-01')).toBe('expired extended_by longer 2030-12-31');
});

describe('a later version', () => {
  const law = (id: string, stated: Partial<DocumentMetadata>): StatedDocument =>
    document(id, { title: '青阳市公园条例', kind: '条例', ...stated });

  it('of the same title and issuer supersedes, each from its own day on', () => {
    const documents = [
      law('one', { issuedOn: '2001-01-01' }),
      law('two', { issuedOn: '2010-01-01', title: '青阳市公园条例（2010年修订）' }),
      law('three', { issuedOn: '2027-01-01' }),
    ];
    expect(either(documents, 'one')).toBe('repealed superseded_by two 2010-01-01');
    expect(either(documents, 'one', '2009-12-31')).toBe('in_force in_effect 2001-01-01');
    expect(either(documents, 'two')).toBe('in_force in_effect 2010-01-01');
    expect(either(documents, 'two', '2027-01-01')).toBe('repealed superseded_by three 2027-01-01');
    expect(either(documents, 'three')).toBe('not_yet_in_force not_yet_in_effect 2027-01-01');
  });

  it('is known by its number where the title was mended', () => {
    const documents = [
      document('draft', {
        title: '青阳市公园管理',
        documentNumber: '青政发〔2015〕1号',
        issuedOn: '2015-01-09',
      }),
      parks,
    ];
    expect(either(documents, 'draft')).toBe('repealed superseded_by parks 2015-01-10');
  });

  it('of a revised law holds from its revision on', () => {
    const validity = { ...NOTHING_STATED.validity, effectiveFrom: '2001-03-01', revisedOn: '2019-04-23' };
    const documents = [
      law('old', { issuedOn: '2001-01-01' }),
      law('new', { issuedOn: '2019-04-20', validity }),
    ];
    expect(either(documents, 'old', '2019-04-22')).toBe('in_force in_effect 2001-01-01');
    expect(either(documents, 'old', '2019-04-23')).toBe('repealed superseded_by new 2019-04-23');
  });

  it.each([
    ['another body', { issuer: '临江市人民政府' }],
    ['the same day', { issuedOn: '2001-01-01' }],
    ['no day', { issuedOn: null }],
    ['a title made up from its first lines', { titleDerived: true }],
    ['a draft', { title: '青阳市公园条例（草案）' }],
  ])('is none by %s', (_, stated) => {
    const documents = [
      law('old', { issuedOn: '2001-01-01' }),
      law('new', { issuedOn: '2010-01-01', ...stated }),
    ];
    expect(either(documents, 'old')).toBe('in_force in_effect 2001-01-01');
  });

  it('takes a congress and its committee for one body', () => {
    const documents = [
      law('old', { issuedOn: '2001-01-01', issuer: '青阳市人民代表大会' }),
      law('new', { issuedOn: '2010-01-01', issuer: '青阳市人民代表大会常务委员会' }),
    ];
    expect(either(documents, 'old')).toBe('repealed superseded_by new 2010-01-01');
  });

  it.each([
    ['第13期 of two years', { documentNumber: '第13期', title: '“五型”政府建设简报', kind: '简报' }],
    ['reports of two years', { documentNumber: null, title: '政府工作报告', kind: '报告' }],
    ['replies under one title', { documentNumber: null, title: '关于同意设立的批复', kind: '批复' }],
    ['minutes', { documentNumber: null, title: '市政府常务会议纪要', kind: '纪要' }],
  ])('%s stand side by side', (_, stated) => {
    const documents = [
      document('last', { ...stated, issuedOn: '2024-01-20' }),
      document('this', { ...stated, issuedOn: '2025-01-20' }),
    ];
    expect(either(documents, 'last')).not.toContain('superseded');
  });
});

it('documents that are not in the snapshot have no standing', () => {
  expect(new Standings([parks]).at('other', TODAY)).toBeUndefined();
});

it('remembers a few days, and answers the same on a day that it had forgotten', () => {
  const standings = new Standings([parks]);
  const days = Array.from({ length: 20 }, (_, at) => `20${10 + at}-06-01`);
  const first = days.map((day) => say(standings.at('parks', day)));
  expect(days.map((day) => say(standings.at('parks', day)))).toEqual(first);
  // Issued in January 2015: the first five days are before it.
  expect(first.map((one) => one.split(' ')[0])).toEqual([
    ...Array<string>(5).fill('not_yet_in_force'),
    ...Array<string>(15).fill('in_force'),
  ]);
});

const NOTICE_2015 = `青阳市人民政府文件
青政发〔2015〕1号

青阳市人民政府关于印发青阳市公园管理办法的通知

各区人民政府：

现将《青阳市公园管理办法》印发给你们，请认真执行。

青阳市人民政府
2015年1月10日

青阳市公园管理办法

第一条 为加强公园管理，制定本办法。
第二条 公园每日6时开放。
第三条 本办法自2015年2月1日起施行。
`;

const RULES_2020 = `青阳市人民政府令
第12号

《青阳市园林管理规定》已经市政府常务会议通过，现予公布，自2020年3月1日起施行。

市长 王某某
2020年2月10日

青阳市园林管理规定

第一条 为加强园林管理，制定本规定。
第二条 公园每日5时开放。
第三条 本规定自2020年3月1日起施行。《青阳市公园管理办法》同时废止。
`;

describe('in an index', () => {
  const parse = { parse: parseDocument };
  const standingIn = (folder: string, title: string): string => {
    const { catalogue } = openFolder(folder);
    const { documents } = catalogue.documents({ limit: 10 });
    const record = documents.find(({ metadata }) => metadata.title?.includes(title));
    const { status, reason } = catalogue.standing(record?.id ?? '', TODAY);
    const by = documents.find(({ id }) => id === reason.documentId)?.metadata.documentNumber;
    return [status, reason.kind, by, reason.date].filter((part) => part !== undefined).join(' ');
  };
  const ended = 'repealed repealed_by 青阳市人民政府令第12号 2020-03-01';

  it('a document that repeals what is there already, and one that arrives after its repeal, come out the same', async () => {
    for (const order of [
      [{ old: NOTICE_2015 }, { new: RULES_2020 }],
      [{ new: RULES_2020 }, { old: NOTICE_2015 }],
    ]) {
      const folder = temporaryFolder();
      for (const texts of order) await publishTexts(folder, texts, parse);
      expect(standingIn(folder, '公园管理办法')).toBe(ended);
    }
  });

  it('what was repealed holds again once the repealing document is withdrawn', async () => {
    const folder = temporaryFolder();
    await publishTexts(folder, { old: NOTICE_2015, new: RULES_2020 }, parse);
    const before = openFolder(folder);
    await publishTexts(folder, { new: null }, parse);
    expect(standingIn(folder, '公园管理办法')).toBe('in_force in_effect 2015-02-01');
    const [record] = before.catalogue.documents({
      filters: { documentNumber: '青政发〔2015〕1号' },
      limit: 1,
    }).documents;
    expect(before.catalogue.standing(record?.id ?? '', TODAY).status).toBe('repealed');
  });
});
