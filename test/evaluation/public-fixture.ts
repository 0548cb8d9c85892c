import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Laws in the manner of the real ones, written for the tests. */
export const LAWS: Readonly<Record<string, string>> = {
  '渡口管理条例.md': `# 渡口管理条例

2019年3月1日 县人民代表大会常务委员会通过

<!-- INFO END -->

## 第一章 总则

第一条 为了加强渡口管理，保障乘客生命财产安全，制定本条例。

第二条 设立渡口应当具备下列条件：

（一）选址在水流平缓、水深足够的河段；

（二）有符合安全标准的码头和引道；

（三）配备持有适任证书的渡工。

前款所列条件的具体标准由县交通运输部门制定。

## 第二章 渡运

第三条 渡船不得超过核定的载客人数。夜间渡运应当开启灯光信号。

第四条 违反本条例第三条规定超载的，由海事管理机构处五百元以上二千元以下罚款。
`,
  '果园灌溉办法.md': `# 果园灌溉办法

<!-- INFO END -->

第一条 果园灌溉应当优先采用滴灌、喷灌等节水方式。

第二条 用水户每月十日前向水管站缴纳上月水费，逾期按日加收千分之二的滞纳金。
`,
};

/** Writes the laws into `folder` and returns it. */
export function writeLaws(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(LAWS)) writeFileSync(join(folder, name), text);
  return folder;
}

const FERRY_NEWS =
  '县里新开两处渡口。据县交通运输局介绍，青石渡口自五月一日起通航，每日往返十二班，票价为三元。乘客须穿救生衣。';
const ORCHARD_NEWS =
  '今年果园补贴标准公布。每亩果园补贴一百二十元，由乡镇财政所直接发放到户。申请截止到六月底。';

const WATER_ARTICLE = '【水费】用水户每月十日前向水管站缴纳上月水费，逾期按日加收千分之二的滞纳金。';

/** Rows of the public sets in their own forms. */
export const ROWS = {
  'train/stard-train.jsonl': [
    {
      id: 'stard-1',
      question: '坐的渡船超载了会被罚多少钱',
      articles: [
        { name: '渡口管理条例第三条', text: '渡船不得超过核定的载客人数。夜间渡运，应当开启灯光信号。' },
        {
          name: '渡口管理条例第四条',
          text: '违反本条例第三条规定超载的，由海事管理机构处五百元以上二千元以下罚款。',
        },
      ],
    },
    {
      id: 'stard-2',
      question: '航空器撞坏了别人的房子怎么赔',
      articles: [
        {
          name: '民用航空法第一百五十七条',
          text: '因飞行中的民用航空器造成地面上的人身伤亡的，受害人有权获得赔偿。',
        },
      ],
    },
  ],
  'eval/ncp-dev.jsonl': [
    {
      id: 'ncp-1',
      docid: 'a',
      question: '青石渡口的票价是多少',
      context: FERRY_NEWS,
      answer: { text: '票价为三元', span: [FERRY_NEWS.indexOf('票价'), FERRY_NEWS.indexOf('票价') + 5] },
    },
    {
      id: 'ncp-2',
      docid: 'b',
      question: '果园补贴标准是每亩多少元',
      context: ORCHARD_NEWS,
      answer: { text: '一百二十元', span: [ORCHARD_NEWS.indexOf('一百'), ORCHARD_NEWS.indexOf('一百') + 5] },
    },
  ],
  'eval/equals-dev.jsonl': [
    {
      id: 'equals-1',
      law: '果园灌溉办法',
      articleNumber: '第二条',
      questionType: 'how long/when',
      question: '水费逾期要交多少滞纳金',
      context: WATER_ARTICLE,
      answer: { text: '逾期按日加收千分之二的滞纳金', start: WATER_ARTICLE.indexOf('逾期') },
    },
  ],
  'eval/cail-refusal-dev.jsonl': [
    {
      id: 'cail-1',
      context: '经审理查明，被告人王某于2018年3月2日在县城西街商铺盗窃现金五千元，后被民警抓获。',
      question: '王某盗窃了多少现金？',
      answerable: true,
      answer: '五千元',
    },
    {
      id: 'cail-2',
      context: '经审理查明，被告人王某于2018年3月2日在县城西街商铺盗窃现金五千元，后被民警抓获。',
      question: '原告的保险公司赔付了多少元？',
      answerable: false,
      answer: null,
    },
  ],
} as const;

export const toLines = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Writes sets and laws below `folder` as the data folder has them, and returns it. */
export function writeData(folder: string): string {
  mkdirSync(join(folder, 'train'), { recursive: true });
  mkdirSync(join(folder, 'eval'), { recursive: true });
  for (const [path, rows] of Object.entries(ROWS)) writeFileSync(join(folder, path), toLines(rows));
  writeLaws(join(folder, 'train/laws'));
  return folder;
}
