import type { AskTools } from '../answer/ask.ts';
import { CONFIDENCE_INPUTS, ConfidenceWeights } from '../evidence/confidence.ts';
import type { EvidenceFeatures } from '../evidence/schema.ts';
import { selectEvidence } from '../evidence/select.ts';
import type { DocumentSelection } from '../indexing/schema.ts';
import { parseInConversation } from '../question/follow-up.ts';
import { rankPassages } from '../retrieval/rank.ts';
import { scopeOf } from '../retrieval/scope.ts';
import { squash } from './judge.ts';
import type { EvaluationQuestion } from './question-set.ts';

/** The best evidence for one question, and whether its clause is the right one. */
export type ConfidenceSample = Readonly<{ features: EvidenceFeatures; right: boolean; weight: number }>;

/**
 * Where the fit starts and what the penalty draws it to: a term in the sentence weighs most, half as much elsewhere in
 * the clause; the wrong type of answer or place speaks strongly against.
 */
export const PRIOR: ConfidenceWeights = {
  bias: -5,
  sentence: 8,
  heading: 6.4,
  clause: 4.4,
  identity: 6.4,
  document: 2,
  similar: 4.8,
  missing: -2,
  keyMissing: -1,
  parts: 0,
  phrase: 1,
  cosine: 3,
  elsewhere: -2.5,
  typeMet: 0.5,
  typeMissed: -3,
  typeUnmistakable: -2,
};

/** A question whose document is withheld is a near miss, but other documents may restate the answer: it counts less. */
const WITHHELD_WEIGHT = 0.1;

async function sample(
  question: EvaluationQuestion,
  withheld: boolean,
  tools: AskTools,
): Promise<ConfidenceSample[]> {
  const { search, catalogue } = tools;
  const { expected } = question;
  const parsed = parseInConversation(question.question, question.history, tools);
  const scope = scopeOf(parsed, {}, tools);
  if (scope.unknownNumbers.length > 0 || parsed.topic !== null || (withheld && scope.named)) return [];
  let selection: DocumentSelection | null = scope.selection;
  if (withheld) {
    selection = new Uint8Array(search.statistics.documents);
    for (let document = 0; document < selection.length; document += 1) {
      selection[document] = Number(search.documentAt(document).fileName !== expected?.fileName);
    }
  }
  const ranking = await rankPassages(parsed, tools, { limit: 60, selection });
  const [best] = await selectEvidence(parsed, ranking, tools);
  if (best === undefined) return [];
  const { passage, features } = best;
  const found = catalogue.clause(passage.clauseId);
  const text = catalogue.text(passage.documentId) ?? '';
  const said = squash(text.slice(found?.clause.start ?? 0, found?.clause.end ?? 0));
  const right =
    !withheld &&
    expected !== null &&
    search.documentAt(passage.document).fileName === expected.fileName &&
    expected.contains.every((part) => said.includes(squash(part)));
  return [{ features, right, weight: withheld ? WITHHELD_WEIGHT : 1 }];
}

/** Samples of all questions: as they are and, where they have an answer, with its document withheld. */
export async function collectSamples(
  questions: readonly EvaluationQuestion[],
  tools: AskTools,
): Promise<ConfidenceSample[]> {
  const samples: ConfidenceSample[] = [];
  for (const question of questions) {
    samples.push(...(await sample(question, false, tools)));
    if (question.expected !== null) samples.push(...(await sample(question, true, tools)));
  }
  return samples;
}

const NAMES = ConfidenceWeights.keyType.options;

/**
 * Maximum likelihood with a Gaussian penalty `strength / 2 · (w − prior)²` on all but the bias, by gradient descent
 * with a fixed step: a few hundred samples of sixteen inputs.
 */
export function fitConfidence(
  samples: readonly ConfidenceSample[],
  strength: number,
  { steps = 20_000, step = 0.05 }: Readonly<{ steps?: number; step?: number }> = {},
): ConfidenceWeights {
  const inputs = samples.map(({ features }) => NAMES.map((name) => CONFIDENCE_INPUTS[name](features)));
  const prior = NAMES.map((name) => PRIOR[name]);
  const weights = [...prior];
  const total = samples.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (let round = 0; round < steps; round += 1) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : strength * (weight - (prior[at] ?? 0))));
    for (const [index, { right, weight }] of samples.entries()) {
      const row = inputs[index] ?? [];
      const logit = row.reduce((sum, input, at) => sum + input * (weights[at] ?? 0), 0);
      const error = weight * (1 / (1 + Math.exp(-logit)) - Number(right));
      for (const [at, input] of row.entries()) gradient[at] = (gradient[at] ?? 0) + error * input;
    }
    for (const [at, slope] of gradient.entries()) {
      weights[at] = (weights[at] ?? 0) - (step * slope) / Math.sqrt(total);
    }
  }
  const rounded = NAMES.map((name, at) => [name, Math.round((weights[at] ?? 0) * 100) / 100]);
  return ConfidenceWeights.parse(Object.fromEntries(rounded));
}
