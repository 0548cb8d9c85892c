import type { z } from 'zod';
import { AppError, type ErrorDetail } from '../errors.ts';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '数组',
  object: '对象',
};

function describeFound(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return '数组';
  if (typeof input === 'object') return '对象';
  if (typeof input === 'string') return `“${input.length > 40 ? `${input.slice(0, 40)}…` : input}”`;
  return String(input);
}

/** What is wrong with one value: found and expected, in Chinese. A message that the schema itself carries goes first. */
const explainIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = TYPE_NAMES[issue.expected] ?? issue.expected;
      return issue.input === undefined
        ? `缺少，应为${expected}`
        : `应为${expected}，收到的是${describeFound(issue.input)}`;
    }
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `不能为空`
        : `最小为 ${issue.minimum}，收到的是${describeFound(issue.input)}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `最长为 ${issue.maximum}`
        : `最大为 ${issue.maximum}，收到的是${describeFound(issue.input)}`;
    case 'invalid_format':
      return issue.format === 'date'
        ? `应为 2022-07-11 这样的日期，收到的是${describeFound(issue.input)}`
        : `格式不对：${describeFound(issue.input)}`;
    case 'invalid_value':
      return `应为 ${issue.values.map(String).join('、')} 之一，收到的是${describeFound(issue.input)}`;
    default:
      return '不合要求';
  }
};

function detailsOf(issue: z.core.$ZodIssue): ErrorDetail[] {
  if (issue.code !== 'unrecognized_keys') return [{ field: issue.path.join('.'), problem: issue.message }];
  return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), problem: '没有这个字段' }));
}

/**
 * Parses what a client sent. Throws `invalid_request` with one detail for each wrong field; `where` says in the
 * message which part of the request it was (请求体, 查询参数).
 */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: explainIssue });
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.flatMap(detailsOf);
  const summary = details
    .map(({ field, problem }) => (field === '' ? `${problem}` : `${field} ${problem}`))
    .join('；');
  throw new AppError('invalid_request', `${where}不合要求：${summary}。请对照 /docs 的接口说明改正后重试`, {
    details,
  });
}
