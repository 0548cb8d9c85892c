import type { Question } from '../question/schema.ts';
import { Network } from '../retrieval/network.ts';
import { normalise } from '../text/normalise.ts';
import type { Span } from '../text/schema.ts';
import { inquire } from './coverage.ts';
import type { Evidence } from './schema.ts';
import type { EvidenceTools } from './select.ts';
import { SPAN_FEATURES, SpanReader } from './span-features.ts';
import { candidateRuns, readSurroundings, spanOf } from './spans.ts';

/** Written by scripts/train-ranking. */
const WEIGHTS_FILE = new URL('span.json', import.meta.url);

export const openSpanNetwork = (): Network => Network.read(WEIGHTS_FILE, SPAN_FEATURES);

/** How many pieces of evidence are looked at for what to quote. */
const TRIED = 3;

/** A run of words that might be quoted, with what the network sees of it. */
export type SpanCandidate = Readonly<{ evidence: Evidence; span: Span; row: readonly number[] }>;

/** All that might be quoted of the first pieces of evidence, the best evidence first. */
export function spanCandidates(
  question: Question,
  evidence: readonly Evidence[],
  tools: EvidenceTools,
): SpanCandidate[] {
  const best = evidence[0]?.score ?? 0;
  const { importance } = inquire(question, tools);
  return evidence.slice(0, TRIED).flatMap((one, rank) => {
    const around = readSurroundings(one, tools);
    const reader = new SpanReader(question, around, one, { behind: one.score - best, rank }, importance);
    return candidateRuns(around).map((run) => ({
      evidence: one,
      span: spanOf(around, run),
      row: reader.row(run),
    }));
  });
}

/** Fewer characters beyond the question's own, and a quote only repeats it (坚持“第一议题”制度。). */
const LEAST_NEWS = 4;

function saysMore(question: Question, text: string): boolean {
  if (question.answerType === 'yes_no') return true;
  const said = new Set(question.normalised);
  let news = 0;
  for (const letter of normalise(text).text) if (!said.has(letter) && /[\p{L}\p{N}]/u.test(letter)) news += 1;
  return news >= LEAST_NEWS || /\d/u.test(text);
}

/** What to quote: the best candidate by the span network, ties by order; undefined where none says more than the question. */
export function chooseSpan(
  question: Question,
  evidence: readonly Evidence[],
  tools: EvidenceTools,
): (SpanCandidate & Readonly<{ score: number }>) | undefined {
  const candidates = spanCandidates(question, evidence, tools);
  const scores = tools.spanNetwork.scoresOf(candidates.map(({ row }) => row));
  let best: (SpanCandidate & { score: number }) | undefined;
  for (const [at, candidate] of candidates.entries()) {
    const score = scores[at] ?? 0;
    if (best !== undefined && score <= best.score) continue;
    const text = tools.catalogue.text(candidate.evidence.passage.documentId) ?? '';
    if (saysMore(question, text.slice(candidate.span.start, candidate.span.end))) {
      best = { ...candidate, score };
    }
  }
  return best;
}
