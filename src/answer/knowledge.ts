import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import { openEmbedder } from '../embedding/model.ts';
import { openSpanNetwork } from '../evidence/choose-span.ts';
import { openConfidenceNetwork } from '../evidence/confidence.ts';
import { PassageReader } from '../evidence/passage-reader.ts';
import { openSelectionNetwork } from '../evidence/select.ts';
import { WordVectors } from '../evidence/word-vectors.ts';
import { openIndex } from '../indexing/open.ts';
import { restrictCatalogue, selectVisible } from '../indexing/restricted-catalogue.ts';
import { Mender } from '../question/mend.ts';
import { readQuestionWords } from '../question/question-words.ts';
import { readDocumentTraits } from '../retrieval/document-traits.ts';
import { openRankingNetwork } from '../retrieval/rank.ts';
import { both } from '../retrieval/scope.ts';
import { searchClauses } from '../retrieval/search.ts';
import { Segmenter } from '../text/segment.ts';
import { Synonyms } from '../text/synonyms.ts';
import { TermStatistics } from '../text/term-statistics.ts';
import { type AskTools, ask } from './ask.ts';
import type { Knowledge } from './schema.ts';

const TERM_STATISTICS = fileURLToPath(new URL('../../models/term-statistics/terms.tsv', import.meta.url));

type KnowledgeConfig = Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>;

/** What every snapshot of an index is asked with: loaded once, as dictionaries and model take most of the time. */
export type Resources = Omit<
  AskTools,
  'search' | 'catalogue' | 'visible' | 'mender' | 'passageReader' | 'traits'
> &
  Readonly<{
    /** The day on which documents hold or not, ISO 8601; by the machine's clock unless given. */
    today?: () => string;
  }>;

/** Throws `configuration_invalid` or `model_invalid`, each with what to do. */
export async function loadResources(
  config: Pick<Config, 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>,
): Promise<Resources> {
  const segmenter = Segmenter.open(config.ZHENGDA_DICTIONARY);
  const embedder = await openEmbedder(config.EMBEDDING_MODEL, segmenter);
  return {
    segmenter,
    embedder,
    wordVectors: new WordVectors(embedder),
    selectionNetwork: openSelectionNetwork(),
    spanNetwork: openSpanNetwork(),
    confidenceNetwork: openConfidenceNetwork(),
    synonyms: Synonyms.open(config.ZHENGDA_DICTIONARY),
    questionWords: readQuestionWords(config.ZHENGDA_DICTIONARY),
    termStatistics: TermStatistics.open(TERM_STATISTICS),
    rankingNetwork: openRankingNetwork(),
  };
}

/** The published state of the index with all that asking needs. Throws `index_missing`, `index_incompatible` or `index_damaged`. */
function openSnapshotTools(resources: Resources, folder: string): { tools: AskTools; close: () => void } {
  const { search, catalogue, close } = openIndex(folder, resources);
  const { segmenter, questionWords, synonyms } = resources;
  const tools: AskTools = {
    ...resources,
    search,
    catalogue,
    mender: new Mender({ search, segmenter, questionWords, explained: (word) => synonyms.has(word) }),
    passageReader: new PassageReader(segmenter),
    traits: readDocumentTraits(search),
  };
  return { tools, close };
}

/** Opens dictionaries, model and index; `close` lets go of the index. Throws as {@link openKnowledge} does. */
export async function openTools(config: KnowledgeConfig): Promise<{ tools: AskTools; close: () => void }> {
  return openSnapshotTools(await loadResources(config), config.ZHENGDA_INDEX);
}

/** The published state of the index, ready to be asked. Throws as {@link openIndex} does. */
export function openSnapshot(resources: Resources, folder: string): Knowledge {
  const { tools, close } = openSnapshotTools(resources, folder);
  return knowledgeOf(tools, close);
}

function knowledgeOf(tools: AskTools, close: () => void): Knowledge {
  const { search, catalogue } = tools;
  return {
    statistics: search.statistics,
    catalogue,
    ask: (request, history = []) => ask(request, history, tools),
    search: (request) => searchClauses(request, tools),
    restrictedTo: (visible) =>
      knowledgeOf(
        {
          ...tools,
          catalogue: restrictCatalogue(catalogue, visible),
          visible: both(tools.visible ?? null, selectVisible(search, visible)),
        },
        () => {},
      ),
    close,
  };
}

/**
 * Opens everything that answering needs: dictionaries, model, index. Throws `configuration_invalid`, `model_invalid`,
 * `index_missing`, `index_incompatible` or `index_damaged`, each with what to do.
 */
export async function openKnowledge(config: KnowledgeConfig): Promise<Knowledge> {
  return openSnapshot(await loadResources(config), config.ZHENGDA_INDEX);
}
