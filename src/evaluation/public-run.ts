import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { STARD_FOLDS } from './folds.ts';
import { inChild } from './in-child.ts';
import type { FoundRanks } from './measures.ts';
import { readPublicSets } from './public-sets.ts';
import {
  ArticleFigures,
  LawFigures,
  measureAlone,
  measureLaws,
  measureNcp,
  measureStard,
  NcpFigures,
  SpanFigures,
} from './public-stages.ts';
import { RANKING_SYSTEMS, type RankingSystem } from './rank-items.ts';

const script = fileURLToPath(new URL('../../scripts/evaluate.ts', import.meta.url));

const data = z.string();
const cache = z.string().nullable();

/** One part of the run, as it is handed to a process of its own. */
export const Stage = z.discriminatedUnion('name', [
  z.object({ name: z.literal('stard'), data, cache, fold: z.int(), model: z.string() }),
  z.object({ name: z.literal('laws'), data, cache }),
  z.object({ name: z.literal('ncp'), data }),
  z.object({ name: z.literal('equals'), data }),
  z.object({ name: z.literal('cail'), data }),
]);
export type Stage = Readonly<z.infer<typeof Stage>>;

/** Measures one part; the figures are what JSON can hold. */
export async function runStage(
  stage: Stage,
): Promise<ArticleFigures | LawFigures | NcpFigures | SpanFigures> {
  const config = readConfig();
  if (stage.name === 'stard') {
    return measureStard(stage.fold, stage, { ...config, EMBEDDING_MODEL: stage.model });
  }
  if (stage.name === 'laws') return measureLaws(stage, config);
  const sets = readPublicSets(stage.data);
  if (stage.name === 'ncp') return measureNcp(sets.ncp, config);
  return measureAlone(sets[stage.name], config);
}

/** All that is measured. `stard` is null where there are no models for it. */
export type PublicFigures = Readonly<{
  stard: ArticleFigures | null;
  laws: LawFigures;
  ncp: NcpFigures;
  equals: SpanFigures;
  cail: SpanFigures;
}>;

export type PublicOptions = Readonly<{
  data: string;
  /** A folder of model folders `0` … `4`, each of a model trained without that fold of STARD. */
  folds: string | null;
  cache: string | null;
}>;

/** The questions of all folds, each measured with its own model, as one set. */
export function joinFolds(folds: readonly ArticleFigures[]): ArticleFigures {
  const ranks: Record<RankingSystem, readonly FoundRanks[]> = {
    lexical: [],
    dense: [],
    fused: [],
    hybrid: [],
  };
  for (const system of RANKING_SYSTEMS) ranks[system] = folds.flatMap((fold) => fold.ranks[system]);
  return { ranks, absent: folds.reduce((sum, { absent }) => sum + absent, 0) };
}

/**
 * Measures the public sets. Each part runs in a process of its own: the words that an index names go into the
 * dictionary of the whole process, so one part would change the figures of the next.
 */
export function measurePublicSets({ data, folds, cache }: PublicOptions): PublicFigures {
  const measure = <T>(figures: z.ZodType<T>, stage: Stage): T => {
    process.stderr.write(`${stage.name}${'fold' in stage ? ` ${stage.fold}` : ''} …\n`);
    return inChild(figures, script, ['--stage', JSON.stringify(stage)]);
  };
  return {
    ncp: measure(NcpFigures, { name: 'ncp', data }),
    equals: measure(SpanFigures, { name: 'equals', data }),
    cail: measure(SpanFigures, { name: 'cail', data }),
    laws: measure(LawFigures, { name: 'laws', data, cache }),
    stard:
      folds === null
        ? null
        : joinFolds(
            Array.from({ length: STARD_FOLDS }, (_, fold) =>
              measure(ArticleFigures, { name: 'stard', data, cache, fold, model: join(folds, String(fold)) }),
            ),
          ),
  };
}
