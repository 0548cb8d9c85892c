import type { AnswerType, Question } from '../question/schema.ts';
import type { EvidenceFeatures } from './schema.ts';

/** Types of answer that look alike in a sentence. */
export const TYPE_GROUPS = ['figure', 'body', 'list', 'definition', 'method', 'yes_no', 'open'] as const;
export type TypeGroup = (typeof TYPE_GROUPS)[number];

const GROUP_OF: Readonly<Record<AnswerType, TypeGroup>> = {
  time_limit: 'figure',
  count: 'figure',
  percentage: 'figure',
  amount: 'figure',
  date: 'figure',
  time_of_day: 'figure',
  organisation: 'body',
  person: 'body',
  place: 'body',
  list: 'list',
  definition: 'definition',
  method: 'method',
  yes_no: 'yes_no',
  open: 'open',
};

export const groupOf = ({ answerType }: Question): TypeGroup => GROUP_OF[answerType];

/** 为什么, 目的, 意义: what reasons answer. */
const ASKS_REASON = /为什么|为何|为啥|原因|目的|意义|凭什么/u;
const ASKS_CONSEQUENCE = /后果|处罚|怎么罚|罚|判|赔|责任|处理|会怎/u;

/** What the selection network sees of a sentence, in this order: {@link selectionRow}. */
export const SELECTION_FEATURES = [
  'sentence',
  'heading',
  'clause',
  'identity',
  'document',
  'similar',
  'missing',
  'keyMissing',
  'parts',
  'phrase',
  'cosine',
  'elsewhere',
  'typeMet',
  'typeMissed',
  'typeUnmistakable',
  'level',
  'higherLevel',
  'ranking',
  'rank',
  'lexical',
  'length',
  'short',
  'position',
  'first',
  'last',
  'introduces',
  'modal',
  'defines',
  'reason',
  'penalty',
  'quantity',
  'echo',
  'asksReason',
  'asksConsequence',
  'reasonMet',
  'penaltyMet',
  ...TYPE_GROUPS.map((group) => `asks_${group}` as const),
] as const;
export type SelectionFeature = (typeof SELECTION_FEATURES)[number];

/** One row for the network. */
export function selectionRow(features: EvidenceFeatures, question: Question): number[] {
  const group = groupOf(question);
  const asksReason = Number(ASKS_REASON.test(question.normalised));
  const asksConsequence = Number(ASKS_CONSEQUENCE.test(question.normalised));
  const row: Record<SelectionFeature, number> = {
    sentence: features.sentence,
    heading: features.heading,
    clause: features.clause,
    identity: features.identity,
    document: features.document,
    similar: features.similar,
    missing: features.missing,
    keyMissing: features.keyMissing,
    parts: features.parts,
    phrase: features.phrase,
    cosine: features.cosine,
    elsewhere: Number(features.elsewhere),
    typeMet: Number(features.type > 0),
    typeMissed: Number(features.type < 0),
    typeUnmistakable: Number(features.type < -1),
    level: features.level,
    higherLevel: Number(features.higherLevel),
    ranking: features.ranking,
    rank: features.rank,
    lexical: features.lexical,
    length: features.length,
    short: Number(features.length < 2.5),
    position: features.position,
    first: Number(features.first),
    last: Number(features.last),
    introduces: Number(features.introduces),
    modal: Number(features.modal),
    defines: Number(features.defines),
    reason: Number(features.reason),
    penalty: Number(features.penalty),
    quantity: Number(features.quantity),
    echo: features.echo,
    asksReason,
    asksConsequence,
    reasonMet: asksReason * Number(features.reason),
    penaltyMet: asksConsequence * Number(features.penalty),
    asks_figure: Number(group === 'figure'),
    asks_body: Number(group === 'body'),
    asks_list: Number(group === 'list'),
    asks_definition: Number(group === 'definition'),
    asks_method: Number(group === 'method'),
    asks_yes_no: Number(group === 'yes_no'),
    asks_open: Number(group === 'open'),
  };
  return SELECTION_FEATURES.map((name) => row[name]);
}

/** What a sentence says by itself, whatever the question; computed once when its passage is read. */
export type SentenceTraits = Readonly<
  Pick<
    EvidenceFeatures,
    | 'length'
    | 'position'
    | 'first'
    | 'last'
    | 'introduces'
    | 'modal'
    | 'defines'
    | 'reason'
    | 'penalty'
    | 'quantity'
  >
>;

/** `text` is the normalised sentence; `index` its place among `count` of its passage. */
export function sentenceTraits(
  text: string,
  index: number,
  count: number,
  quantities: number,
): SentenceTraits {
  return {
    length: Math.log(1 + text.length),
    position: Math.min(1, index / 8),
    first: index === 0,
    last: index === count - 1,
    introduces: /:$|下列|以下|如下/u.test(text),
    modal: /应当|应该|不得|必须|可以|有权|禁止|严禁|无权|不予/u.test(text),
    defines: /是指|所称|指的是|[:,]即|即[:是]|系指/u.test(text),
    reason: /^为(?!止)|因为|由于|为了|旨在|目的|以便|从而|有利于|因此/u.test(text),
    penalty: /罚款|处罚|有期徒刑|拘役|拘留|责令|吊销|没收|赔偿|承担|追究|处分|警告/u.test(text),
    quantity: quantities > 0,
  };
}
