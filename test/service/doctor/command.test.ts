import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../../src/config.ts';
import { buildIndex } from '../../../src/indexing/ingest.ts';
import { runDoctor } from '../../../src/service/doctor/command.ts';

const Report = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({ name: z.string(), ok: z.boolean(), found: z.string(), advice: z.string().nullable() }),
  ),
});

let folder: string;
let index: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhengda-doctor-'));
  index = join(folder, 'index');
  const document = join(folder, 'notice.txt');
  writeFileSync(
    document,
    '关于开展检查的通知\n\n各单位：\n\n一、检查时间。检查在五月进行。\n\n2026年3月1日\n',
  );
  await buildIndex({ ...readConfig({}), ZHENGDA_INDEX: index }, [document], { pool: { workers: 1 } });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function doctor(args: readonly string[], settings: Record<string, string> = {}) {
  let said = '';
  let complained = '';
  const code = await runDoctor(
    args,
    { ZHENGDA_INDEX: index, PORT: '0', ...settings },
    { out: (text) => (said += text), error: (text) => (complained += text) },
  );
  return { code, said, complained };
}

describe('npm run doctor', () => {
  it('finds a good installation good, and proves that it connects to nothing', async () => {
    const { code, said } = await doctor([]);
    expect(said).not.toContain('✗');
    expect(said).toContain('✓ 不联网：');
    expect(said).toContain('1 份文件');
    expect(said).toContain('一切正常');
    expect(code).toBe(0);
  }, 240_000);

  it('stops at settings that cannot be read, as JSON too', async () => {
    const { code, said } = await doctor(['--json'], { PORT: 'eighty' });
    const { ok, checks } = Report.parse(JSON.parse(said));
    expect(code).toBe(1);
    expect(ok).toBe(false);
    expect(checks.at(-1)).toMatchObject({ name: '设置', ok: false, found: expect.stringContaining('PORT') });
    expect(checks.at(-1)?.advice).not.toBeNull();
  });

  it('says how it is used, and does not take options that it does not know', async () => {
    expect(await doctor(['--help'])).toMatchObject({ code: 0, said: expect.stringContaining('--json') });
    expect(await doctor(['--jsn'])).toMatchObject({
      code: 1,
      said: '',
      complained: expect.stringContaining('--jsn'),
    });
  });
});
