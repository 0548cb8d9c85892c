import { openKnowledge } from '../answer/knowledge.ts';
import { type Answer, AskRequest, type Citation } from '../answer/schema.ts';
import { CONSOLE, describeFailure, type Output, readArguments } from '../command-line.ts';
import { readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { bookTitle } from '../text/book-title.ts';

const HELP = `用法：npm run ask -- [选项] "问题"
用已入库的文件回答一个问题，并给出条款原文和出处。

选项
  --json          输出与 POST /v1/ask 相同的 JSON
  --top-k 数      最多给出几条出处（默认 5，最多 20）
  --index 文件夹  索引所在的文件夹（默认 ZHENGDA_INDEX）
  --help          显示本说明

退出码：0 有回答；2 未找到依据；1 出错（原因写在标准错误）。
`;

export const EXIT = { answered: 0, failed: 1, noEvidence: 2 } as const;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'top-k': { type: 'string' },
  index: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** A quote on one line: what a page break cut is joined, marks of markdown are left out. For reading only. */
const onOneLine = (text: string) => text.replaceAll('**', '').replaceAll(/\s*\n\s*/gu, '');

function citationLines({ index, document, clause, quote }: Citation): string[] {
  const number = document.documentNumber === null ? '' : `（${document.documentNumber}）`;
  const facts = [document.issuer, document.issuedOn].filter((fact) => fact !== null);
  return [
    `[${index}] ${bookTitle(document.title ?? '无标题')}${number}${clause.label}`,
    ...(facts.length === 0 ? [] : [`    ${facts.join('  ')}`]),
    ...(clause.path.length === 0 ? [] : [`    ${clause.path.map(onOneLine).join(' › ')}`]),
    `    │ ${onOneLine(quote)}`,
  ];
}

/** An answer as a person reads it on a terminal. */
export function printAnswer({
  answer,
  status,
  citations,
  related,
  warnings,
  timings,
  readAs = [],
}: Answer): string {
  const shown = status === 'answered' ? citations : related;
  const heading = status === 'answered' ? '出处' : '最接近的条款（未必相关）';
  const blocks = shown.flatMap((citation) => [...citationLines(citation), '']);
  return [
    ...readAs.map(({ from, to }) => `“${from}”按“${to}”理解`),
    onOneLine(answer),
    '',
    ...warnings.flatMap(({ message }) => [`注意：${message}`, '']),
    ...(blocks.length === 0 ? [] : [heading, ...blocks]),
    `用时 ${timings.totalMs.toFixed(1)} 毫秒`,
    '',
  ].join('\n');
}

/** `npm run ask`: returns the exit code. */
export async function runAsk(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  { out, error }: Output = CONSOLE,
): Promise<number> {
  try {
    const { values, positionals } = readArguments(args, OPTIONS);
    if (values.help) {
      out(HELP);
      return EXIT.answered;
    }
    const topK = values['top-k'];
    const request = AskRequest.safeParse({
      question: positionals.join(' '),
      ...(topK === undefined ? {} : { topK: Number(topK) }),
    });
    if (!request.success) {
      const problems = request.error.issues.map(({ path, message }) =>
        path[0] === 'topK' ? '--top-k 应为 1 到 20 的整数' : `问题${message}`,
      );
      throw new AppError('invalid_request', `${problems.join('；')}。用 --help 看用法`);
    }
    const config = readConfig(environment);
    const knowledge = await openKnowledge({
      ...config,
      ZHENGDA_INDEX: values.index ?? config.ZHENGDA_INDEX,
    });
    try {
      const answer = await knowledge.ask(request.data);
      out(values.json ? `${JSON.stringify(answer)}\n` : printAnswer(answer));
      return answer.status === 'answered' ? EXIT.answered : EXIT.noEvidence;
    } finally {
      knowledge.close();
    }
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    error(describeFailure(cause));
    return EXIT.failed;
  }
}
