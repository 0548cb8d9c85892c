import { join } from 'node:path';
import { readWordList } from '../text/word-list.ts';

export const QUESTION_WORDS_FILE = 'question-words.txt';

/** The stop list: words that only ask. They are left out of questions, never out of the index. */
export const readQuestionWords = (folder: string): ReadonlySet<string> =>
  readWordList(join(folder, QUESTION_WORDS_FILE));

/** Runs of words that ask; cutting them out first keeps the words around them from running together. */
export const QUESTION_PHRASES =
  /请问|想问(?:一下)?|问一下|麻烦|告诉我|我想知道|(?:是|有|为|叫|指|指的是|分别是|分别有|都有|包括|包含)?(?:什么|哪些|啥)(?:样的|样|意思)?|(?:是|有|为|达到|要达到)?多少|怎么样?|如何|怎样|咋|为什么|是否|是不是|有没有|能不能|能否|可不可以|可否|要不要|(?:是|由|归|找)?谁|哪(?:一)?(?:个|里|儿|位|家|天|年|月|日)|哪几?|几(?=个|项|名|条|类|种|家|件|次|位|天|点|月|号|年|日)|(?:什么|啥)时候|何时|多长时间|多久|是指|指的是|吗|呢|吧|啊|呀|[?]/gu;

/** What questions ask for by name. These words are meant even where no document has them. */
export const ASKED_NOUNS: ReadonlySet<string> = new Set(
  (
    '时限 期限 限时 时间 日期 金额 费用 标准 比例 比重 占比 数量 人数 名单 单位 部门 机构 主体 责任 牵头 负责 电话 地址 ' +
    '标题 名称 主送 抄送 印发 发文 依据 条件 材料 程序 流程 步骤 措施 办法 要求 内容 目标 任务 原则 含义 定义'
  ).split(' '),
);
