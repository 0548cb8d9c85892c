import { join } from 'node:path';
import { type MeasureTable, renderTable } from '../table.ts';
import { type LawReading, readLaws } from './laws.ts';
import { judgeListedNumbers, type NumberVerdict } from './listed-numbers.ts';
import {
  AGREED_FIELDS,
  type AgreedField,
  isRightStructure,
  judgeField,
  judgeStructure,
  type RealFile,
  readRealFiles,
} from './real-files.ts';

/** All that is measured of reading documents. */
export type DocumentFigures = Readonly<{
  files: readonly RealFile[];
  laws: readonly LawReading[];
  /** By name of the collection. */
  policies: readonly (readonly [string, readonly NumberVerdict[]])[];
}>;

export type DocumentReport = Readonly<{
  /** All that is compared with the record. */
  tables: readonly MeasureTable[];
  /** For the terminal. */
  markdown: string;
  /** For README: what was read of real files. */
  summary: string;
  /** The content of DOCUMENTS.md. */
  record: string;
  /** What is wrong, a line each. */
  failures: string;
}>;

/** Reads everything of the folder that is laid out as `documents`, `train/laws` and `train/policies`. */
export async function measureDocuments(data: string): Promise<DocumentFigures> {
  return {
    files: await readRealFiles(join(data, 'documents')),
    laws: readLaws(join(data, 'train/laws')),
    policies: [
      ['中国人民银行', judgeListedNumbers(join(data, 'train/policies/pbc'))],
      ['国务院', judgeListedNumbers(join(data, 'train/policies/statecouncil'))],
    ],
  };
}

const FIELD_NAMES: Readonly<Record<AgreedField, string>> = {
  title: '标题',
  documentNumber: '文号',
  issuer: '发文机关',
  date: '成文日期',
};

/** Counts are words in a table: 1 file is not a share of 1. */
const count = (some: readonly unknown[]): string => String(some.length);
const share = (some: readonly unknown[], all: readonly unknown[]): number | null =>
  all.length === 0 ? null : some.length / all.length;

function readTable(files: readonly RealFile[]): MeasureTable {
  const formats = [...new Set(files.map(({ format }) => format))].sort();
  const refusals = [...new Set(files.flatMap(({ refused }) => refused ?? []))].sort();
  return {
    columns: ['文件', '读出', ...refusals.map((code) => `拒收（${code}）`)],
    rows: formats.map((format) => {
      const some = files.filter((file) => file.format === format);
      const refused = refusals.map((code) => count(some.filter((file) => file.refused === code)));
      return {
        name: `.${format}`,
        values: [count(some), count(some.filter(({ reading }) => reading !== null)), ...refused],
      };
    }),
  };
}

function fieldTable(files: readonly RealFile[]): MeasureTable {
  const fields = AGREED_FIELDS.map((field) => {
    const verdicts = judgeField(files, field);
    const given = verdicts.filter(({ wanted }) => wanted !== null);
    const right = given.filter((verdict) => verdict.right);
    const absent = verdicts.filter(({ wanted }) => wanted === null);
    const invented = absent.filter(({ found }) => found !== null);
    return {
      name: FIELD_NAMES[field],
      values: [count(given), count(right), share(right, given), count(absent), count(invented)],
    };
  });
  const structures = judgeStructure(files);
  const part = (name: string, verdict: (one: (typeof structures)[number]) => boolean | null) => {
    const given = structures.filter((one) => verdict(one) !== null);
    const right = given.filter((one) => verdict(one) === true);
    return { name, values: [count(given), count(right), share(right, given), null, null] };
  };
  return {
    columns: ['给出', '读对', '读对的比例', '文中没有', '没有而读出'],
    rows: [
      ...fields,
      part('一级标题', ({ headings }) => headings),
      part('条数', ({ articles }) => articles),
      part('一级标题和条数', isRightStructure),
    ],
  };
}

function lawTable(laws: readonly LawReading[]): MeasureTable {
  const lines = laws.reduce((sum, law) => sum + law.lines, 0);
  const articles = laws.reduce((sum, law) => sum + law.articles, 0);
  const differing = laws.filter((law) => law.lines !== law.articles);
  const covered = laws.filter(({ fault }) => fault === null);
  return {
    columns: ['文件', '以第X条开头的行', '读出的条', '相差', '条数不同的文件', '条款铺满全文的文件'],
    rows: [
      {
        name: '法律法规',
        values: [
          count(laws),
          lines,
          articles,
          lines === 0 ? null : Math.abs(articles - lines) / lines,
          count(differing),
          count(covered),
        ],
      },
    ],
  };
}

function numberTable(policies: DocumentFigures['policies']): MeasureTable {
  return {
    columns: ['清单有文号', '其中正文开头也有', '读对', '读对的比例'],
    rows: policies.map(([name, verdicts]) => {
      const inText = verdicts.filter((verdict) => verdict.inText);
      const right = inText.filter((verdict) => verdict.right);
      return { name, values: [count(verdicts), count(inText), count(right), share(right, inText)] };
    }),
  };
}

function describeFailures({ files, laws, policies }: DocumentFigures): string[] {
  const fields = AGREED_FIELDS.flatMap((field) =>
    judgeField(files, field)
      .filter(({ right }) => !right)
      .map(({ file, wanted, found }) => `${file} ${FIELD_NAMES[field]}：${found}，应为 ${wanted}`),
  );
  const structures = judgeStructure(files)
    .filter((verdict) => !isRightStructure(verdict))
    .map(({ file }) => {
      const one = files.find((each) => each.file === file);
      return `${file} 一级标题或条数：${one?.reading?.articles} 条（应为 ${one?.agreed?.articles}）；${one?.reading?.headings.join(' / ')}`;
    });
  const differing = laws
    .filter(({ lines, articles, fault }) => lines !== articles || fault !== null)
    .map(
      ({ file, lines, articles, fault }) =>
        `${file}：${lines} 行，${articles} 条${fault === null ? '' : `；${fault}`}`,
    );
  const numbers = policies.flatMap(([, verdicts]) =>
    verdicts
      .filter(({ inText, right }) => inText && !right)
      .map(({ file, found, listed }) => `${file} 文号：${found}，应为 ${listed}`),
  );
  return [...fields, ...structures, ...differing, ...numbers];
}

/** Lays the figures out. */
export function documentReport(figures: DocumentFigures): DocumentReport {
  const { files, laws, policies } = figures;
  const tables = [readTable(files), fieldTable(files), lawTable(laws), numberTable(policies)];
  const [read = '', fields = '', law = '', number = ''] = tables.map(renderTable);
  const summary = `政府网站上的 ${files.length} 个真实文件，与人工核定的值相比：\n\n${fields}\n\n法律法规 ${laws.length} 个文件：\n\n${law}\n`;
  const markdown = [
    `真实文件（政府网站上的原样）：\n\n${read}\n`,
    `元数据和结构，与人工核定的值相比（“给出”是核定了值的文件，扫描件不计）：\n\n${fields}\n`,
    `法律法规：\n\n${law}\n`,
    `政策文件的文号，与网站的清单相比：\n\n${number}\n`,
  ].join('\n');
  return {
    tables,
    markdown,
    summary,
    record: `# 读文件\n\n由 \`npm run evaluate -- --documents 数据文件夹 --write\` 写成；不带 \`--write\` 则重测并与之比较，数字有变即失败。\n\n${markdown}`,
    failures: describeFailures(figures).join('\n'),
  };
}
