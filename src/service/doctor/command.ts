import { CONSOLE, type Output, readArguments, runCommand } from '../../command-line.ts';
import type { Check } from './check.ts';
import { environmentTemplate } from './environment-template.ts';
import { checkClock, checkNativeModules, checkNode } from './installation.ts';
import { checkNetwork } from './network-proof.ts';
import { checkPort } from './port.ts';
import { checkSettings } from './settings.ts';
import { checkDisk, checkKnowledge, checkWritable } from './storage.ts';

const HELP = `用法：npm run doctor [-- 选项]
逐项检查安装、设置、模型、词典、索引、端口、磁盘和时钟，并证明回答问题时不联网。有一项不行时退出码为 1。

  --json        输出 JSON
  --settings    输出设置文件的样板（.env.example），不检查
`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  settings: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const describe = ({ ok, name, found, advice }: Check): string =>
  `${ok ? '✓' : '✗'} ${name}：${found}\n${advice === null ? '' : `    → ${advice}\n`}`;

/** All checks, in the order in which one rests on those before it; each is told of as soon as it is done. */
export async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  tell: (check: Check) => void = () => {},
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  const add = (...more: readonly Check[]): boolean => {
    for (const check of more) {
      checks.push(check);
      tell(check);
    }
    return more.every(({ ok }) => ok);
  };
  add(checkNode());
  const loads = add(checkNativeModules());
  add(checkClock());
  const { check, config } = checkSettings(environment);
  add(check);
  if (config === null) return checks;
  add(await checkPort(config), await checkWritable(config), await checkDisk(config));
  if (!loads) return checks;
  const { checks: ofKnowledge, opened } = await checkKnowledge(config);
  add(...ofKnowledge);
  if (opened) add(await checkNetwork(config));
  return checks;
}

async function doctor(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  { out }: Output,
): Promise<number> {
  const { values } = readArguments(args, OPTIONS, { allowPositionals: false });
  if (values.help || values.settings) {
    out(values.help ? HELP : environmentTemplate());
    return 0;
  }
  const checks = await examine(environment, values.json ? undefined : (check) => out(describe(check)));
  const wrong = checks.filter(({ ok }) => !ok).length;
  if (values.json) out(`${JSON.stringify({ ok: wrong === 0, checks }, null, 2)}\n`);
  else out(wrong === 0 ? '\n一切正常。\n' : `\n有 ${wrong} 项要改正。\n`);
  return wrong === 0 ? 0 : 1;
}

/** `npm run doctor`: returns the exit code. */
export const runDoctor = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
  output: Output = CONSOLE,
): Promise<number> => runCommand(output, () => doctor(args, environment, output));
