import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Check, failed, passed } from './check.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const NODE_MAJOR = 20;

/** Packages with a compiled part: what an update of Node, or a copy from another machine, breaks. */
const NATIVE = ['better-sqlite3', 'hnswlib-node', 'nodejieba', 'onnxruntime-node'] as const;
/** Hours before UTC. */
const BEIJING_OFFSET = 8;

const LOAD_TIMEOUT_MS = 30_000;

const Broken = z.array(z.tuple([z.string(), z.string()]));

export function checkNode(version: string = process.versions.node): Check {
  const found = `Node.js ${version}`;
  return Number(version.split('.')[0]) >= NODE_MAJOR
    ? passed('Node.js', found)
    : failed('Node.js', found, `请换用 Node.js ${NODE_MAJOR} 或更新版本`);
}

/** In a process of its own, as a binary for another Node may end it. */
export function checkNativeModules(names: readonly string[] = NATIVE): Check {
  const script = `
    const broken = [];
    for (const name of ${JSON.stringify(names)}) {
      try { require(name); } catch (error) { broken.push([name, String(error.message).split('\\n')[0]]); }
    }
    process.stdout.write(JSON.stringify(broken));`;
  const advice = '请删除 node_modules 文件夹，再运行 npm start，会重新编译';
  let broken: z.infer<typeof Broken>;
  try {
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: LOAD_TIMEOUT_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    broken = Broken.parse(JSON.parse(output));
  } catch {
    return failed('原生模块', '加载时进程中断', advice);
  }
  if (broken.length === 0) return passed('原生模块', `${names.join('、')} 都能加载`);
  return failed('原生模块', broken.map(([name, reason]) => `${name}：${reason}`).join('；'), advice);
}

/** A clock behind the installation's own files, or a date that no document has yet, makes wrong what is in force. */
export function checkClock(now: Date = new Date()): Check {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offset = -now.getTimezoneOffset() / 60;
  const found = `${now.toLocaleString('zh-CN')}，时区 ${zone}（UTC${offset < 0 ? '' : '+'}${offset}）`;
  const installed = statSync(new URL('../../../package.json', import.meta.url)).mtime;
  const advice = '请校准本机时钟（timedatectl）：文件现行有效与否按今天的日期判断';
  if (now < installed)
    return failed('时钟', `${found}，早于程序安装的 ${installed.toLocaleString('zh-CN')}`, advice);
  const better = '时区不是北京时间，每天有几个小时会把日期算错：请设环境变量 TZ=Asia/Shanghai';
  return passed('时钟', found, offset === BEIJING_OFFSET ? null : better);
}
