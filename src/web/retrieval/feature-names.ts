import type { DocumentForm } from '../../retrieval/document-traits.ts';
import type { RankingFeature } from '../../retrieval/features.ts';

/** What the ranking model sees, in words; what each counts stands in retrieval/features.ts. */
const NAMES = {
  lexical: '字词得分（占满分）',
  lexicalBehind: '字词得分（比最高者）',
  dense: '语义相似度',
  denseBehind: '语义相似度（比最高者）',
  lexicalRank: '字词名次',
  denseRank: '语义名次',
  text: '问题的词在段落中',
  heading: '……在段落或标题路径中',
  title: '……在段落或文件标题中',
  document: '……在文件任何一处',
  titleAlone: '……在文件标题中',
  headingAlone: '……在标题路径中',
  synonym: '以同义词出现',
  missing: '缺的最重要的词',
  compounds: '长词和数字在段落中',
  documentTop: '同一文件在前十名中的份额',
  documentShare: '同一文件在候选中的份额',
  documentBehind: '文件的最好一段（比最高者）',
  clause: '问题的词在同条各段中',
  clauseDense: '同条别段的语义优势',
  named: '问题写明文件名称',
  older: '有同名的较新文件',
  namedBy: '被别的文件引用',
  age: '年代（距最新文件，十年）',
  yearAsked: '年份与所问相同',
  yearOther: '年份与所问不同',
  levelAsked: '层级与所问相同',
  levelOther: '层级与所问不同',
  national: '国家层级',
  local: '地方层级',
  placeKnown: '所问地名在文件中',
  placeUnknown: '所问地名不在文件中',
  localUnasked: '未问地方而是地方文件',
  terms: '问题的词数',
  bestLexical: '全部候选中最高字词得分',
  bestDense: '全部候选中最高语义相似度',
  bestText: '全部候选中词最全者',
} as const satisfies Partial<Record<RankingFeature, string>>;

const isNamed = (feature: string): feature is keyof typeof NAMES => feature in NAMES;

const FORM = 'form_';
const FORM_NAMES: Readonly<Record<DocumentForm, string>> = {
  law: '法律',
  regulation: '条例',
  rules: '规定、办法',
  interpretation: '解释、批复',
  decision: '决定、公告',
  notice: '通知、意见',
  other: '其他',
};
const isForm = (form: string): form is DocumentForm => form in FORM_NAMES;

/** A feature's name on the page; one that is not known keeps its own. */
export function featureName(feature: string): string {
  if (isNamed(feature)) return NAMES[feature];
  const form = feature.startsWith(FORM) ? feature.slice(FORM.length) : '';
  return isForm(form) ? `文种是${FORM_NAMES[form]}` : feature;
}
