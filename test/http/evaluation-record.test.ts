import { expect, it } from 'vitest';
import { readEvaluationRecord } from '../../src/http/evaluation-record.ts';

const MARKDOWN = `# 评测记录

由 npm run evaluate 写成。

语料 sha256 ${'a'.repeat(64)}

回答：

|  | 题数 | 答对 |
| --- | ---: | ---: |
| 甲 | 32 | 0.9688 |
| 乙 | 60 |

检索（首个含全部要点的条款的名次）：

|  | success@1 |
| :-- | ---: |
| 甲，只用 BM25 | 0.7813 |
`;

it('reads headline, hash and tables, each named by the line before it', () => {
  expect(readEvaluationRecord(MARKDOWN)).toEqual({
    title: '评测记录',
    sha256: 'a'.repeat(64),
    tables: [
      {
        title: '回答',
        columns: ['', '题数', '答对'],
        rows: [
          ['甲', '32', '0.9688'],
          ['乙', '60', ''],
        ],
      },
      {
        title: '检索（首个含全部要点的条款的名次）',
        columns: ['', 'success@1'],
        rows: [['甲，只用 BM25', '0.7813']],
      },
    ],
  });
});

it('finds nothing in a text without tables', () => {
  expect(readEvaluationRecord('正文\n')).toEqual({ title: '', sha256: null, tables: [] });
});
