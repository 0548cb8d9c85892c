import type { ClauseKind } from './schema.ts';

/** 编 章 节 of a law: they group its articles and say nothing else. */
export const ABOVE_ARTICLES: readonly ClauseKind[] = ['book', 'chapter', 'law_section'];

/** Numbered clauses of official documents (GB/T 9704—2012, 7.3.3), and the points and bullets within them. */
export const OFFICIAL_NUMBERING: readonly ClauseKind[] = [
  'part',
  'section',
  'item',
  'subitem',
  'point',
  'bullet',
];

/** 项 and 目 of an article. */
export const BELOW_ARTICLES: readonly ClauseKind[] = ['law_item', 'law_subitem'];
