import { join } from 'node:path';
import { z } from 'zod';
import { type AskTools, ask } from '../answer/ask.ts';
import type { Config } from '../config.ts';
import { articlesByAddress, readArticles } from './articles.ts';
import { askSpans, SpanOutcome } from './ask-spans.ts';
import { openLawIndex } from './law-index.ts';
import { Latency, latency } from './measures.ts';
import { nearlyIdentical } from './near-identical.ts';
import { openTexts } from './open-texts.ts';
import { type EqualsQuestion, readPublicSets, type SpanQuestion, type StardQuestion } from './public-sets.ts';
import { mergeOverlapping, type RankingQuestion, rankQuestions, SystemRanks } from './rank-items.ts';

/** `absent`: questions left out because none of their right articles is in the index. */
export const ArticleFigures = z.object({ ranks: SystemRanks, absent: z.number() });
export type ArticleFigures = Readonly<{ ranks: SystemRanks; absent: number }>;

export const LawFigures = ArticleFigures.extend({
  documents: z.number(),
  passages: z.number(),
  latency: Latency,
});
export type LawFigures = ArticleFigures & Readonly<{ documents: number; passages: number; latency: Latency }>;

export const SpanFigures = z.object({ outcomes: z.array(SpanOutcome) });
export type SpanFigures = Readonly<{ outcomes: readonly SpanOutcome[] }>;

export const NcpFigures = SpanFigures.extend({ ranks: SystemRanks });
export type NcpFigures = SpanFigures & Readonly<{ ranks: SystemRanks }>;

/** Where the data is, and where indexes of the laws are kept (null: nowhere). */
export type PublicData = Readonly<{ data: string; cache: string | null }>;

const lawsOf = (data: string): string => join(data, 'train/laws');

/** Questions with the sets of articles that are right for them; those without any in the index are left out. */
async function rankArticles(
  questions: readonly Readonly<{ question: string; right: readonly (readonly number[])[] }>[],
  ofPassage: Uint32Array,
  tools: AskTools,
): Promise<ArticleFigures> {
  const present: RankingQuestion[] = [];
  for (const { question, right } of questions) {
    const sets = mergeOverlapping(right.filter((items) => items.length > 0));
    if (sets.length > 0) present.push({ question, right: sets });
  }
  const ranks = await rankQuestions(present, (passage) => ofPassage[passage] ?? 0, tools);
  return { ranks, absent: questions.length - present.length };
}

/** STARD: a right article is found where one nearly identical to it is. */
export async function rankStard(
  questions: readonly StardQuestion[],
  tools: AskTools,
): Promise<ArticleFigures> {
  const { list, ofPassage } = readArticles(tools);
  const texts = [...new Set(questions.flatMap(({ articles }) => articles))];
  const same = nearlyIdentical(
    texts,
    list.map(({ text }) => text),
  );
  const sameAs = new Map(texts.map((text, at) => [text, same[at] ?? []]));
  const sought = questions.map(({ question, articles }) => ({
    question,
    right: articles.map((text) => sameAs.get(text) ?? []),
  }));
  return rankArticles(sought, ofPassage, tools);
}

/** Some copies have the article's heading before it. */
const withoutHeading = (context: string): string => context.replace(/^【[^】]*】/u, '');

/** EQUALS: a right article is one nearly identical, or the one of that number in that law, in whatever version. */
export async function rankEquals(
  questions: readonly EqualsQuestion[],
  tools: AskTools,
): Promise<ArticleFigures> {
  const articles = readArticles(tools);
  const addressed = articlesByAddress(articles, tools.search);
  const contexts = [...new Set(questions.map(({ context }) => context))];
  const same = nearlyIdentical(
    contexts.map(withoutHeading),
    articles.list.map(({ text }) => text),
  );
  const sameAs = new Map(contexts.map((context, at) => [context, same[at] ?? []]));
  const sought = questions.map(({ question, context, law, articleNumber }) => ({
    question,
    right: [[...(sameAs.get(context) ?? []), ...addressed(law, articleNumber)]],
  }));
  return rankArticles(sought, articles.ofPassage, tools);
}

/** Questions asked before the clock runs, so that the code is compiled and caches are filled as in a running service. */
const WARM_UP = 100;

/** Times of `ask` over the whole index. */
export async function askTimes(questions: readonly string[], tools: AskTools): Promise<Latency> {
  for (const question of questions.slice(0, WARM_UP)) await ask({ question, topK: 5 }, [], tools);
  const times: number[] = [];
  for (const question of questions) {
    const started = performance.now();
    await ask({ question, topK: 5 }, [], tools);
    times.push(performance.now() - started);
  }
  return latency(times);
}

async function overTexts<T>(
  questions: readonly SpanQuestion[],
  config: Config,
  measure: (tools: AskTools, documentOf: (question: SpanQuestion) => string) => Promise<T>,
): Promise<T> {
  const { tools, idOf, close } = await openTexts(
    questions.map(({ context }) => context),
    config,
  );
  try {
    return await measure(tools, ({ context }) => idOf(context));
  } finally {
    close();
  }
}

/** Questions on documents that are searched together: where each system ranks the right one, and the answers. */
export const measureNcp = (questions: readonly SpanQuestion[], config: Config): Promise<NcpFigures> =>
  overTexts(questions, config, async (tools, documentOf) => {
    const { search } = tools;
    const sought = questions.map((question) => ({
      question: question.question,
      right: [new Set([search.documentNumberOf(documentOf(question)) ?? -1])],
    }));
    const ranks = await rankQuestions(sought, (passage) => search.documentsOf([passage])[0] ?? 0, tools);
    const outcomes = await askSpans(questions, documentOf, tools, { alone: false });
    return { ranks, outcomes };
  });

/** Questions each asked of its own document alone. */
export const measureAlone = (questions: readonly SpanQuestion[], config: Config): Promise<SpanFigures> =>
  overTexts(questions, config, async (tools, documentOf) => ({
    outcomes: await askSpans(questions, documentOf, tools, { alone: true }),
  }));

/** STARD's questions of one fold over all laws; `config` names a model that was trained without them. */
export async function measureStard(
  fold: number,
  { data, cache }: PublicData,
  config: Config,
): Promise<ArticleFigures> {
  const { tools, close } = await openLawIndex(lawsOf(data), config, { cache, name: `laws-${fold}` });
  try {
    return await rankStard(
      readPublicSets(data).stard.filter((question) => question.fold === fold),
      tools,
    );
  } finally {
    close();
  }
}

/** EQUALS over all laws, and how long `ask` takes there for STARD's questions. */
export async function measureLaws({ data, cache }: PublicData, config: Config): Promise<LawFigures> {
  const { tools, close } = await openLawIndex(lawsOf(data), config, { cache, name: 'laws' });
  try {
    const { stard, equals } = readPublicSets(data);
    const { documents, passages } = tools.search.statistics;
    const figures = await rankEquals(equals, tools);
    const times = await askTimes(
      stard.map(({ question }) => question),
      tools,
    );
    return { ...figures, documents, passages, latency: times };
  } finally {
    close();
  }
}
