/**
 * Runs before every other command and installs what is missing. Plain Node without packages, as there may be none
 * yet. When all is in place it reads a few small files and is done. The pages are built from src/web where their sources
 * have changed.
 *
 * Nothing is downloaded but packages from the registry: the native ones are compiled here from the sources in their
 * packages (no ready-made binaries from code-hosting sites), against the headers that came with this Node.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 20;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.zhengda-setup');
/** Where vite.config.ts puts the pages, with the list of what they were made from. */
const PAGES = join(ROOT, 'src', 'web', 'dist');
const NATIVE = ['nodejieba', 'hnswlib-node', 'better-sqlite3', 'onnxruntime-node'];

/** What compiling needs: the command, another that may be named in the environment, and the package that brings it. */
const TOOLS = [
  { command: 'g++', variables: ['CXX'], apt: 'g++', dnf: 'gcc-c++' },
  { command: 'make', variables: ['MAKE'], apt: 'make', dnf: 'make' },
  { command: 'python3', variables: ['npm_config_python', 'PYTHON'], apt: 'python3', dnf: 'python3' },
];

function stop(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

const say = (message) => process.stderr.write(`${message}\n`);

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isOnPath(command) {
  if (command.includes('/')) return isExecutable(command);
  const folders = (process.env.PATH || '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => isExecutable(join(folder, command)));
}

function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return;
  stop(
    `Node.js 版本过低：现在是 ${process.versions.node}，需要 ${NODE_MAJOR} 或更高。\n` +
      '请从 https://nodejs.org/zh-cn/download 下载 Linux 压缩包，解开后把其中的 bin 加进 PATH，再重试。',
  );
}

function requireTools() {
  const missing = TOOLS.filter(({ command, variables }) => {
    const named = variables.map((variable) => process.env[variable]).find((value) => value);
    return !isOnPath(named === undefined ? command : named.split(' ')[0]);
  });
  if (missing.length === 0) return;
  const names = (key) => missing.map((tool) => tool[key]).join(' ');
  stop(
    `缺少编译工具：${missing.map(({ command }) => command).join('、')}。有几个依赖包要在本机编译一次，请先安装：\n` +
      `  Debian、Ubuntu、统信 UOS、银河麒麟桌面版：sudo apt-get install ${names('apt')}\n` +
      `  银河麒麟服务器版、openEuler、Fedora：      sudo dnf install ${names('dnf')}\n` +
      '装好后再运行一次刚才的命令。',
  );
}

/** Where the headers of this very Node are, for node-gyp: it would fetch them from nodejs.org otherwise. */
function headersFolder() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  const candidates = [prefix, join(homedir(), '.cache', 'node-gyp', process.versions.node)];
  const major = process.versions.node.split('.')[0];
  return candidates.find((folder) => {
    const header = join(folder, 'include', 'node', 'node_version.h');
    return (
      existsSync(header) && readFileSync(header, 'utf8').includes(`#define NODE_MAJOR_VERSION ${major}\n`)
    );
  });
}

function requireHeaders() {
  if (process.env.npm_config_nodedir) return process.env.npm_config_nodedir;
  const folder = headersFolder();
  if (folder !== undefined) return folder;
  stop(
    `缺少 Node.js ${process.versions.node} 的头文件（include/node/node_version.h），依赖包无法编译。\n` +
      '官方压缩包自带头文件：https://nodejs.org/zh-cn/download；用 apt 装的 Node 请再装 libnode-dev。\n' +
      '头文件在别处时，可用环境变量 npm_config_nodedir 指明其上级文件夹。',
  );
}

/** Says what this installation was made from: the lock file, and the Node that the native parts were built for. */
function stampOf(lock) {
  const hash = createHash('sha256').update(lock).digest('hex');
  return `${hash} ${process.versions.modules} ${process.platform} ${process.arch}\n`;
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** Whether every package of the lock file is installed in its version; optional ones may be missing. */
function isInstalled(lock) {
  const installed = readText(join(MODULES, '.package-lock.json'));
  if (installed === null) return false;
  const omitted =
    `${process.env.npm_config_omit || ''}`.includes('dev') || process.env.NODE_ENV === 'production';
  const found = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, wanted]) => {
    if (path === '' || wanted.link) return true;
    const have = found[path];
    if (have === undefined) return Boolean(wanted.optional || (omitted && wanted.dev));
    return (
      have.version === wanted.version && have.integrity === wanted.integrity && existsSync(join(ROOT, path))
    );
  });
}

