import { loadResources, openSnapshot } from '../answer/knowledge.ts';
import type { Knowledge } from '../answer/schema.ts';
import { CONSOLE, describeFailure, type Output, readArguments } from '../command-line.ts';
import { type Config, readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import type { DocumentRecord } from '../indexing/schema.ts';
import { bookTitle } from '../text/book-title.ts';
import { today } from '../text/day.ts';
import { AuditLog, type AuditRecord, type RecordedQuote } from './audit.ts';
import { type Difference, type QuoteLoss, type Replay, replay } from './replay.ts';
import { ServiceStore } from './store.ts';
import { Visibility } from './visibility.ts';

const HELP = `用法：npm run replay -- [选项] ans_…
在现在的索引上，按当日的效力、当时能看的文件，把记录下来的问题再问一次，说明回答是否相同。索引版本相同就应一字不差。

选项
  --index 文件夹    索引所在的文件夹（默认 ZHENGDA_INDEX）
  --json            输出 JSON
  --help            显示本说明

相同时退出码为 0，不同、不能重答或出错时为 1。
`;

const STATUSES = { answered: '有回答', no_evidence: '未找到依据' } as const;

const LOSSES: Readonly<Record<QuoteLoss, string>> = {
  document_missing: '文件已不在索引库，或当时的密钥看不到',
  document_replaced: '文件已撤下，或已被新版本替换',
  text_differs: '存档的正文与引文不符，请运行 npm run doctor 检查索引',
  not_chosen: '文件仍这样写，这次引了别处',
};

function place(quote: RecordedQuote, document: DocumentRecord | null): string {
  if (document === null) return `文件 ${quote.documentId}`;
  const { title, documentNumber } = document.metadata;
  const name = title === null ? document.fileName : bookTitle(title);
  return `${name}${documentNumber === null ? '' : `（${documentNumber}）`}`;
}

function describe(difference: Difference): string {
  switch (difference.kind) {
    case 'status':
      return `当时${STATUSES[difference.before]}，现在${STATUSES[difference.after]}`;
    case 'quote_lost':
      return `− ${place(difference.quote, difference.document)}：“${difference.quote.quote}”（${LOSSES[difference.why]}）`;
    case 'quote_new':
      return `＋ ${place(difference.quote, difference.document)}：“${difference.quote.quote}”`;
    case 'wording':
      return '引文相同，回答的行文不同（当时也许由模型撰写）';
    case 'confidence':
      return `把握从 ${difference.before} 变为 ${difference.after}`;
  }
}

function verdictOf({ verdict, index, differences }: Replay, record: AuditRecord): string {
  const sameIndex = index.before === index.after;
  switch (verdict) {
    case 'same':
      return sameIndex ? '回答相同，一字不差。' : '索引已更新，回答仍然相同。';
    case 'different':
      return sameIndex ? '索引版本相同而回答不同：程序、词典或模型变了。' : '索引已更新，回答不同：';
    case 'not_asked': {
      const why = record.questionKept === 'none' ? '问题没有留存' : '问题隐去了个人信息';
      const quotes = differences.length === 0 ? '当时的引文至今与原文相符' : '当时的引文有变：';
      return `${why}，不能重答；${quotes}`;
    }
  }
}

/** The result for a person. */
export function printReplay(record: AuditRecord, result: Replay): string {
  return [
    `${record.id}  ${new Date(record.askedAt).toLocaleString('zh-CN', { hour12: false })}  ${record.channel}  ${record.keyName ?? '无密钥'}`,
    ...record.history.map((question) => `先问：${question}`),
    `问：${record.question ?? '（未留存）'}`,
    `索引版本：当时 ${result.index.before}，现在 ${result.index.after}`,
    verdictOf(result, record),
    ...result.differences.map((difference) => `  ${describe(difference)}`),
    '',
  ].join('\n');
}

/** The index as it is now, on the day of the record. */
async function openThen(config: Config, record: AuditRecord): Promise<Knowledge> {
  const day = today(new Date(record.askedAt));
  return openSnapshot({ ...(await loadResources(config)), today: () => day }, config.ZHENGDA_INDEX);
}

function findRecord(id: string, config: Config): AuditRecord {
  const store = ServiceStore.open(config.ZHENGDA_INDEX);
  try {
    const record = new AuditLog(store, config).find(id);
    if (record !== undefined) return record;
    throw new AppError(
      'not_found',
      `没有编号为“${id}”的回答记录。编号见回答的 id（ans_ 开头），记录保留 ${config.AUDIT_DAYS} 天（AUDIT_DAYS）`,
    );
  } finally {
    store.close();
  }
}

/** `npm run replay`; resolves to the exit code. */
export async function runReplay(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: Output = CONSOLE,
): Promise<number> {
  let knowledge: Knowledge | undefined;
  try {
    const { values, positionals } = readArguments(args, {
      index: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    });
    if (values.help === true) {
      output.out(HELP);
      return 0;
    }
    const [id, ...others] = positionals;
    if (id === undefined || others.length > 0) {
      throw new AppError('invalid_request', `应写一个回答的编号，如 npm run replay -- ans_…\n\n${HELP}`);
    }
    const read = readConfig(environment);
    const config = { ...read, ZHENGDA_INDEX: values.index ?? read.ZHENGDA_INDEX };
    const record = findRecord(id, config);
    knowledge = await openThen(config, record);
    const result = await replay(record, new Visibility(config).restrict(knowledge, record.labels));
    output.out(
      values.json === true ? `${JSON.stringify({ record, ...result })}\n` : printReplay(record, result),
    );
    return result.verdict === 'same' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    output.error(describeFailure(error));
    return 1;
  } finally {
    knowledge?.close();
  }
}
