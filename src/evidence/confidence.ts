import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { EvidenceFeatures } from './schema.ts';

/**
 * The inputs of the model, by name. Types of answer are three switches: met, missed, and missed where nothing else
 * could be meant.
 */
export const CONFIDENCE_INPUTS = {
  bias: () => 1,
  sentence: ({ sentence }) => sentence,
  heading: ({ heading }) => heading,
  clause: ({ clause }) => clause,
  identity: ({ identity }) => identity,
  document: ({ document }) => document,
  similar: ({ similar }) => similar,
  missing: ({ missing }) => missing,
  keyMissing: ({ keyMissing }) => keyMissing,
  parts: ({ parts }) => parts,
  phrase: ({ phrase }) => phrase,
  cosine: ({ cosine }) => cosine,
  elsewhere: ({ elsewhere }) => Number(elsewhere),
  typeMet: ({ type }) => Number(type > 0),
  typeMissed: ({ type }) => Number(type < 0),
  typeUnmistakable: ({ type }) => Number(type < -1),
} as const satisfies Readonly<Record<string, (features: EvidenceFeatures) => number>>;

const NAMES = z.enum([
  'bias',
  'sentence',
  'heading',
  'clause',
  'identity',
  'document',
  'similar',
  'missing',
  'keyMissing',
  'parts',
  'phrase',
  'cosine',
  'elsewhere',
  'typeMet',
  'typeMissed',
  'typeUnmistakable',
]);
export const ConfidenceWeights = z.record(NAMES, z.number());
export type ConfidenceWeights = Readonly<z.infer<typeof ConfidenceWeights>>;

/** Written by scripts/fit-confidence.ts. */
export const CONFIDENCE_FILE = new URL('confidence.json', import.meta.url);
const weights: ConfidenceWeights = ConfidenceWeights.parse(JSON.parse(readFileSync(CONFIDENCE_FILE, 'utf8')));

/** Logistic model of “this evidence answers the question”: 0 … 1. Refusal is a threshold on it. */
export function confidenceOf(features: EvidenceFeatures): number {
  let logit = 0;
  for (const name of NAMES.options) logit += weights[name] * CONFIDENCE_INPUTS[name](features);
  return 1 / (1 + Math.exp(-logit));
}

export const ANSWER_THRESHOLD = 0.5;
