import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openKnowledge } from '../../answer/knowledge.ts';
import { readConfig } from '../../config.ts';
import { buildIndex } from '../../indexing/ingest.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Median and 99th percentile, in milliseconds. */
export const Latency = z.object({ count: z.number(), medianMs: z.number(), p99Ms: z.number() });
export type Latency = Readonly<z.infer<typeof Latency>>;

export const IngestFigures = z.object({
  files: z.number(),
  failed: z.number(),
  passages: z.number(),
  seconds: z.number(),
  peakBytes: z.number(),
});
export const SearchFigures = z.object({ openMs: z.number(), peakBytes: z.number(), search: Latency });
export const AskFigures = z.object({ ask: Latency });

/** Nearest-rank percentiles: the smallest value that at least that share of all values does not exceed. */
export function latency(values: readonly number[]): Latency {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { count: sorted.length, medianMs: at(0.5), p99Ms: at(0.99) };
}

const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

/** Every question once to warm up, then once to be measured. */
async function measure(
  questions: readonly string[],
  ask: (question: string) => Promise<unknown>,
): Promise<Latency> {
  for (const question of questions) await ask(question);
  const times: number[] = [];
  for (const question of questions) {
    const started = performance.now();
    await ask(question);
    times.push(performance.now() - started);
  }
  return latency(times);
}

/** Conversations, which have no single question, are left aside. */
const QuestionLine = z.object({ question: z.string().optional() });

function readQuestions(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => QuestionLine.parse(JSON.parse(line)).question ?? []);
}

/** Indexes a folder into an empty index. */
export async function ingestStage(index: string, folder: string): Promise<z.infer<typeof IngestFigures>> {
  const started = performance.now();
  const { files, statistics } = await buildIndex({ ...readConfig(), ZHENGDA_INDEX: index }, [folder]);
  return {
    files: files.length,
    failed: files.filter((file) => file.state === 'failed').length,
    passages: statistics.passages,
    seconds: (performance.now() - started) / 1000,
    peakBytes: peakBytes(),
  };
}

/** Opens an index and sends it questions through all that `POST /v1/search` does but the HTTP. */
export async function searchStage(index: string, questions: string): Promise<z.infer<typeof SearchFigures>> {
  const config = { ...readConfig(), ZHENGDA_INDEX: index };
  // Opened once before, so that dictionary, model and the file cache are warm and only the index is measured.
  (await openKnowledge(config)).close();
  const started = performance.now();
  const knowledge = await openKnowledge(config);
  const openMs = performance.now() - started;
  const search = await measure(readQuestions(questions), (query) =>
    knowledge.search({ query, topK: 10, mode: 'hybrid' }),
  );
  knowledge.close();
  return { openMs, peakBytes: peakBytes(), search };
}

/** Asks the development questions of the five documents of `corpus/`. */
export async function askStage(index: string): Promise<z.infer<typeof AskFigures>> {
  const config = { ...readConfig(), ZHENGDA_INDEX: index };
  await buildIndex(config, [`${root}/corpus`]);
  const knowledge = await openKnowledge(config);
  const questions = readQuestions(`${root}/test/evaluation/questions-dev.jsonl`);
  const ask = await measure(questions, (question) => knowledge.ask({ question, topK: 5 }));
  knowledge.close();
  return { ask };
}
