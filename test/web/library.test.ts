import { expect, it } from 'vitest';
import { JobDetail } from '../../src/http/upload-schema.ts';
import type { Job, JobFile } from '../../src/service/job-schema.ts';
import { PROVINCE_ID } from '../http/fake-knowledge.ts';
import { describeInChromium, textOf } from './chromium.ts';

const PROVINCE = '江西省人民政府关于新形势下进一步推进“五型”政府建设走深走实的意见';
const ZONE = '宜春经济技术开发区管理委员会关于新形势下进一步推进“五型”政府建设走深走实的实施意见';

const job = (part: Partial<Job>): Job => ({
  id: 'job_1',
  kind: 'upload',
  state: 'running',
  documentId: null,
  by: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  phase: 'read',
  done: 0,
  total: 2,
  message: null,
  error: null,
  counts: {},
  indexVersion: null,
  ...part,
});

const file = (part: Partial<JobFile> & Pick<JobFile, 'file'>): JobFile => ({
  state: 'queued',
  sizeBytes: null,
  documentId: null,
  format: null,
  title: null,
  documentNumber: null,
  issuer: null,
  issuedOn: null,
  clauses: null,
  passages: null,
  sameAs: null,
  reason: null,
  ...part,
});

describeInChromium('the list of documents', (open) => {
  it('lists all, and narrows down as one types', async () => {
    const { page, problems } = await open('/documents');
    expect(await textOf(page, '#document-list h2')).toEqual([PROVINCE, ZONE]);
    expect(await textOf(page, '#library-status')).toEqual(['共 2 份']);
    await page.locator('#query').fill('宜区管发');
    await page.getByText('共 1 份').waitFor();
    expect(await textOf(page, '#document-list h2')).toEqual([ZONE]);
    expect(page.url()).toContain(`query=${encodeURIComponent('宜区管发')}`);
    await page.locator('#query').fill('没有的文件');
    await page.getByText('没有与“没有的文件”相符的文件').waitFor();
    expect(await page.locator('#document-list li').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('takes the search from the address and leads to a document', async () => {
    const { page } = await open(`/documents?query=${encodeURIComponent('赣府发')}`);
    expect(await page.locator('#query').inputValue()).toBe('赣府发');
    await page.getByRole('link', { name: new RegExp(PROVINCE) }).click();
    await page.locator('#text p').first().waitFor();
    expect(await page.title()).toContain(PROVINCE);
  });

  it('narrows down by what documents are, and keeps that in the address', async () => {
    const { page, requests } = await open('/documents');
    await page.getByText('筛选').click();
    await page.getByLabel('发文机关', { exact: true }).fill('江西省人民政府');
    await page.getByLabel('发文机关', { exact: true }).press('Tab');
    await page.getByText('共 1 份').waitFor();
    expect(await textOf(page, '#document-list h2')).toEqual([PROVINCE]);
    expect(page.url()).toContain(`issuer=${encodeURIComponent('江西省人民政府')}`);
    await page.getByLabel('效力').selectOption('repealed');
    await page.getByText('没有符合筛选条件的文件').waitFor();
    expect(requests.filter((url) => url.includes('status=repealed')).length).toBeGreaterThan(0);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByText('共 2 份').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('uploads files, with the state of each and why one failed', async () => {
    const { page, problems } = await open('/documents');
    let sent = '';
    await page.route('**/v1/documents', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      sent = route.request().postDataBuffer()?.toString('utf8') ?? '';
      return route.fulfill({ status: 202, json: { job: { id: 'job_1', state: 'queued' } } });
    });
    const failed = file({
      file: '扫描.pdf',
      state: 'failed',
      reason: { code: 'scanned_file', message: '是扫描件，没有文字层' },
    });
    const added = file({
      file: '通知.docx',
      state: 'added',
      documentId: PROVINCE_ID,
      title: '关于某事的通知',
    });
    const queued = [file({ file: '通知.docx' }), file({ file: '扫描.pdf' })];
    const over = job({ state: 'done', counts: { added: 1, failed: 1 } });
    let looked = 0;
    await page.route('**/v1/jobs/job_1', (route) => {
      looked += 1;
      const detail = looked === 1 ? { job: job({}), files: queued } : { job: over, files: [added, failed] };
      return route.fulfill({ json: JobDetail.parse({ ...detail, nextCursor: null }) });
    });
    await page.route('**/v1/jobs/job_1/events', (route) =>
      route.fulfill({
        headers: { 'Content-Type': 'text/event-stream' },
        body: `event: file\ndata: ${JSON.stringify(added)}\n\nevent: done\ndata: ${JSON.stringify(over)}\n\n`,
      }),
    );
    await page.locator('#upload-files').setInputFiles([
      { name: '通知.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('甲') },
      { name: '扫描.pdf', mimeType: 'application/pdf', buffer: Buffer.from('乙') },
    ]);
    await page.getByText('完成：新入库 1 份，失败 1 个').waitFor();
    expect(sent).toContain('filename="通知.docx"');
    expect(sent).toContain('filename="扫描.pdf"');
    // Failures first, with the reason.
    expect(await textOf(page, '.job-file')).toEqual([
      '扫描.pdf未能入库是扫描件，没有文字层',
      '关于某事的通知 通知.docx已入库',
    ]);
    await page.getByRole('button', { name: '收起' }).click();
    expect(await page.locator('.job').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('says why nothing was taken', async () => {
    const { page } = await open('/documents');
    await page.route('**/v1/documents', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 413,
            json: { error: { code: 'payload_too_large', message: '文件太大', details: [] } },
          })
        : route.fallback(),
    );
    await page
      .locator('#upload-files')
      .setInputFiles([{ name: '大.zip', mimeType: 'application/zip', buffer: Buffer.from('丙') }]);
    await page.getByText('文件太大').waitFor();
    expect(await page.getByRole('button', { name: '选择文件' }).isVisible()).toBe(true);
  });

  it('withdraws a document, after asking once more', async () => {
    const { page } = await open('/documents');
    const withdrawn: string[] = [];
    await page.route('**/v1/documents/*', (route) => {
      withdrawn.push(`${route.request().method()} ${new URL(route.request().url()).pathname}`);
      return route.fulfill({ status: 202, json: { job: { id: 'job_2', state: 'queued' } } });
    });
    const over = job({ id: 'job_2', kind: 'withdraw', state: 'done', counts: { withdrawn: 1 } });
    await page.route('**/v1/jobs/job_2', (route) =>
      route.fulfill({ json: JobDetail.parse({ job: over, files: [], nextCursor: null }) }),
    );
    await page.getByRole('button', { name: `撤下：${PROVINCE}` }).click();
    await page.getByRole('button', { name: '不撤' }).click();
    expect(withdrawn).toEqual([]);
    await page.getByRole('button', { name: `撤下：${PROVINCE}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '撤下', exact: true }).click();
    await page.getByText('已撤下').waitFor();
    expect(withdrawn).toEqual([`DELETE /v1/documents/${PROVINCE_ID}`]);
  });

  it('offers no changes to whoever may only ask', async () => {
    const { page, base } = await open('/documents');
    await page.route('**/v1/session', (route) =>
      route.fulfill({ json: { key: { name: '前台', role: 'ask', labels: null } } }),
    );
    await page.goto(`${base}/documents?query=${encodeURIComponent('五型')}`);
    await page.getByText('共 2 份').waitFor();
    await page.getByText('当前身份：前台（提问）').waitFor();
    expect(await page.locator('.upload').count()).toBe(0);
    expect(await page.getByRole('button', { name: /撤下/ }).count()).toBe(0);
  });
});
