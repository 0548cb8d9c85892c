/**
 * Measures answers and retrieval on the question sets of `test/evaluation/` over `corpus/` and compares with the
 * recorded table: any difference fails. `--write` records the new figures in REGRESSIONS.md and README.md.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openKnowledge } from '../src/answer/knowledge.ts';
import { readConfig } from '../src/config.ts';
import { readQuestionSet, readSources } from '../src/evaluation/question-set.ts';
import { evaluationReport } from '../src/evaluation/report.ts';
import { compareTables, parseTables, replaceMarked } from '../src/evaluation/table.ts';
import { buildIndex } from '../src/indexing/ingest.ts';

const HELP = `用法：npm run evaluate [-- 选项]
  --write     把这次的数字记入 test/evaluation/REGRESSIONS.md 和 README.md
  --details   逐题列出答错的题
  --set 文件  只测这一个题集（JSON Lines），不与记录比较`;

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
    set: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const setsFolder = join(root, 'test/evaluation');
const recordPath = join(setsFolder, 'REGRESSIONS.md');
const index = mkdtempSync(join(tmpdir(), 'zhengda-evaluate-'));
try {
  const config = { ...readConfig(), ZHENGDA_INDEX: index };
  const corpus = join(root, 'corpus');
  await buildIndex(config, [corpus]);
  const knowledge = await openKnowledge(config);
  const sources = readSources(corpus);
  const paths =
    values.set === undefined
      ? readdirSync(setsFolder)
          .filter((name) => name.endsWith('.jsonl'))
          .sort()
          .map((name) => join(setsFolder, name))
      : [values.set];
  const sets = paths.map((path) => ({
    name: path.replace(/^.*\/|\.jsonl$/gu, ''),
    questions: readQuestionSet(path, sources),
  }));
  const report = await evaluationReport(sets, knowledge);
  console.log(report.markdown);
  if (values.details) console.log(report.failures);
  knowledge.close();
  if (values.set !== undefined) process.exitCode = 0;
  else if (values.write) {
    writeFileSync(recordPath, report.record);
    const readme = join(root, 'README.md');
    writeFileSync(readme, replaceMarked(readFileSync(readme, 'utf8'), 'evaluation', report.markdown));
  } else {
    const recorded = parseTables(readFileSync(recordPath, 'utf8'));
    const differences = report.tables.flatMap((table, position) =>
      compareTables(recorded[position] ?? { columns: [], rows: [] }, table),
    );
    for (const difference of differences) console.error(`与记录不同：${difference}`);
    if (differences.length > 0) {
      console.error('若变化有据，请用 npm run evaluate -- --write 记录，并在提交说明里写明原因');
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(index, { recursive: true, force: true });
}
