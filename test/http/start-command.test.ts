import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer } from '../../src/answer/schema.ts';
import { listen } from '../../src/http/listen.ts';
import { DocumentDetail, DocumentList } from '../../src/http/schema.ts';
import { startService } from '../../src/http/start-command.ts';
import { bodyOf, testApp } from './requests.ts';

let folder: string;
let environment: Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhengda-start-'));
  environment = { PORT: '0', ZHENGDA_INDEX: join(folder, 'index') };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(settings: Record<string, string>) {
  const lines: string[] = [];
  const errors: string[] = [];
  const service = await startService(settings, {
    out: (line) => lines.push(line),
    error: (line) => errors.push(line),
    log: { write: () => {} },
  });
  return { service, said: lines.join('\n'), complained: errors.join('\n') };
}

describe('npm start', () => {
  it('builds the index from the corpus where there is none, and answers from the real documents', async () => {
    const { service, said, complained } = await start(environment);
    try {
      expect(complained).toBe('');
      expect(said).toContain('还没有索引');
      expect(said).toContain('赣府发〔2022〕16号');
      expect(said).toContain(`${service?.url}/docs`);
      expect(said).toContain('企业诉求办结时限是多少');

      const response = await fetch(`${service?.url}/v1/ask`, {
        method: 'POST',
        body: '{"question":"企业诉求办结时限是多少"}',
      });
      const { status, citations } = await bodyOf(response, Answer);
      expect(status).toBe('answered');
      const [citation] = citations;
      expect(citation?.document.documentNumber).toBe('赣府发〔2022〕16号');
      expect(citation?.clause.label).toBe('三、（四）12.');
      // From the document, 三、（四）12.: the blanks are its own.
      expect(citation?.quote).toContain('一般问题 5 个工作日办结、疑难问题 10 个工作日回复');
      const text = await (await fetch(`${service?.url}/v1/documents/${citation?.document.id}/text`)).text();
      expect(text.slice(citation?.start, citation?.end)).toBe(citation?.quote);

      const list = await bodyOf(await fetch(`${service?.url}/v1/documents`), DocumentList);
      expect(list.documents).toHaveLength(5);
      const zone = list.documents.find(({ documentNumber }) => documentNumber === '宜区管发〔2022〕1号');
      const detail = await bodyOf(await fetch(`${service?.url}/v1/documents/${zone?.id}`), DocumentDetail);
      const named = (number: string) =>
        detail.relations.find(({ documentNumber }) => documentNumber === number);
      expect(named('赣府发〔2022〕16号')).toMatchObject({
        relation: 'basis',
        document: { id: citation?.document.id },
      });
      expect(named('宜府发〔2022〕20号')).toMatchObject({ relation: 'basis', document: null });
    } finally {
      await service?.stop();
    }
  });

  it('does not start where others can reach it before there is a key', async () => {
    const { service, complained } = await start({ ...environment, HOST: '0.0.0.0' });
    await service?.stop();
    expect(service).toBeNull();
    expect(complained).toContain('npm run keys');
    expect(complained).toContain('ZHENGDA_OPEN=1');
  });

  it('starts where others can reach it when there is a key, and asks for it', async () => {
    const key = 'a-key-of-the-environment';
    const { service, complained } = await start({
      ...environment,
      HOST: '0.0.0.0',
      ZHENGDA_API_KEYS: `ask:${key}`,
    });
    try {
      expect(complained).toBe('');
      const list = (headers: Record<string, string>) => fetch(`${service?.url}/v1/documents`, { headers });
      expect((await list({})).status).toBe(401);
      expect((await list({ 'X-API-Key': key })).status).toBe(200);
    } finally {
      await service?.stop();
    }
  });

  it('takes the index that is there, and warns where all may ask', async () => {
    const { service, said, complained } = await start({
      ...environment,
      HOST: '0.0.0.0',
      ZHENGDA_OPEN: '1',
    });
    await service?.stop();
    expect(said).not.toContain('还没有索引');
    expect(said).toContain('5 份文件');
    expect(complained).toContain('没有密钥也可以提问');
  });

  it('does not start on a taken port, and says so', async () => {
    const other = await listen(testApp().app, { host: '127.0.0.1', port: 0 });
    const { service, complained } = await start({ ...environment, PORT: new URL(other.url).port });
    await other.stop();
    expect(service).toBeNull();
    expect(complained).toContain('已被占用');
  });

  it('does not start with settings that make no sense, and names them', async () => {
    const { service, complained } = await start({ ...environment, PORT: 'eighty' });
    expect(service).toBeNull();
    expect(complained).toContain('configuration_invalid');
    expect(complained).toContain('PORT');
  });

  it('does not start on a model that is none', async () => {
    const model = join(folder, 'model');
    const { service, complained } = await start({ ...environment, EMBEDDING_MODEL: model });
    expect(service).toBeNull();
    expect(complained).toContain('model_invalid');
  });

  it('does not start on a damaged index, and does not overwrite it', async () => {
    const damaged = join(folder, 'damaged');
    const whole = await start({ ...environment, ZHENGDA_INDEX: damaged });
    await whole.service?.stop();
    writeFileSync(join(damaged, 'manifest.json'), '{"broken":');
    const { service, complained, said } = await start({ ...environment, ZHENGDA_INDEX: damaged });
    expect(service).toBeNull();
    expect(complained).toMatch(/index_(damaged|incompatible)/);
    expect(said).toBe('');
  });
});
