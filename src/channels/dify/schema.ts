import { z } from 'zod';

/** The one knowledge base, as Dify's form wants it named. */
export const KNOWLEDGE_ID = 'zhengda';

/** What records say of their document, and conditions may be set on. */
export const METADATA_FIELDS = [
  'title',
  'documentNumber',
  'issuer',
  'region',
  'issuedOn',
  'status',
  'kind',
] as const;
export const MetadataField = z.enum(METADATA_FIELDS);
export type MetadataField = z.infer<typeof MetadataField>;

export const ComparisonOperator = z.enum([
  'contains',
  'not contains',
  'start with',
  'end with',
  'is',
  'is not',
  'in',
  'not in',
  'empty',
  'not empty',
  '=',
  '≠',
  '>',
  '<',
  '≥',
  '≤',
  'before',
  'after',
]);
export type ComparisonOperator = z.infer<typeof ComparisonOperator>;

const Value = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);

export const Condition = z.object({
  /** Older releases send a list of names, any of which may meet the condition. */
  name: z.union([MetadataField, z.array(MetadataField).min(1)], {
    error: `应为 ${METADATA_FIELDS.join('、')} 之一`,
  }),
  comparison_operator: ComparisonOperator,
  value: Value.nullish(),
});
export type Condition = Readonly<z.infer<typeof Condition>>;

export const MetadataCondition = z.object({
  logical_operator: z.enum(['and', 'or']).nullish(),
  conditions: z.array(Condition).max(100).nullish(),
});
export type MetadataCondition = Readonly<z.infer<typeof MetadataCondition>>;

/** Body of `POST /retrieval`; what else Dify may send is passed over. */
export const RetrievalRequest = z.object({
  knowledge_id: z.string(),
  /** The whole message of a user, however long. */
  query: z.string(),
  retrieval_setting: z.object({
    top_k: z.number().int().min(1),
    /** 0 … 1; 0 where the threshold is off. */
    score_threshold: z.number().min(0).max(1).nullish(),
  }),
  metadata_condition: MetadataCondition.nullish(),
});
export type RetrievalRequest = Readonly<z.infer<typeof RetrievalRequest>>;

export const RetrievalRecord = z.object({
  content: z.string(),
  /** 0 … 1, see score.ts. */
  score: z.number().min(0).max(1),
  title: z.string(),
  metadata: z.object({
    document_id: z.string(),
    clause_id: z.string(),
    /** 三、（四）12. */
    clause: z.string(),
    path: z.string(),
    url: z.string(),
    title: z.string().nullable(),
    documentNumber: z.string().nullable(),
    issuer: z.string().nullable(),
    region: z.string().nullable(),
    issuedOn: z.string().nullable(),
    status: z.string(),
    kind: z.string().nullable(),
  }),
});
export type RetrievalRecord = Readonly<z.infer<typeof RetrievalRecord>>;

export const RetrievalResponse = z.object({ records: z.array(RetrievalRecord) });
export type RetrievalResponse = Readonly<z.infer<typeof RetrievalResponse>>;

export const DifyError = z.object({ error_code: z.number().int(), error_msg: z.string() });
export type DifyError = Readonly<z.infer<typeof DifyError>>;
