/**
 * 文种: the kinds of official documents (党政机关公文处理工作条例, art. 8), of laws and rules, and of the plans and
 * speeches that are issued with them. Longer names first: 实施办法 before 办法.
 */
export const DOCUMENT_KINDS = [
  '实施意见',
  '指导意见',
  '实施方案',
  '工作方案',
  '行动方案',
  '实施办法',
  '暂行办法',
  '管理办法',
  '实施细则',
  '管理规定',
  '暂行规定',
  '若干规定',
  '工作要点',
  '行动计划',
  '工作计划',
  '暂行条例',
  '修正案',
  '命令',
  '决议',
  '决定',
  '公报',
  '公告',
  '通告',
  '通知',
  '通报',
  '意见',
  '议案',
  '报告',
  '请示',
  '批复',
  '答复',
  '复函',
  '纪要',
  '简报',
  '讲话',
  '致辞',
  '解释',
  '条例',
  '规定',
  '办法',
  '细则',
  '规则',
  '规程',
  '规范',
  '章程',
  '准则',
  '制度',
  '标准',
  '目录',
  '名单',
  '预案',
  '方案',
  '规划',
  '纲要',
  '计划',
  '要点',
  '措施',
  '指南',
  '清单',
  '指引',
  '宣言',
  '宪法',
  '法典',
  '函',
  '法',
  '令',
] as const;

/** The kinds by which the five documents and laws are commonly asked for: 实施意见 is a kind of 意见. */
const BASE_KINDS = ['意见', '方案', '办法', '细则', '规定', '要点', '计划', '条例'];

const BRACKETED_END = /[（(](?:[^（()）〔〕[\]]|[（(〔[][^（()）〔〕[\]]*[)）〕\]]){1,40}[)）]$/;

/** 征求意见稿, 试行, 2013年修订 … in brackets at the end of a title, once or twice. */
export const withoutBracketedEnd = (title: string): string =>
  title.replace(BRACKETED_END, '').replace(BRACKETED_END, '').trim();

/** The kind that a title ends with (…的实施意见 → 意见, …工作要点 → 要点), or null. */
export function kindOfTitle(title: string): string | null {
  const end = withoutBracketedEnd(title)
    .replace(/(?:第\d+期|[》”])+$/, '')
    // 公告〔2007〕第9号: an announcement is called by its number where it has no title.
    .replace(/(?<=令|公告)(?:[〔[（(]\d{4}[〕\]）)]|\d{4}年)?第?[\d一二三四五六七八九十百]{1,6}号$/, '');
  const kind = DOCUMENT_KINDS.find((candidate) => end.endsWith(candidate));
  // 典型经验做法 names no law.
  if (kind === undefined || (kind === '法' && /[做方看说想用]法$/.test(end))) return null;
  return BASE_KINDS.find((base) => kind.endsWith(base)) ?? kind;
}

const DRAFT = /征求意见|征集意见|草案|送审稿|讨论稿/;

/** Whether a title says that the text is a draft (征求意见稿): it holds for nobody and changes nothing. */
export const isDraftTitle = (title: string): boolean => DRAFT.test(title);

const NOT_BINDING = /^(?:讲话|致辞|简报|纪要|报告)$/;

/** Whether documents of the kind bind anybody; a speech or a bulletin is never in force. */
export const isBindingKind = (kind: string | null): boolean => kind === null || !NOT_BINDING.test(kind);
