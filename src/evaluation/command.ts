import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openKnowledge } from '../answer/knowledge.ts';
import { CONSOLE, readArguments, runCommand } from '../command-line.ts';
import { readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { buildIndex } from '../indexing/ingest.ts';
import { documentReport, measureDocuments } from './documents/report.ts';
import { STARD_FOLDS } from './folds.ts';
import { publicReport } from './public-report.ts';
import { measurePublicSets, runStage, Stage } from './public-run.ts';
import { publicSetsHash } from './public-sets.ts';
import { readQuestionSet, readSources } from './question-set.ts';
import { writeReadme } from './readme.ts';
import { type EvaluationReport, evaluationReport } from './report.ts';
import { compareRecord, type MeasureTable } from './table.ts';

const HELP = `用法：npm run evaluate [-- 选项]
在五份文件上测 test/evaluation/ 的题集，与 REGRESSIONS.md 比较；数字有变，退出码为 1。

  --write          把这次的数字记入 REGRESSIONS.md 和 README.md；有 --public 时也记入 PUBLIC.md
  --details        逐题列出答错的题
  --set 文件       只测这一个题集（JSON Lines），不与记录比较
  --public 文件夹  再测公开题集（STARD、EQUALS、NCP、CAIL），与 PUBLIC.md 比较；文件夹里要有 train 和 eval
  --folds 文件夹   测 STARD 用的模型：其中 0 到 ${STARD_FOLDS - 1} 各是一个模型文件夹，训练时没有用那一折的题；
                   不写则 STARD 不重测，沿用上次记录
  --cache 文件夹   保留法律文件的索引，下次再用；模型、词典或建索引的代码变了会重建
  --documents 文件夹
                   只测读文件：真实文件的元数据和结构、法律的条数、政策的文号，与 DOCUMENTS.md 比较；
                   文件夹里要有 documents 和 train。有 --write 时记入 DOCUMENTS.md 和 README.md
  -h, --help       显示本说明
`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const setsFolder = join(root, 'test/evaluation');
const corpus = join(root, 'corpus');

/** Measures the question sets in `paths` over `corpus/`. */
export async function measureOwnSets(paths: readonly string[]): Promise<EvaluationReport> {
  const index = mkdtempSync(join(tmpdir(), 'zhengda-evaluate-'));
  try {
    const config = { ...readConfig(), ZHENGDA_INDEX: index };
    await buildIndex(config, [corpus]);
    const knowledge = await openKnowledge(config);
    const sources = readSources(corpus);
    const sets = paths.map((path) => ({
      name: path.replace(/^.*\/|\.jsonl$/gu, ''),
      questions: readQuestionSet(path, sources),
    }));
    try {
      return await evaluationReport(sets, knowledge);
    } finally {
      knowledge.close();
    }
  } finally {
    rmSync(index, { recursive: true, force: true });
  }
}

/** Says what differs from the record in `path`, and whether anything does. */
function differs(path: string, tables: readonly MeasureTable[]): boolean {
  const differences = compareRecord(readRecord(path), tables);
  for (const difference of differences) process.stderr.write(`与 ${path} 不同：${difference}\n`);
  return differences.length > 0;
}

const readRecord = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const EXPLAIN = '若变化有据，请加 --write 记录，并在提交说明里写明原因\n';

/** Puts `content` between the markers of that name in README.md. */
/** Measures how documents are read; records the figures, or says what differs. Returns whether anything does. */
async function evaluateDocuments(
  data: string,
  { write, details }: Readonly<{ write: boolean; details: boolean }>,
): Promise<boolean> {
  const report = documentReport(await measureDocuments(data));
  process.stdout.write(`${report.markdown}\n${details ? `${report.failures}\n` : ''}`);
  const path = join(setsFolder, 'DOCUMENTS.md');
  if (!write) return differs(path, report.tables);
  writeFileSync(path, report.record);
  writeReadme('documents', report.summary);
  return false;
}

async function evaluate(args: readonly string[]): Promise<number> {
  const { values } = readArguments(
    args,
    {
      write: { type: 'boolean', default: false },
      details: { type: 'boolean', default: false },
      set: { type: 'string' },
      public: { type: 'string' },
      folds: { type: 'string' },
      cache: { type: 'string' },
      documents: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      stage: { type: 'string' },
    },
    { allowPositionals: false },
  );
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.stage !== undefined) {
    process.stdout.write(JSON.stringify(await runStage(Stage.parse(JSON.parse(values.stage)))));
    return 0;
  }
  if (values.set !== undefined) {
    const { markdown, failures } = await measureOwnSets([values.set]);
    process.stdout.write(`${markdown}\n${values.details ? `${failures}\n` : ''}`);
    return 0;
  }
  if (values.documents !== undefined) {
    const changed = await evaluateDocuments(resolve(values.documents), values);
    if (changed) process.stderr.write(EXPLAIN);
    return changed ? 1 : 0;
  }
  const folds = values.folds === undefined ? null : resolve(values.folds);
  for (let fold = 0; folds !== null && fold < STARD_FOLDS; fold += 1) {
    // Found out now rather than after an hour.
    const model = join(folds, String(fold));
    if (!existsSync(model))
      throw new AppError(
        'invalid_request',
        `--folds：${model} 不存在。请给出有 0 到 ${STARD_FOLDS - 1} 号模型的文件夹`,
      );
  }
  const paths = readdirSync(setsFolder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(setsFolder, name));
  const own = await measureOwnSets(paths);
  process.stdout.write(`${own.markdown}\n${values.details ? `${own.failures}\n` : ''}`);
  const ownPath = join(setsFolder, 'REGRESSIONS.md');
  if (values.write) {
    writeFileSync(ownPath, own.record);
    writeReadme('evaluation', own.markdown);
  }
  let changed = !values.write && differs(ownPath, own.tables);
  if (values.public !== undefined) {
    const data = resolve(values.public);
    const cache = values.cache === undefined ? null : resolve(values.cache);
    const path = join(setsFolder, 'PUBLIC.md');
    const figures = measurePublicSets({ data, folds, cache });
    const report = publicReport(figures, readRecord(path), publicSetsHash(data));
    process.stdout.write(report.markdown);
    if (values.write) writeFileSync(path, report.record);
    else changed = differs(path, report.tables) || changed;
  }
  if (changed) process.stderr.write(EXPLAIN);
  return changed ? 1 : 0;
}

/** `npm run evaluate`: returns the exit code. */
export const runEvaluation = (args: readonly string[]): Promise<number> =>
  runCommand(CONSOLE, () => evaluate(args));
