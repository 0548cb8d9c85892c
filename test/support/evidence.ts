import { PassageReader } from '../../src/evidence/passage-reader.ts';
import type { Evidence, EvidenceFeatures } from '../../src/evidence/schema.ts';
import { readSurroundings, type Surroundings } from '../../src/evidence/spans.ts';
import type { SearchIndex } from '../../src/indexing/schema.ts';
import { Network } from '../../src/retrieval/network.ts';
import { segmenter } from '../indexing/writer-parts.ts';
import { StubIndex, type StubPassage, stubCatalogue } from './stub-index.ts';

/** Features that speak neither for nor against a sentence. */
export const NEUTRAL: EvidenceFeatures = {
  ...{ sentence: 0, heading: 0, clause: 0, identity: 0, document: 0, similar: 0, missing: 0 },
  ...{
    elsewhere: false,
    parts: 0,
    phrase: 0,
    keyMissing: 0,
    cosine: 0,
    type: 0,
    level: 0,
    higherLevel: false,
  },
  ...{ ranking: 0, rank: 0, lexical: 0, length: 0, position: 0, first: false, last: false },
  ...{
    introduces: false,
    modal: false,
    defines: false,
    reason: false,
    penalty: false,
    quantity: false,
    echo: 0,
  },
};

/** The sentence `words` of a passage of `search` as evidence; the first one where it stands there twice. */
export function evidenceOf(
  search: SearchIndex,
  number: number,
  words: string,
  fields: Partial<Pick<Evidence, 'score' | 'features'>> = {},
): Evidence {
  const [passage] = search.passages([number]);
  const at = passage?.text.indexOf(words) ?? -1;
  if (passage === undefined || at < 0) throw new Error(`passage ${number} lacks ${words}`);
  const span = { start: passage.start + at, end: passage.start + at + words.length };
  return { passage, span, features: NEUTRAL, score: 0, confidence: 0.5, confidenceRow: [], ...fields };
}

/** Passages of one document, one after the other with a line end between, and the text that they stand in. */
export function lay(
  passages: readonly (Omit<StubPassage, 'document' | 'start'> & { text: string; document?: number })[],
) {
  const ends = new Map<number, number>();
  const texts = new Map<number, string>();
  const laid = passages.map((passage) => {
    const { document = 0, text } = passage;
    const start = ends.get(document) ?? 0;
    ends.set(document, start + text.length + 1);
    texts.set(document, `${texts.get(document) ?? ''}${text}\n`);
    return { ...passage, document, start };
  });
  return { laid, search: new StubIndex([{}, {}], laid), text: texts.get(0) ?? '' };
}

export type Laid = ReturnType<typeof lay>;

/** What stands around a sentence of a passage; `ancestors` of clauses, outermost first. */
export const around = (
  { search }: Laid,
  number: number,
  sentence: string,
  ancestors: Readonly<Record<string, readonly string[]>> = {},
): Surroundings =>
  readSurroundings(evidenceOf(search, number, sentence), {
    ...{ search, catalogue: stubCatalogue(ancestors), passageReader: new PassageReader(segmenter) },
  });

/** A network that adds up features with the weights given, by name; the others count nothing. */
export const preferring = (names: readonly string[], weights: Readonly<Record<string, number>>): Network =>
  new Network(
    {
      features: names,
      mean: names.map(() => 0),
      deviation: names.map(() => 1),
      ...{ hidden: [], hiddenBias: [], output: [] },
      linear: names.map((name) => weights[name] ?? 0),
    },
    names,
  );
