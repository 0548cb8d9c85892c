import { describe, expect, it } from 'vitest';
import type { ValidityStatement } from '../../src/document/schema.ts';
import { type InboundChange, statusAt } from '../../src/document/validity-status.ts';

const NOTHING: ValidityStatement = {
  effectiveFrom: null,
  fromIssue: false,
  effectiveUntil: null,
  trial: false,
  revisedOn: null,
  places: {},
};

const subject = (validity: Partial<ValidityStatement> = {}) => ({
  title: '某市物业管理办法',
  kind: '办法',
  documentNumber: null,
  issuedOn: '2010-03-01',
  printedOn: null,
  status: 'in_force' as const,
  validity: { ...NOTHING, ...validity },
});

const change = (
  relation: InboundChange['reference']['relation'],
  dates: Readonly<{ effectiveFrom?: string; issuedOn?: string; date?: string }>,
): InboundChange => ({
  documentId: 'other',
  reference: { relation, date: dates.date ?? null, sentence: { start: 5, end: 9 } },
  effectiveFrom: dates.effectiveFrom ?? null,
  issuedOn: dates.issuedOn ?? null,
});

const on = (day: string, document: Parameters<typeof statusAt>[0], ...inbound: InboundChange[]) => {
  const { status, reason } = statusAt(document, inbound, day);
  return [status, reason.kind, reason.date];
};

describe('statusAt', () => {
  it('in force from its first day on', () => {
    const document = subject({ effectiveFrom: '2010-05-01' });
    expect(on('2010-04-30', document)).toEqual(['not_yet_in_force', 'not_yet_in_effect', '2010-05-01']);
    expect(on('2010-05-01', document)).toEqual(['in_force', 'in_effect', '2010-05-01']);
  });

  it('expired after its last day, unless another document lets it go on', () => {
    const document = subject({ effectiveUntil: '2015-12-31' });
    expect(on('2015-12-31', document)).toEqual(['in_force', 'in_effect', '2010-03-01']);
    expect(on('2016-01-01', document)).toEqual(['expired', 'term_ended', '2015-12-31']);
    const extension = change('extends', { issuedOn: '2015-12-01', date: '2017-12-31' });
    expect(on('2017-12-31', document, extension)[0]).toBe('in_force');
    expect(on('2018-01-01', document, extension)).toEqual(['expired', 'extended_by', '2017-12-31']);
  });

  it('repealed when the repealing document takes effect, else on its issue, else on the day that it says', () => {
    const later = change('repeals', { issuedOn: '2019-03-01', effectiveFrom: '2019-05-01' });
    expect(on('2019-04-30', subject(), later)[0]).toBe('in_force');
    expect(on('2019-05-01', subject(), later)).toEqual(['repealed', 'repealed_by', '2019-05-01']);
    expect(on('2019-03-01', subject(), change('repeals', { issuedOn: '2019-03-01' }))[0]).toBe('repealed');
    const stated = change('repeals', { issuedOn: '2019-03-01', date: '2019-07-01' });
    expect(on('2019-06-30', subject(), stated)[0]).toBe('in_force');
    expect(on('2019-07-01', subject(), stated)[0]).toBe('repealed');
  });

  it('gives the other document and its sentence', () => {
    const { reason } = statusAt(subject(), [change('repeals', { issuedOn: '2019-03-01' })], '2020-01-01');
    expect(reason).toMatchObject({ documentId: 'other', sentence: { start: 5, end: 9 } });
  });

  it('a document older than this one repeals an earlier one of its title', () => {
    expect(on('2020-01-01', subject(), change('repeals', { issuedOn: '2005-01-01' }))[0]).toBe('in_force');
  });

  it('amended, unless its text holds the amendment already', () => {
    const amendment = change('amends', { issuedOn: '2014-06-01', effectiveFrom: '2014-07-01' });
    expect(on('2014-06-30', subject(), amendment)[0]).toBe('in_force');
    expect(on('2014-07-01', subject(), amendment)).toEqual(['amended', 'amended_by', '2014-07-01']);
    expect(on('2020-01-01', subject({ revisedOn: '2014-07-01' }), amendment)[0]).toBe('in_force');
  });

  it('before its revision, another wording was in force', () => {
    const document = subject({ revisedOn: '2014-07-01' });
    expect(on('2014-06-30', document)).toEqual(['not_yet_in_force', 'revised_later', '2014-07-01']);
  });

  it.each([
    ['某市物业管理办法（征求意见稿）', '办法'],
    ['某某同志在会上的讲话', '讲话'],
    ['某某简报', '简报'],
  ])('%s binds nobody', (title, kind) => {
    expect(on('2020-01-01', { ...subject(), title, kind }).slice(0, 2)).toEqual(['unknown', 'not_binding']);
  });

  it('what its title says', () => {
    expect(on('2020-01-01', { ...subject(), status: 'repealed' })[0]).toBe('repealed');
  });

  it('undated: unknown unless repealed', () => {
    const undated = { ...subject(), issuedOn: null, status: 'unknown' as const };
    expect(on('2020-01-01', undated)).toEqual(['unknown', 'undated', null]);
    expect(on('2020-01-01', undated, change('repeals', { issuedOn: '2019-03-01' }))[0]).toBe('repealed');
    // 〔2010〕: issued in that year.
    expect(on('2020-01-01', { ...undated, status: 'in_force', documentNumber: '某府发〔2010〕5号' })[0]).toBe(
      'in_force',
    );
  });
});
