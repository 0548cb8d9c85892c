import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { openEmbedder } from '../embedding/model.ts';
import { openSpanNetwork } from '../evidence/choose-span.ts';
import { openConfidenceNetwork } from '../evidence/confidence.ts';
import { PassageReader } from '../evidence/passage-reader.ts';
import { openSelectionNetwork } from '../evidence/select.ts';
import { WordVectors } from '../evidence/word-vectors.ts';
import { openIndex } from '../indexing/open.ts';
import { Mender } from '../question/mend.ts';
import { readQuestionWords } from '../question/question-words.ts';
import { readDocumentTraits } from '../retrieval/document-traits.ts';
import { openRankingNetwork } from '../retrieval/rank.ts';
import { searchClauses } from '../retrieval/search.ts';
import { Segmenter } from '../text/segment.ts';
import { Synonyms } from '../text/synonyms.ts';
import { TermStatistics } from '../text/term-statistics.ts';
import { type AskTools, ask } from './ask.ts';
import type { Knowledge } from './schema.ts';

const TERM_STATISTICS = fileURLToPath(new URL('../../models/term-statistics/terms.tsv', import.meta.url));

type KnowledgeConfig = Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>;

/** Opens dictionaries, model and index; `close` lets go of the index. Throws as {@link openKnowledge} does. */
export async function openTools(config: KnowledgeConfig): Promise<{ tools: AskTools; close: () => void }> {
  const segmenter = Segmenter.open(config.ZHENGDA_DICTIONARY);
  const embedder = await openEmbedder(config.EMBEDDING_MODEL, segmenter);
  const { search, catalogue, close } = openIndex(config.ZHENGDA_INDEX, { segmenter, embedder });
  const synonyms = Synonyms.open(config.ZHENGDA_DICTIONARY);
  const questionWords = readQuestionWords(config.ZHENGDA_DICTIONARY);
  const mender = new Mender({ search, segmenter, questionWords, explained: (word) => synonyms.has(word) });
  const tools: AskTools = {
    mender,
    wordVectors: new WordVectors(embedder),
    passageReader: new PassageReader(segmenter),
    selectionNetwork: openSelectionNetwork(),
    spanNetwork: openSpanNetwork(),
    confidenceNetwork: openConfidenceNetwork(),
    segmenter,
    embedder,
    search,
    catalogue,
    synonyms,
    questionWords,
    termStatistics: TermStatistics.open(TERM_STATISTICS),
    traits: readDocumentTraits(search),
    rankingNetwork: openRankingNetwork(),
  };
  return { tools, close };
}

/**
 * Opens everything that answering needs: dictionaries, model, index. Throws `configuration_invalid`, `model_invalid`,
 * `index_missing`, `index_incompatible` or `index_damaged`, each with what to do.
 */
export async function openKnowledge(config: KnowledgeConfig): Promise<Knowledge> {
  const { tools, close } = await openTools(config);
  return {
    statistics: tools.search.statistics,
    catalogue: tools.catalogue,
    ask: (request, history = []) => ask(request, history, tools),
    search: (request) => searchClauses(request, tools),
    close,
  };
}
