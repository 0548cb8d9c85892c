import { statusName } from '../../document/status-name.ts';
import { sourceName } from '../answer-text.ts';
import type { ClauseOutput, DocumentOutput, SearchOutput } from './schema.ts';

/** Text of results for agents that read no structured content: each begins with its source, in the form to cite. */

/** What a hit shows of its clause, in UTF-16 code units; the whole is in the structured content. */
const SHOWN_LENGTH = 500;

export function printHits({ hits }: SearchOutput): string {
  if (hits.length === 0) return '没有找到相关条款。';
  return hits
    .map((hit) => {
      const { text } = hit.clause.text.length <= SHOWN_LENGTH ? hit.clause : hit.passage;
      return `${hit.rank}. ${sourceName(hit)}（条款编号 ${hit.clause.id}）\n${text.trim()}`;
    })
    .join('\n\n');
}

export function printClause({ document, clause }: ClauseOutput): string {
  const path = clause.path.length === 0 ? '' : `${clause.path.join(' › ')}\n`;
  return `${sourceName({ document, clause })}\n${path}${clause.text.trim()}`;
}

export function printDocument({ document, outline, text }: DocumentOutput): string {
  const { issuer, issuedOn, status } = document;
  const facts = [issuer, issuedOn, statusName(status)].filter((fact) => fact !== null).join('，');
  const name = sourceName({ document, clause: { id: '', path: [], label: '' } });
  const contents = outline.map(
    ({ id, depth, label, heading }) => `${'  '.repeat(depth)}${label}${heading ?? ''}（${id}）`,
  );
  const next =
    text.nextStart === null ? '' : `\n……（共 ${text.totalLength} 字符，用 start=${text.nextStart} 接着取）`;
  return [`${name}（${facts}）`, '条款目录：', ...contents, '', '正文：', `${text.content}${next}`].join(
    '\n',
  );
}
