import { createHash } from 'node:crypto';
import type { Knowledge } from '../answer/schema.ts';
import type { SearchMode } from '../retrieval/schema.ts';
import type { EvaluationQuestion } from './question-set.ts';
import {
  ANSWER_COLUMNS,
  askAll,
  measureAnswers,
  measureRetrieval,
  type Outcome,
  RETRIEVAL_COLUMNS,
} from './run.ts';
import { type MeasureTable, renderTable } from './table.ts';

export type QuestionSet = Readonly<{ name: string; questions: readonly EvaluationQuestion[] }>;

export type EvaluationReport = Readonly<{
  tables: readonly MeasureTable[];
  /** The tables as Markdown, for README and terminal. */
  markdown: string;
  /** The content of REGRESSIONS.md. */
  record: string;
  /** The questions that were answered wrongly, one paragraph each. */
  failures: string;
}>;

const MODES: readonly (readonly [SearchMode, string])[] = [
  ['lexical', '只用 BM25'],
  ['dense', '只用向量'],
  ['hybrid', '两者合用'],
];

function describeFailure({ question, answer, verdict }: Outcome): string {
  const asked = [...question.history, question.question].join(' ／ ');
  const wanted = question.expected === null ? '（应拒答）' : question.expected.contains.join('；');
  const flags = `出处${verdict.cited ? '对' : '错'}${verdict.concise ? '' : '，过长'}`;
  const labels = answer.citations.map(
    ({ document, clause }) => `${document.documentNumber ?? document.title} ${clause.label}`,
  );
  return `${question.id} ${asked}\n  要：${wanted}\n  得：${answer.answer}\n  ${flags}，把握 ${answer.confidence.toFixed(2)}，${labels.join('；')}`;
}

/** Runs all sets against `knowledge` and lays the figures out. */
export async function evaluationReport(
  sets: readonly QuestionSet[],
  knowledge: Knowledge,
): Promise<EvaluationReport> {
  const answers: { name: string; values: (number | null)[] }[] = [];
  const retrieval: { name: string; values: (number | null)[] }[] = [];
  const failures: string[] = [];
  for (const { name, questions } of sets) {
    const outcomes = await askAll(questions, knowledge);
    answers.push({ name, values: measureAnswers(outcomes) });
    failures.push(...outcomes.filter(({ verdict }) => !verdict.right).map(describeFailure));
    for (const [mode, title] of MODES) {
      retrieval.push({
        name: `${name}，${title}`,
        values: await measureRetrieval(questions, knowledge, mode),
      });
    }
  }
  const tables: MeasureTable[] = [
    { columns: ANSWER_COLUMNS, rows: answers },
    { columns: RETRIEVAL_COLUMNS, rows: retrieval },
  ];
  const [answerTable = '', retrievalTable = ''] = tables.map(renderTable);
  const markdown = `回答：\n\n${answerTable}\n\n检索（首个含全部要点的条款的名次）：\n\n${retrievalTable}\n`;
  const { documents } = knowledge.catalogue.documents({ limit: 200 });
  const corpus = createHash('sha256')
    .update(
      documents
        .map(({ sha256 }) => sha256)
        .sort()
        .join('\n'),
    )
    .digest('hex');
  const record = `# 评测记录\n\n由 \`npm run evaluate -- --write\` 写成；\`npm run evaluate\` 重测并与之比较，数字有变即失败。\n\n语料 sha256 ${corpus}\n\n${markdown}`;
  return { tables, markdown, record, failures: failures.join('\n\n') };
}
