import { z } from 'zod';
import { CONSOLE, describeFailure, type Output, readArguments } from '../command-line.ts';
import { readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { VISIBILITY_LABELS, VisibilityLabel } from '../setting-values.ts';
import { AccessRole, type KeyRecord, Keys } from './keys.ts';
import { ServiceStore } from './store.ts';

const HELP = `用法：npm run keys -- create --role 角色 --name 名称 [--labels 属性,…] [--expires 日期]
      npm run keys -- list [--json]
      npm run keys -- revoke 编号…
建立、列出、撤销访问密钥。服务运行时也可以用，立即生效。密钥只在建立时显示一次，库里只存它的 SHA-256。

选项
  --role 角色       ask 提问和查阅；index 另可入库和撤下文件；admin 另可看回答记录、反馈和指标
  --name 名称       给谁用的，如 前台；记在回答记录和日志里
  --labels 属性,…   只能看这些公开属性的文件：${VISIBILITY_LABELS.join('、')}；不写为全部
  --expires 日期    最后一个有效的日子，如 2027-01-01；不写为不过期
  --index 文件夹    索引所在的文件夹（默认 ZHENGDA_INDEX）
  --json            输出 JSON
  --help            显示本说明
`;

const OPTIONS = {
  role: { type: 'string' },
  name: { type: 'string' },
  labels: { type: 'string' },
  expires: { type: 'string' },
  index: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const ROLE_NAMES = { ask: '提问', index: '入库', admin: '管理' } as const;

type Options = ReturnType<typeof readArguments<typeof OPTIONS>>['values'];

const NAME_MAX = 60;

/** A name goes into logs, so no line of it may look like another. */
const Name = z
  .string({ error: '要写 --name，如 --name 前台' })
  .trim()
  .min(1, '--name 不能为空')
  .max(NAME_MAX, `--name 最长 ${NAME_MAX} 字`)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, '--name 不能有换行等控制字符');

const CreateOptions = z.object({
  role: z.enum(AccessRole.options, '要写 --role，ask、index 或 admin'),
  name: Name,
  labels: z
    .string()
    .optional()
    .transform((text) => text?.split(/[,，、]/u).map((label) => label.trim()) ?? null)
    .pipe(
      z
        .array(z.enum(VisibilityLabel.options, `--labels 应为 ${VISIBILITY_LABELS.join('、')}，用逗号隔开`))
        .nullable(),
    ),
  expires: z.iso.date('--expires 应为 2027-01-01 这样的日期').optional(),
});

/** The first moment after a day, in the machine's time zone. */
function endOf(day: string, now: Date): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const end = new Date(year, month - 1, date + 1);
  if (end > now) return end;
  throw new AppError('invalid_request', `--expires ${day} 已经过去，请写今天或以后的日期`);
}

function describe(record: KeyRecord, now: Date): string {
  const { id, name, role, labels, createdAt, expiresAt, revokedAt } = record;
  const local = (time: string) => new Date(time).toLocaleString('zh-CN', { hour12: false });
  const state =
    revokedAt !== null
      ? `${local(revokedAt)} 撤销`
      : expiresAt === null
        ? '有效，不过期'
        : new Date(expiresAt) > now
          ? `有效，到 ${local(expiresAt)} 为止`
          : `${local(expiresAt)} 过期`;
  const seen = labels === null ? '全部文件' : labels.join('、');
  return `${id}  ${name}  ${role}（${ROLE_NAMES[role]}）  ${seen}  ${local(createdAt)} 建立  ${state}`;
}

function create(options: Options, keys: Keys, output: Output, now: Date): void {
  const parsed = CreateOptions.safeParse(options);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ message }) => message).join('；');
    throw new AppError('invalid_request', `${problems}。用法见 npm run keys -- --help`);
  }
  const { role, name, labels, expires } = parsed.data;
  const { record, secret } = keys.create({
    role,
    name,
    labels,
    expiresAt: expires === undefined ? null : endOf(expires, now),
  });
  if (options.json === true) {
    output.out(`${JSON.stringify({ ...record, key: secret })}\n`);
    return;
  }
  output.error('密钥只显示这一次，请交给使用的人存好：\n');
  output.out(`${secret}\n`);
  output.error(`${describe(record, now)}\n用法：请求头 Authorization: Bearer 密钥，或在网页上输入\n`);
}

function list(keys: Keys, output: Output, json: boolean, now: Date): void {
  const records = keys.list();
  if (json) output.out(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  else if (records.length === 0) output.out('还没有密钥。\n');
  else output.out(records.map((record) => `${describe(record, now)}\n`).join(''));
}

function run(
  command: string | undefined,
  ids: readonly string[],
  options: Options,
  keys: Keys,
  output: Output,
): void {
  const now = new Date();
  switch (command) {
    case 'create':
      if (ids.length > 0) {
        throw new AppError(
          'invalid_request',
          `create 只有选项，多出了“${ids.join(' ')}”。名称里有空格时加引号`,
        );
      }
      create(options, keys, output, now);
      return;
    case 'list':
      list(keys, output, options.json === true, now);
      return;
    case 'revoke':
      if (ids.length === 0)
        throw new AppError('invalid_request', '要写出撤销哪个密钥，编号见 npm run keys -- list');
      for (const id of ids) output.out(`${describe(keys.revoke(id), now)}\n`);
      return;
    default:
      throw new AppError('invalid_request', `没有“${command ?? ''}”这个命令，应为 create、list 或 revoke`);
  }
}

/** `npm run keys`; resolves to the exit code. */
export function runKeys(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: Output = CONSOLE,
): number {
  let store: ServiceStore | undefined;
  try {
    const { values, positionals } = readArguments(args, OPTIONS);
    const [command, ...ids] = positionals;
    if (values.help === true || (command === undefined && args.length === 0)) {
      output.out(HELP);
      return values.help === true ? 0 : 1;
    }
    const config = readConfig(environment);
    store = ServiceStore.open(values.index ?? config.ZHENGDA_INDEX);
    run(command, ids, values, new Keys(store, config), output);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    output.error(describeFailure(error));
    return 1;
  } finally {
    store?.close();
  }
}
