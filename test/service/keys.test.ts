import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { hashSecret, Keys, mayDo } from '../../src/service/keys.ts';
import { Sessions } from '../../src/service/sessions.ts';
import { ServiceStore } from '../../src/service/store.ts';

const CONFIGURED = 'configured-key-of-20+';

function open(settings: Record<string, string> = {}) {
  const clock = { now: new Date('2026-11-21T08:00:00Z') };
  const store = ServiceStore.inMemory();
  const keys = new Keys(store, readConfig(settings), () => clock.now);
  return { clock, store, keys };
}

const PLAIN = { name: '前台', role: 'ask', labels: null, expiresAt: null } as const;

describe('Keys', () => {
  it('finds a key by its secret, and keeps no secret', () => {
    const { keys, store } = open();
    expect(keys.exist()).toBe(false);
    const { record, secret } = keys.create({ ...PLAIN, labels: ['主动公开'] });
    expect(secret).toMatch(/^zd_[\w-]{43}$/u);
    expect(keys.exist()).toBe(true);
    expect(keys.find(secret)).toEqual({ id: record.id, name: '前台', role: 'ask', labels: ['主动公开'] });
    const stored = JSON.stringify(store.database.prepare('SELECT * FROM access_key').all());
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(secret.slice(3));
    // SHA-256 of "abc", FIPS 180-4.
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('knows no other secret', () => {
    const { keys } = open();
    const { secret } = keys.create(PLAIN);
    const { secret: another } = keys.create(PLAIN);
    expect(another).not.toBe(secret);
    const changed = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
    for (const wrong of ['', 'zd_', changed, secret.slice(0, -1), `${secret} `, secret.toUpperCase()])
      expect(keys.find(wrong)).toBeUndefined();
  });

  it('lets a key in until it expires; then it still counts as one', () => {
    const { keys, clock } = open();
    const { secret } = keys.create({ ...PLAIN, expiresAt: new Date('2026-11-22T00:00:00Z') });
    clock.now = new Date('2026-11-21T23:59:59.999Z');
    expect(keys.find(secret)).toBeDefined();
    clock.now = new Date('2026-11-22T00:00:00Z');
    expect(keys.find(secret)).toBeUndefined();
    expect(keys.exist()).toBe(true);
  });

  it('revokes at once, and says so in the list', () => {
    const { keys, store } = open();
    const { secret, record } = keys.create(PLAIN);
    // Another process, such as npm run keys.
    new Keys(store, readConfig({})).revoke(record.id);
    expect(keys.find(secret)).toBeUndefined();
    expect(keys.exist()).toBe(false);
    expect(keys.list()[0]?.revokedAt).not.toBeNull();
    const first = keys.list()[0]?.revokedAt;
    expect(keys.revoke(record.id).revokedAt).toBe(first);
    expect(() => keys.revoke('key_unknown')).toThrow('没有编号');
  });

  it('takes keys of the environment', () => {
    const { keys } = open({ ZHENGDA_API_KEYS: `index:${CONFIGURED}` });
    expect(keys.exist()).toBe(true);
    expect(keys.find(CONFIGURED)).toMatchObject({ role: 'index', labels: null });
    expect(keys.find(`${CONFIGURED}x`)).toBeUndefined();
    expect(keys.list()).toEqual([]);
  });

  it('orders the roles', () => {
    const roles = ['ask', 'index', 'admin'] as const;
    const may = roles.map((role) => roles.map((needed) => mayDo(role, needed)));
    expect(may).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });
});

describe('settings of keys', () => {
  it.each(['ask:short', 'root:a-key-long-enough-for-all', 'a-key-without-any-role-at-all'])(
    'refuses %s without repeating it',
    (value) => {
      let said = '';
      try {
        readConfig({ ZHENGDA_API_KEYS: value });
      } catch (error) {
        said = JSON.stringify(error instanceof Error && 'details' in error ? error.details : null);
      }
      expect(said).toContain('角色:密钥');
      expect(said).not.toContain(value.split(':').at(-1));
    },
  );

  it.each(['*', 'https://a.cn/page', 'a.cn', 'null', 'file:///x'])('refuses the origin %s', (value) => {
    expect(() => readConfig({ CORS_ORIGINS: value })).toThrow();
  });
});

describe('Sessions', () => {
  it('holds twelve hours, ends with its key, and keeps no token', () => {
    const { keys, store, clock } = open();
    const sessions = new Sessions(store, keys, () => clock.now);
    const { secret, record } = keys.create(PLAIN);
    expect(sessions.start('zd_wrong')).toBeUndefined();
    const token = sessions.start(secret)?.token ?? '';
    expect(sessions.key(token)?.id).toBe(record.id);
    expect(JSON.stringify(store.database.prepare('SELECT * FROM page_session').all())).not.toContain(token);
    clock.now = new Date('2026-11-21T19:59:59Z');
    expect(sessions.key(token)).toBeDefined();
    clock.now = new Date('2026-11-21T20:00:00Z');
    expect(sessions.key(token)).toBeUndefined();
    const next = sessions.start(secret)?.token ?? '';
    // The one that ended is gone.
    expect(store.database.prepare('SELECT count(*) AS n FROM page_session').get()).toEqual({ n: 1 });
    keys.revoke(record.id);
    expect(sessions.key(next)).toBeUndefined();
  });

  it('is over when it is ended', () => {
    const { keys, store } = open();
    const sessions = new Sessions(store, keys);
    const token = sessions.start(keys.create(PLAIN).secret)?.token ?? '';
    sessions.end(token);
    expect(sessions.key(token)).toBeUndefined();
  });
});
