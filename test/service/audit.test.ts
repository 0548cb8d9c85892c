import { describe, expect, it } from 'vitest';
import type { Answer, AskRequest } from '../../src/answer/schema.ts';
import { readConfig } from '../../src/config.ts';
import { type AuditContext, AuditLog, answerHash } from '../../src/service/audit.ts';
import { replay } from '../../src/service/replay.ts';
import { ServiceStore } from '../../src/service/store.ts';
import { fakeKnowledge, PROVINCE_ID, QUOTE } from '../http/fake-knowledge.ts';

const CONTEXT: AuditContext = { channel: 'http', key: null, labels: null, history: [] };
const ANSWERED = '企业诉求办结时限是多少';

function open(settings: Record<string, string> = {}) {
  const clock = { now: new Date('2026-11-21T08:00:00Z') };
  const store = ServiceStore.inMemory();
  const audit = new AuditLog(store, readConfig(settings), () => clock.now);
  const knowledge = fakeKnowledge();
  let made = 0;
  /** Asks the fake knowledge and keeps the record, under an id of its own. */
  const ask = async (question: string, context: Partial<AuditContext> = {}): Promise<Answer> => {
    const request: AskRequest = { question, topK: 5 };
    made += 1;
    const id = `ans_${made}`;
    const answer = { ...(await knowledge.ask(request)), id };
    await audit.record(answer, request, { ...CONTEXT, ...context });
    return answer;
  };
  return { audit, ask, clock, knowledge, store };
}

