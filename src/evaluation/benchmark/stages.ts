import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openKnowledge } from '../../answer/knowledge.ts';
import { readConfig } from '../../config.ts';
import { buildIndex } from '../../indexing/ingest.ts';
import { readJsonLines } from '../json-lines.ts';
import { Latency, latency } from '../measures.ts';
import { watchMemory } from '../resident-memory.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const IngestFigures = z.object({
  files: z.number(),
  failed: z.number(),
  passages: z.number(),
  seconds: z.number(),
  peakBytes: z.number(),
});
export const SearchFigures = z.object({ openMs: z.number(), peakBytes: z.number(), search: Latency });
export const AskFigures = z.object({ ask: Latency });

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

const readQuestions = (path: string): string[] =>
  readJsonLines(path, QuestionLine).flatMap(({ question }) => question ?? []);

/** Indexes a folder into an empty index. */
export async function ingestStage(index: string, folder: string): Promise<z.infer<typeof IngestFigures>> {
  const started = performance.now();
  const peakOf = watchMemory();
  const { files, statistics } = await buildIndex({ ...readConfig(), ZHENGDA_INDEX: index }, [folder]);
  return {
    files: files.length,
    failed: files.filter((file) => file.state === 'failed').length,
    passages: statistics.passages,
    seconds: (performance.now() - started) / 1000,
    peakBytes: peakOf(),
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
