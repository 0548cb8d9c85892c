import type { AskTools } from '../answer/ask.ts';
import type { SearchIndex } from '../indexing/schema.ts';

/**
 * The same index, with one document that may be found, whatever a question's filters are: what is asked of one text
 * among many is asked of it alone, without an index for each. A proxy, so that all else of the port is handed on as it
 * is; frequencies of terms stay those of the whole index.
 */
function onlyDocument(search: SearchIndex, document: number): SearchIndex {
  const selection = new Uint8Array(search.statistics.documents);
  selection[document] = 1;
  return new Proxy(search, {
    get(index, name) {
      if (name === 'select' || name === 'effective') return () => selection;
      const member: unknown = Reflect.get(index, name, index);
      return typeof member === 'function' ? member.bind(index) : member;
    },
  });
}

/** Tools that answer from one document alone. Throws a plain Error where the index does not hold it. */
export function toolsOfDocument(tools: AskTools, documentId: string): AskTools {
  const document = tools.search.documentNumberOf(documentId);
  if (document === undefined) throw new Error(`document ${documentId} is not in the index`);
  return { ...tools, search: onlyDocument(tools.search, document) };
}
