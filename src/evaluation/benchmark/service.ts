import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openKnowledge } from '../../answer/knowledge.ts';
import { readConfig } from '../../config.ts';
import { buildIndex } from '../../indexing/ingest.ts';
import { TYPESCRIPT_LOADER } from '../../typescript-loader.ts';
import { readJsonLines } from '../json-lines.ts';
import { LoadFigures, load, startScript } from './load.ts';
import { differentQuestions } from './questions.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const QUESTIONS = 200;
const SECONDS = 10;
const BATCH_FILES = 1000;

/** `computed`: every answer made anew; `kept`: as the service does by default; `empty`: the framework alone. */
export const ServiceFigures = z.object({
  empty: LoadFigures,
  computed: LoadFigures,
  kept: LoadFigures,
  /** Null where there are no files to index. */
  indexing: z.object({ files: z.number(), load: LoadFigures }).nullable(),
});
export type ServiceFigures = Readonly<z.infer<typeof ServiceFigures>>;

const QuestionLine = z.object({ question: z.string().optional() });

/** Questions of the question sets, and of the headings of the documents that are indexed. */
async function collectQuestions(index: string): Promise<readonly string[]> {
  const folder = join(root, 'test/evaluation');
  const given = readdirSync(folder)
    .filter((name) => /^questions-.*\.jsonl$/u.test(name))
    .sort()
    .flatMap((name) => readJsonLines(join(folder, name), QuestionLine))
    .flatMap(({ question }) => question ?? []);
  const knowledge = await openKnowledge({ ...readConfig(), ZHENGDA_INDEX: index });
  try {
    const { documents } = knowledge.catalogue.documents({ limit: 200 });
    const clauses = documents.flatMap(({ id }) => knowledge.catalogue.clauses(id) ?? []);
    return differentQuestions(given, clauses, QUESTIONS);
  } finally {
    knowledge.close();
  }
}

/** Each question once, as a service that has been running for a while has heard them. */
async function askEach(url: string, questions: readonly string[]): Promise<void> {
  for (const question of questions) {
    const response = await fetch(`${url}/v1/ask`, { method: 'POST', body: JSON.stringify({ question }) });
    if (!response.ok) throw new Error(`${response.status} for ${question}`);
    await response.arrayBuffer();
  }
}

async function loadScript(
  script: string,
  environment: Readonly<Record<string, string>>,
  questions: readonly string[],
): Promise<LoadFigures> {
  const { url, stop } = await startScript(join(root, script), environment);
  try {
    await askEach(url, questions);
    return await load(url, questions, SECONDS);
  } finally {
    await stop();
  }
}

/** Files of a folder and its folders, in the order of their names, at most `count`. */
function filesOf(folder: string, count: number): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, count);
}

/** Indexes in a process of its own that lets others go first, as a job of the service does. */
function ingestFiles(index: string, files: readonly string[]): Promise<void> {
  const script = join(root, 'scripts/ingest.ts');
  const args = [
    process.execPath,
    '--import',
    TYPESCRIPT_LOADER,
    script,
    '--json',
    '--workers',
    '1',
    '--index',
    index,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '19', ...args, ...files], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`ingest ended with ${code}`))));
  });
}

async function loadWhileIndexing(
  index: string,
  environment: Readonly<Record<string, string>>,
  questions: readonly string[],
  files: readonly string[],
): Promise<LoadFigures> {
  const { url, stop } = await startScript(join(root, 'scripts/start.ts'), environment);
  try {
    await askEach(url, questions);
    return await load(url, questions, ingestFiles(index, files));
  } finally {
    await stop();
  }
}

/**
 * How many answers a second the service gives over HTTP on the five documents of `corpus/`: 32 connections, 200
 * different questions, beside what an empty route of the same framework does on the same machine; and while files of
 * `batch` are being indexed. The load is made by this process, on the same machine.
 */
export async function serviceStage(index: string, batch: string): Promise<ServiceFigures> {
  await buildIndex({ ...readConfig(), ZHENGDA_INDEX: index }, [join(root, 'corpus')]);
  const questions = await collectQuestions(index);
  const start = 'scripts/start.ts';
  const environment = { PORT: '0', HOST: '127.0.0.1', ZHENGDA_INDEX: index };
  const empty = await loadScript('src/evaluation/benchmark/empty-service.ts', {}, questions);
  const kept = await loadScript(start, environment, questions);
  const computed = await loadScript(start, { ...environment, ANSWER_CACHE_MB: '0' }, questions);
  const files = batch === '' ? [] : filesOf(batch, BATCH_FILES);
  const indexing =
    files.length === 0
      ? null
      : { files: files.length, load: await loadWhileIndexing(index, environment, questions, files) };
  return { empty, computed, kept, indexing };
}
