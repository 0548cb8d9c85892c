import type { Answer, AskRequest } from '../answer/schema.ts';
import { shortHeadings } from '../clause/short-headings.ts';
import type { CatalogueReader } from '../indexing/schema.ts';

const MOST_QUESTIONS = 60;
const MOST_DOCUMENTS = 20;

type Asked = Readonly<{
  catalogue: Pick<CatalogueReader, 'documents' | 'clauses'>;
  ask: (request: AskRequest) => Promise<Answer>;
}>;

/** Headings of several documents, taken in turn, so that no document has all of them. */
function questionsOn({ catalogue }: Asked): string[] {
  const { documents } = catalogue.documents({ limit: MOST_DOCUMENTS });
  const headings = documents.map(({ id }) => shortHeadings(catalogue.clauses(id) ?? []));
  const questions = new Set<string>();
  while (headings.length > 0 && questions.size < MOST_QUESTIONS) {
    for (const [at, one] of [...headings.entries()].reverse()) {
      const next = one.next();
      if (next.done === true) headings.splice(at, 1);
      else questions.add(next.value);
    }
  }
  return [...questions].slice(0, MOST_QUESTIONS);
}

/**
 * Asks what the documents' headings say until `budgetMs` is spent or `signal` aborts, one after the other: code is
 * compiled and clauses are read before somebody waits for it. Returns how many were asked. Never throws.
 */
export async function warmUp(
  knowledge: Asked,
  { budgetMs = 2000, signal }: Readonly<{ budgetMs?: number; signal?: AbortSignal }> = {},
): Promise<number> {
  const until = performance.now() + budgetMs;
  let asked = 0;
  try {
    for (const question of questionsOn(knowledge)) {
      if (signal?.aborted === true || performance.now() >= until) break;
      await knowledge.ask({ question, topK: 5 });
      asked += 1;
    }
  } catch {
    // Whoever asks next is told what is wrong.
  }
  return asked;
}
