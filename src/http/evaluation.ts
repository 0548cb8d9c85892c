import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRoute } from '@hono/zod-openapi';
import { type EvaluationRecord, readEvaluationRecord } from './evaluation-record.ts';
import { errorsOf, jsonOf } from './openapi.ts';
import type { HttpApp } from './route.ts';

/** Where `npm run evaluate -- --write` records its figures: on the five documents, and on the public sets. */
const RECORDS = ['REGRESSIONS.md', 'PUBLIC.md'].map((name) =>
  fileURLToPath(new URL(`../../test/evaluation/${name}`, import.meta.url)),
);

const route = createRoute({
  method: 'get',
  path: '/v1/evaluation',
  tags: ['运行'],
  summary: '评测记录：各题集上回答、检索、拒答的数字',
  description: '由 npm run evaluate -- --write 记下的表，随代码一起提供；没有记录时 records 为空。',
  responses: { 200: { description: '评测记录', content: jsonOf('EvaluationRecords') }, ...errorsOf() },
});

/** A record that is not there, as in an image without tests, is passed over. */
function readRecord(path: string): EvaluationRecord[] {
  try {
    return [readEvaluationRecord(readFileSync(path, 'utf8'))];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export function addEvaluationRoute(app: HttpApp): void {
  app.openAPIRegistry.registerPath(route);
  app.get(route.getRoutingPath(), (c) => c.json({ records: RECORDS.flatMap(readRecord) }, 200));
}