describe('AuditLog', () => {
  it('keeps what was asked, by whom, and what was quoted from where', async () => {
    const { audit, ask } = open();
    const key = { id: 'key_1', name: '前台', role: 'ask', labels: ['主动公开'] } as const;
    const answer = await ask(ANSWERED, { key, labels: key.labels, requestId: 'r-1', history: ['先问'] });
    expect(audit.find('ans_1')).toMatchObject({
      askedAt: '2026-11-21T08:00:00.000Z',
      channel: 'http',
      keyId: 'key_1',
      keyName: '前台',
      labels: ['主动公开'],
      requestId: 'r-1',
      question: ANSWERED,
      questionKept: 'full',
      history: ['先问'],
      status: 'answered',
      confidence: 0.93,
      quotes: [{ documentId: PROVINCE_ID, clauseId: `${PROVINCE_ID}-3.4.12`, quote: QUOTE }],
      answerHash: answerHash(answer),
      indexVersion: 'test-1',
    });
    expect(audit.find('ans_2')).toBeUndefined();
  });

  it('hashes what is said, and nothing else', async () => {
    const { ask } = open();
    const answer = await ask(ANSWERED);
    const hash = answerHash(answer);
    expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    const other = { ...answer, id: 'ans_other', timings: { ...answer.timings, totalMs: 9 } };
    expect(answerHash(other)).toBe(hash);
    const [citation] = answer.citations;
    if (citation === undefined) throw new Error('the fake cites');
    for (const changed of [
      { ...answer, answer: `${answer.answer}。` },
      { ...answer, citations: [{ ...citation, start: citation.start + 1 }] },
      { ...answer, citations: [] },
    ])
      expect(answerHash(changed)).not.toBe(hash);
  });

  it.each([
    ['full', '我的手机13812345678', '我的手机13812345678', 'full'],
    ['masked', '我的手机13812345678', '我的手机〔手机号〕', 'masked'],
    ['masked', '办结时限', '办结时限', 'full'],
    ['none', '办结时限', null, 'none'],
  ])('keeps questions %s: %s', async (mode, asked, question, questionKept) => {
    const { audit, ask } = open({ AUDIT_QUESTIONS: mode });
    await ask(asked, { history: ['身份证11010519491231002X'] });
    const record = audit.find('ans_1');
    expect(record?.question).toBe(question);
    if (mode !== 'masked') expect(record?.questionKept).toBe(questionKept);
    const kept = JSON.stringify(record);
    expect(kept.includes('11010519491231002X')).toBe(mode === 'full');
  });

  it('goes through the records in pages, the latest first, and by condition', async () => {
    const { audit, ask, clock } = open();
    for (const [day, question] of ['甲', ANSWERED, '乙', ANSWERED, '丙'].entries()) {
      clock.now = new Date(Date.UTC(2026, 10, 20 + day));
      await ask(question);
    }
    const ids = (page: ReturnType<typeof audit.list>) => page.records.map(({ id }) => id);
    const first = audit.list({ limit: 2 });
    expect(ids(first)).toEqual(['ans_5', 'ans_4']);
    const second = audit.list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(ids(second)).toEqual(['ans_3', 'ans_2']);
    const last = audit.list({ limit: 2, cursor: second.nextCursor ?? '' });
    expect([ids(last), last.nextCursor]).toEqual([['ans_1'], null]);
    expect(ids(audit.list({ limit: 9, status: 'answered' }))).toEqual(['ans_4', 'ans_2']);
    expect(ids(audit.list({ limit: 9, from: '2026-11-21', to: '2026-11-22' }))).toEqual(['ans_3', 'ans_2']);
    expect(ids(audit.list({ limit: 9, channel: 'wecom' }))).toEqual([]);
    for (const cursor of ['x', '-1', '1.5', '0'])
      expect(() => audit.list({ limit: 2, cursor })).toThrow('nextCursor');
  });

  it('lists what found no evidence, once, until it is answered', async () => {
    const { audit, ask, knowledge } = open();
    for (const question of ['甲', '乙', '甲', ANSWERED]) await ask(question);
    await ask('呢', { history: ['甲'] });
    const page = audit.unanswered({ limit: 9 });
    expect(page.questions.map(({ question, count, lastId }) => [question, count, lastId])).toEqual([
      ['呢', 1, 'ans_5'],
      ['甲', 2, 'ans_3'],
      ['乙', 1, 'ans_2'],
    ]);
    const first = audit.unanswered({ limit: 1 });
    expect(audit.unanswered({ limit: 9, cursor: first.nextCursor ?? '' }).questions).toHaveLength(2);
    const answer = await knowledge.ask({ question: ANSWERED, topK: 5 });
    await audit.record({ ...answer, id: 'ans_6' }, { question: '乙', topK: 5 }, CONTEXT);
    expect(audit.unanswered({ limit: 9 }).questions.map(({ question }) => question)).toEqual(['呢', '甲']);
  });

  it('stores what is ready at the same time, and what waits when it closes', async () => {
    const { audit, ask } = open();
    await Promise.all([ask('甲'), ask('乙'), ask('丙')]);
    expect(['ans_1', 'ans_2', 'ans_3'].map((id) => audit.find(id)?.question)).toEqual(['甲', '乙', '丙']);
    const late = ask('丁');
    await Promise.resolve();
    await Promise.resolve();
    audit.close();
    expect(audit.find('ans_4')?.question).toBe('丁');
    await late;
  });

  it('keeps what a language model wrote beside the answer that can be replayed', async () => {
    const { audit, knowledge } = open();
    const request: AskRequest = { question: ANSWERED, topK: 5 };
    const found = await knowledge.ask(request);
    const generated = { model: 'm', usedCitations: [1], dropped: [], ms: 5 };
    const given = { ...found, answer: '五个工作日办结[1]。', extract: found.answer, generated };
    await audit.record(given, request, CONTEXT, found);
    const record = audit.find(found.id);
    expect(record?.written).toMatchObject({ answer: '五个工作日办结[1]。', generated });
    expect(record?.written?.quotes).toEqual(record?.quotes);
    if (record === undefined) throw new Error('nothing was recorded');
    expect(await replay(record, knowledge)).toMatchObject({ verdict: 'same' });
    const rejected = { model: 'm', rejected: 'figure', detail: '七', ms: 5 } as const;
    await audit.record({ ...found, id: 'ans_r', generated: rejected }, request, CONTEXT, found);
    expect(audit.find(found.id)?.written).toEqual({ answer: null, quotes: [], generated: rejected });
  });

  it('goes on with the records of an earlier version', async () => {
    const { ask, audit, store } = open();
    await ask('甲');
    store.database.exec('ALTER TABLE answer_record DROP COLUMN written');
    const later = new AuditLog(store, readConfig({}));
    expect(later.find('ans_1')).toEqual({ ...audit.find('ans_1'), written: null });
  });

  it('fails every answer whose record cannot be stored', async () => {
    const { ask, store } = open();
    store.database.exec('DROP TABLE answer_record');
    const outcomes = await Promise.allSettled([ask('甲'), ask('乙')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('forgets after the days that are set, and no earlier', async () => {
    const { audit, ask, clock } = open({ AUDIT_DAYS: '2' });
    await ask('甲');
    clock.now = new Date('2026-11-23T08:00:00Z');
    expect(audit.prune()).toBe(0);
    clock.now = new Date('2026-11-23T08:00:00.001Z');
    expect(audit.prune()).toBe(1);
    expect(audit.find('ans_1')).toBeUndefined();
  });
});

describe('replay', () => {
  async function recorded(question: string, settings: Record<string, string> = {}) {
    const { audit, ask, knowledge } = open(settings);
    await ask(question);
    const record = audit.find('ans_1');
    if (record === undefined) throw new Error('nothing was recorded');
    return { record, knowledge };
  }

  it('finds the same answer of the same index', async () => {
    const { record, knowledge } = await recorded(ANSWERED);
    expect(await replay(record, knowledge)).toEqual({
      verdict: 'same',
      index: { before: 'test-1', after: 'test-1' },
      differences: [],
    });
  });

  it('says which quote is gone and why', async () => {
    const { record, knowledge } = await recorded(ANSWERED);
    const hidden = await replay(
      record,
      knowledge.restrictedTo(() => false),
    );
    expect(hidden.verdict).toBe('different');
    expect(hidden.differences).toMatchObject([
      { kind: 'status', before: 'answered', after: 'no_evidence' },
      { kind: 'quote_lost', why: 'document_missing', quote: { quote: QUOTE } },
      { kind: 'confidence', before: 0.93, after: 0.12 },
    ]);
  });

  it('tells a forged record from the answer', async () => {
    const { record, knowledge } = await recorded(ANSWERED);
    const [quote] = record.quotes;
    if (quote === undefined) throw new Error('the fake cites');
    const forged = { ...record, quotes: [{ ...quote, quote: QUOTE.replace('5', '3') }] };
    expect((await replay(forged, knowledge)).differences).toMatchObject([
      { kind: 'quote_lost', why: 'text_differs' },
      { kind: 'quote_new', quote: { quote: QUOTE } },
    ]);
    const reworded = { ...record, answerHash: '0'.repeat(64) };
    expect((await replay(reworded, knowledge)).differences).toEqual([{ kind: 'wording' }]);
  });

  it('looks at the quotes alone where the question was not kept', async () => {
    const { record, knowledge } = await recorded(ANSWERED, { AUDIT_QUESTIONS: 'none' });
    const asked = knowledge.asked.length;
    expect(await replay(record, knowledge)).toMatchObject({ verdict: 'not_asked', differences: [] });
    expect(knowledge.asked).toHaveLength(asked);
    const gone = await replay(
      record,
      knowledge.restrictedTo(() => false),
    );
    expect(gone.differences).toMatchObject([{ kind: 'quote_lost', why: 'document_missing' }]);
  });
});