/** npm as this command was started by, so that its version stays the same; else the one on the PATH. */
function npm(args, extra) {
  const started = process.env.npm_execpath || '';
  const [command, first] = started.endsWith('npm-cli.js') ? [process.execPath, [started]] : ['npm', []];
  const { status } = spawnSync(
    command,
    [...first, ...args, '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'],
    {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ...extra },
    },
  );
  return status === 0;
}

/** The native packages that do not load, each with why. In another process, as a bad binary may end it. */
function brokenPackages() {
  const script = `
    const broken = [];
    for (const name of ${JSON.stringify(NATIVE)}) {
      try { require(name); } catch (error) { broken.push([name, String(error.message).split('\\n')[0]]); }
    }
    process.stdout.write(JSON.stringify(broken));`;
  const { status, stdout } = spawnSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : NATIVE.map((name) => [name, '加载时进程中断']);
}

/** Packages are there but some do not load (another Node than the one they were built for): builds those again. */
function repair(broken) {
  requireTools();
  const names = broken.map(([name]) => name);
  say(`正在重新编译：${names.join('、')}…`);
  npm(['rebuild', ...names], { npm_config_nodedir: requireHeaders(), npm_config_build_from_source: 'true' });
  const still = brokenPackages();
  if (still.length === 0) return;
  stop(
    `这些依赖包装上了却加载不了：\n${still.map(([name, reason]) => `  ${name}：${reason}`).join('\n')}\n` +
      '请删除 node_modules 文件夹后再运行一次；仍不行时，请把以上内容告诉维护者。',
  );
}

function install() {
  requireTools();
  const nodedir = requireHeaders();
  say('正在安装依赖包：只从软件包源下载，其中几个在本机编译，首次约需一至三分钟…');
  // Vite, which builds the pages, is a development dependency, and NODE_ENV=production must not lose it.
  if (npm(['ci', '--include=dev'], { npm_config_nodedir: nodedir, npm_config_build_from_source: 'true' }))
    return;
  stop(
    '依赖包没有装上，原因见上面 npm 的输出。\n' +
      '连不上软件包源时，请用 npm config get registry 查看地址，用 npm config set registry 改为单位内部的镜像；\n' +
      '编译出错时，请确认 g++、make、python3 可用、内存有 1 GB 空闲，再运行一次刚才的命令。',
  );
}

/** Whether the pages are built from the very files that are there now. */
function pagesAreCurrent() {
  const recorded = readText(join(PAGES, 'inputs.json'));
  if (recorded === null) return false;
  return Object.entries(JSON.parse(recorded)).every(([path, hash]) => {
    const text = readText(join(ROOT, path));
    return text !== null && createHash('sha256').update(text).digest('hex') === hash;
  });
}

function buildPages() {
  const vite = join(MODULES, 'vite', 'bin', 'vite.js');
  if (existsSync(vite)) {
    say('正在生成网页…');
    const { status } = spawnSync(process.execPath, [vite, 'build'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
    if (status === 0) return;
  }
  stop(
    existsSync(vite)
      ? '网页没有生成，原因见上。请确认 src/web 文件夹可写，再运行一次刚才的命令。'
      : '网页需要生成，而这里没有装开发依赖（vite）。请去掉 NODE_ENV=production 或 npm_config_omit=dev 后再运行一次，\n' +
          '或从另一台机器拷来整个文件夹（连同 src/web/dist）。',
  );
}

requireNode();
const lock = readText(join(ROOT, 'package-lock.json'));
if (lock === null) stop('没有 package-lock.json，请重新取得完整的代码。');
const stamp = stampOf(lock);
if (readText(STAMP) !== stamp) {
  if (!isInstalled(lock)) install();
  const broken = brokenPackages();
  if (broken.length > 0) repair(broken);
  writeFileSync(STAMP, stamp);
}
// A copy without the pages' sources serves the API alone.
if (existsSync(join(ROOT, 'vite.config.ts')) && !pagesAreCurrent()) buildPages();
