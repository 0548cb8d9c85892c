import type { TestQuestion } from '../../service/feedback-schema.ts';

/** JSON Lines, as `npm run evaluate` reads a question set. */
export const asJsonLines = (draft: readonly TestQuestion[]): string =>
  draft.map((row) => `${JSON.stringify(row)}\n`).join('');

export type Filled = Readonly<{
  id: string;
  question: string;
  /** Earlier questions of the conversation, oldest first. */
  history: readonly string[];
  answerable: boolean;
  file: string;
  /** What a right answer holds, one string a line. */
  contains: string;
}>;

/** The row of a question set that was filled in, or what is wrong with it. */
export function testQuestionOf(filled: Filled): TestQuestion | string {
  const { id, history, answerable } = filled;
  const [question, file] = [filled.question.trim(), filled.file.trim()];
  if (question === '') return '请填写问题';
  if (!answerable) {
    return history.length === 0
      ? { id, question, answerable: false }
      : '题集里的追问都要有答案。请去掉前面的问题，或写明答案';
  }
  const contains = filled.contains
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (file === '') return '请填写答案所在的文件';
  if (contains.length === 0) return '请写出正确答案里一定有的原文，一行一处';
  return history.length === 0
    ? { id, question, file, contains }
    : { id, turns: [...history, question], file, contains };
}
