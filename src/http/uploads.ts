import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Knowledge } from '../answer/schema.ts';
import { AppError } from '../errors.ts';
import { MAXIMUM_FILE_BYTES } from '../indexing/incoming-files.ts';
import { IdempotencyKeys } from '../service/idempotency.ts';
import { newJobId } from '../service/job-store.ts';
import type { Service } from '../service/service.ts';
import { type ReceivedUpload, receiveUpload } from '../service/uploads.ts';
import { boundaryOf, readMultipart } from './multipart.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import { contextOf, type HttpApp, type HttpEnv } from './route.ts';
import type { JobAccepted } from './upload-schema.ts';

const uploadRoute = createRoute({
  method: 'post',
  path: '/v1/documents',
  tags: ['文件'],
  summary: '上传文件入库',
  description:
    '一个或多个文件，字段名不限；.zip 里的文件各算一份。文件名相同的再次上传即为替换。收下后排队入库，用 GET /v1/jobs/{id} 看每个文件的结果。带 Idempotency-Key 重试，24 小时内得到同一个任务。',
  parameters: [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 255 },
      description: '重试时不重复入库',
    },
  ],
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['file'],
            properties: {
              file: { type: 'array', items: { type: 'string', format: 'binary' } },
              replace: { type: 'string', description: '要替换的文件的编号；只能同时上传一个文件' },
            },
          },
        },
      },
    },
  },
  responses: {
    202: { description: '已收下', content: jsonOf('JobAccepted') },
    ...errorsOf(
      [400, '没有文件，或请求不合要求（invalid_request）'],
      [404, '没有要替换的文件（not_found）'],
      [409, 'Idempotency-Key 已用于另一次上传（conflict）'],
      [413, '文件太多或太大（payload_too_large）'],
      [507, '存不下来（storage_failed）'],
    ),
  },
});

const withdrawRoute = createRoute({
  method: 'delete',
  path: '/v1/documents/{id}',
  tags: ['文件'],
  summary: '撤下一份文件',
  description: '排队撤下，此后不再用来回答；凭编号仍可读它的正文，已有的引文因此仍可核对。',
  request: { params: z.object({ id: z.string() }) },
  responses: {
    202: { description: '已排队', content: jsonOf('JobAccepted') },
    204: { description: '早已撤下' },
    ...errorsOf([404, '没有这份文件（not_found）']),
  },
});

/** The path that takes files: not held to the limits of a JSON body. */
export const takesFiles = (c: Context): boolean =>
  c.req.method === 'POST' && c.req.path === uploadRoute.getRoutingPath();

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/u;

function idempotencyKey(c: Context): string | undefined {
  const key = c.req.header('Idempotency-Key');
  if (key === undefined || IDEMPOTENCY_KEY.test(key)) return key;
  throw new AppError(
    'invalid_request',
    'Idempotency-Key 应为 1 到 255 个可见的 ASCII 字符，中间没有空格，如 UUID',
  );
}

/** The document that the upload takes the place of. Throws `invalid_request` and `not_found`. */
function replacedBy({ fields, files }: ReceivedUpload, knowledge: Knowledge): string | null {
  for (const field of fields.keys()) {
    if (field !== 'replace') {
      throw new AppError(
        'invalid_request',
        `没有 ${field} 这个字段，除文件外只有 replace（要替换的文件的编号）`,
      );
    }
  }
  const id = fields.get('replace') ?? '';
  if (id === '') return null;
  const [only, ...others] = files;
  if (only === undefined || others.length > 0 || /\.zip$/iu.test(only.file)) {
    throw new AppError(
      'invalid_request',
      `replace 是用一个文件替换一份文件，收到的是${others.length > 0 ? ` ${files.length} 个文件` : '压缩包'}。请逐个替换，或不带 replace 上传`,
    );
  }
  if (knowledge.catalogue.isCurrent(id)) return id;
  throw new AppError(
    'not_found',
    `没有编号为“${id}”的文件可以替换。请用 GET /v1/documents 查看，或不带 replace 上传`,
  );
}

export function addUploadRoutes(app: HttpApp, service: Service): void {
  const { config, jobs, knowledge } = service;
  const keys = new IdempotencyKeys(service.store);
  const limits = {
    files: config.UPLOAD_MAX_FILES,
    fileBytes: MAXIMUM_FILE_BYTES,
    totalBytes: config.UPLOAD_MAX_MB * 2 ** 20,
  };

  /** Makes a job of what has come, or finds the one that the same request led to before. */
  const submit = async (c: Context<HttpEnv>, received: ReceivedUpload): Promise<JobAccepted['job']> => {
    const given = idempotencyKey(c);
    const owner = c.get('key')?.id ?? '';
    const replace = replacedBy(received, knowledge(contextOf(c)));
    const earlier = given === undefined ? undefined : keys.find(owner, given, received.fingerprint);
    const known = earlier === undefined ? undefined : jobs.jobs.get(earlier);
    if (known !== undefined) {
      await received.discard();
      return { id: known.id, state: known.state };
    }
    const id = newJobId();
    if (given !== undefined) keys.remember(owner, given, received.fingerprint, id);
    await received.keepFor(id);
    const by = c.get('key')?.name ?? null;
    const job = jobs.submitUpload({ id, kind: 'upload', documentId: replace, by, files: received.files });
    return { id: job.id, state: job.state };
  };

  app.openAPIRegistry.registerPath(uploadRoute);
  app.post(uploadRoute.getRoutingPath(), async (c) => {
    const boundary = boundaryOf(c.req.header('Content-Type'));
    const { body } = c.req.raw;
    if (body === null) throw new AppError('invalid_request', '请求体是空的，应为 multipart/form-data');
    const received = await receiveUpload(readMultipart(body, boundary), config.ZHENGDA_INDEX, limits);
    try {
      const accepted: JobAccepted = { job: await submit(c, received) };
      c.header('Location', `/v1/jobs/${accepted.job.id}`);
      return c.json(accepted, 202);
    } catch (error) {
      await received.discard();
      throw error;
    }
  });

  app.openAPIRegistry.registerPath(withdrawRoute);
  app.delete(withdrawRoute.getRoutingPath(), (c) => {
    const id = c.req.param('id');
    const { catalogue } = knowledge(contextOf(c));
    const document = catalogue.document(id);
    if (document === undefined) {
      throw new AppError('not_found', `没有编号为“${id}”的文件，请用 GET /v1/documents 查看已入库的文件`);
    }
    if (!catalogue.isCurrent(id)) return c.body(null, 204);
    const job = jobs.submitWithdrawal(document, c.get('key')?.name ?? null);
    const accepted: JobAccepted = { job: { id: job.id, state: job.state } };
    c.header('Location', `/v1/jobs/${job.id}`);
    return c.json(accepted, 202);
  });
}
