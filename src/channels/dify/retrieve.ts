import { AppError } from '../../errors.ts';
import type { CatalogueReader, DocumentRecord } from '../../indexing/schema.ts';
import { QUESTION_MAX_LENGTH, type SearchHit } from '../../retrieval/schema.ts';
import type { AskContext, Service } from '../../service/service.ts';
import { citationUrl, sourceName } from '../answer-text.ts';
import { shorten } from '../shorten.ts';
import { type FactOf, metadataTest } from './metadata-condition.ts';
import {
  KNOWLEDGE_ID,
  type RetrievalRecord,
  type RetrievalRequest,
  type RetrievalResponse,
} from './schema.ts';
import { hitScores } from './score.ts';

/** What search gives at most. */
const HITS_MAX = 200;

/** A longer clause (a whole chapter, an annex) gives way to the passage that was found in it. */
const CONTENT_MAX_LENGTH = 1500;

/** What the document states on each field of conditions; its status is as of today. */
function factOf({ id, metadata }: DocumentRecord, catalogue: CatalogueReader): FactOf {
  return (name) => {
    if (name === 'status') return catalogue.standing(id).status;
    if (name === 'issuedOn') return metadata.issuedOn ?? metadata.printedOn;
    return metadata[name];
  };
}

/** The clause under its source: Dify's model sees nothing of a record but this text, and is to cite from it. */
function contentOf(hit: SearchHit): string {
  const { clause, passage } = hit;
  const text = clause.text.length <= CONTENT_MAX_LENGTH ? clause.text : passage.text;
  return `【${sourceName(hit)}】\n${shorten(text.trim(), CONTENT_MAX_LENGTH)}`;
}

function recordOf(
  hit: SearchHit,
  score: number,
  catalogue: CatalogueReader,
  publicUrl: string | undefined,
): RetrievalRecord {
  const { document, clause, passage } = hit;
  const { title, documentNumber, issuer, issuedOn, status } = document;
  const stated = catalogue.document(document.id)?.metadata;
  const path = `/documents/${document.id}?start=${passage.start}&end=${passage.end}#clause-${clause.id}`;
  return {
    content: contentOf(hit),
    score,
    title: title ?? '无标题文件',
    metadata: {
      document_id: document.id,
      clause_id: clause.id,
      clause: clause.label,
      path: clause.path.join(' › '),
      url: citationUrl({ url: path }, publicUrl),
      title,
      documentNumber,
      issuer,
      region: stated?.region ?? null,
      issuedOn,
      status,
      kind: stated?.kind ?? null,
    },
  };
}

/**
 * `POST /retrieval`: the clauses for a query, best first, of documents that meet the condition, that reach the threshold.
 * Throws `not_found` for another knowledge base, `invalid_request` for a condition that means nothing.
 */
export async function retrieve(
  request: RetrievalRequest,
  service: Service,
  context: AskContext,
): Promise<RetrievalResponse> {
  const { knowledge_id: knowledgeId, retrieval_setting: setting } = request;
  if (knowledgeId !== KNOWLEDGE_ID) {
    throw new AppError(
      'not_found',
      `没有编号为“${knowledgeId}”的知识库，请在 Dify 里把外部知识库 ID 填为 ${KNOWLEDGE_ID}`,
      { details: [{ field: 'knowledge_id' }] },
    );
  }
  const test = metadataTest(request.metadata_condition);
  // Dify hands on a user's whole message; what it is about stands at its beginning.
  const query = request.query.trim().slice(0, QUESTION_MAX_LENGTH);
  if (query === '') return { records: [] };
  const search = { query, topK: Math.min(setting.top_k, HITS_MAX), mode: 'hybrid' } as const;
  const knowledge = service.knowledge(context);
  const { catalogue } = knowledge;
  const { hits } =
    test === null
      ? await service.search(search, context)
      : await knowledge.restrictedTo((document) => test(factOf(document, catalogue))).search(search);
  const scores = hitScores(hits.map((hit) => hit.scores));
  const threshold = setting.score_threshold ?? 0;
  return {
    records: hits
      .map((hit, at) => recordOf(hit, scores[at] ?? 0, catalogue, service.config.PUBLIC_URL))
      .filter(({ score }) => score >= threshold),
  };
}
