import type { Postings } from './postings.ts';
import type { Renumbering } from './renumber.ts';

/**
 * Several postings as one: part `i`'s passages and documents get the numbers of its renumberings (which must
 * continue from part to part), and what is gone is left out. Terms left without postings stay, with empty lists.
 */
export function joinPostings(
  parts: readonly Readonly<{ postings: Postings; passages: Renumbering; documents: Renumbering }>[],
): Postings {
  const terms = new Map<string, number>();
  for (const { postings } of parts) {
    for (const term of postings.terms.keys()) if (!terms.has(term)) terms.set(term, terms.size);
  }
  const kept = (numbers: Renumbering) => numbers.reduce((count, number) => count + (number >= 0 ? 1 : 0), 0);
  const passageCount = parts.reduce((sum, part) => sum + kept(part.passages), 0);
  const documentCount = parts.reduce((sum, part) => sum + kept(part.documents), 0);

  const lists = new Uint32Array(terms.size + 1);
  const titleLists = new Uint32Array(terms.size + 1);
  for (const { postings, passages, documents } of parts) {
    for (const [term, own] of postings.terms) {
      const joined = (terms.get(term) ?? 0) + 1;
      for (let slot = postings.lists[own] ?? 0; slot < (postings.lists[own + 1] ?? 0); slot += 1) {
        if ((passages[postings.passages[slot] ?? 0] ?? -1) >= 0) lists[joined] = (lists[joined] ?? 0) + 1;
      }
      for (let slot = postings.titleLists[own] ?? 0; slot < (postings.titleLists[own + 1] ?? 0); slot += 1) {
        if ((documents[postings.titleDocuments[slot] ?? 0] ?? -1) >= 0)
          titleLists[joined] = (titleLists[joined] ?? 0) + 1;
      }
    }
  }
  for (let term = 0; term < terms.size; term += 1) {
    lists[term + 1] = (lists[term + 1] ?? 0) + (lists[term] ?? 0);
    titleLists[term + 1] = (titleLists[term + 1] ?? 0) + (titleLists[term] ?? 0);
  }

  const next = lists.slice(0, terms.size);
  const nextTitle = titleLists.slice(0, terms.size);
  const total = lists[terms.size] ?? 0;
  const titleTotal = titleLists[terms.size] ?? 0;
  const joined = {
    terms,
    lists,
    passages: new Uint32Array(total),
    textCounts: new Uint8Array(total),
    headingCounts: new Uint8Array(total),
    titleLists,
    titleDocuments: new Uint32Array(titleTotal),
    titleCounts: new Uint8Array(titleTotal),
    textLengths: new Uint16Array(passageCount),
    headingLengths: new Uint16Array(passageCount),
    titleLengths: new Uint16Array(documentCount),
  };
  for (const { postings, passages, documents } of parts) {
    for (const [term, own] of postings.terms) {
      const target = terms.get(term) ?? 0;
      let to = next[target] ?? 0;
      for (let slot = postings.lists[own] ?? 0; slot < (postings.lists[own + 1] ?? 0); slot += 1) {
        const passage = passages[postings.passages[slot] ?? 0] ?? -1;
        if (passage < 0) continue;
        joined.passages[to] = passage;
        joined.textCounts[to] = postings.textCounts[slot] ?? 0;
        joined.headingCounts[to] = postings.headingCounts[slot] ?? 0;
        to += 1;
      }
      next[target] = to;
      let titleTo = nextTitle[target] ?? 0;
      for (let slot = postings.titleLists[own] ?? 0; slot < (postings.titleLists[own + 1] ?? 0); slot += 1) {
        const document = documents[postings.titleDocuments[slot] ?? 0] ?? -1;
        if (document < 0) continue;
        joined.titleDocuments[titleTo] = document;
        joined.titleCounts[titleTo] = postings.titleCounts[slot] ?? 0;
        titleTo += 1;
      }
      nextTitle[target] = titleTo;
    }
    passages.forEach((passage, own) => {
      if (passage < 0) return;
      joined.textLengths[passage] = postings.textLengths[own] ?? 0;
      joined.headingLengths[passage] = postings.headingLengths[own] ?? 0;
    });
    documents.forEach((document, own) => {
      if (document >= 0) joined.titleLengths[document] = postings.titleLengths[own] ?? 0;
    });
  }
  return joined;
}
