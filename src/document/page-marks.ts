/** What stands at the top of the first page beside the letterhead (GB/T 9704—2012 7.2.1—7.2.3, 7.2.6). */
export type PageMarks = Readonly<{
  copyNumber: string | null;
  /** 密级 and its period without blanks: 机密, 机密★10年. */
  classification: string | null;
  urgency: string | null;
  signer: string | null;
}>;

const LEVEL = '(?:绝密|机密|秘密)';
/** Beside 10年 and 长期 also 启用前 (of papers). */
const PERIOD =
  '(?:[★☆*＊](?:长期|[\\d０-９〇零一二三四五六七八九十百半]{1,4}(?:年|个月|月|天|日)|[一-龥]{1,6}前)?|[（(]?长期[）)]?)';
/** The parts of such a line with its blanks and cell borders gone; each begins where the one before it ends. */
const PARTS: readonly (readonly [keyof PageMarks | 'label', RegExp])[] = [
  ['copyNumber', /^(?:份号|№|No\.?|编号|总印制顺序号|印制份号)[:：]?(\d{1,8})/i],
  ['copyNumber', /^(\d{6}|0\d{2,6})(?!\d)/],
  ['label', /^(?:密级(?:和保密期限)?|保密级别|保密期限|紧急程度|缓急程度|等级|急缓程度)[:：]?/],
  ['classification', new RegExp(`^(${LEVEL}${PERIOD}?)(?:件(?=$|特|加))?`)],
  ['urgency', /^(特急|加急|平急|特提|急件|紧急(?!程度))(?:件(?!人))?/],
  ['signer', /^签发人?[:：]((?:[一-龥·]{2,4}[、，,]?)+)$/],
  ['label', /^(?:内部(?:资料|文件|使用)?|非密|公开|无|普通|平件|不公开|一般)(?=$|[:：特加])/],
  ['label', /^[、，,;；/／]/],
];

const LONGEST = 40;

/**
 * The marks of a line that consists of them (机　密★10年　　特急, 000012, | 密级 | 秘密 |), or null for a line that says
 * anything else: running text about secrets is none.
 */
export function marksOfLine(line: string): PageMarks | null {
  if (line.length > 2 * LONGEST) return null;
  const signer = /签\s*发\s*人?\s*[:：]([一-龥·、，,\s\u3000]{2,})$/.exec(line)?.[1];
  let rest = line.replaceAll(/[|｜]/g, '/').replaceAll(/[\s\u3000\u00a0【】[\]]/g, '');
  if (rest === '' || rest.length > LONGEST) return null;
  const marks: Record<keyof PageMarks, string | null> = {
    copyNumber: null,
    classification: null,
    urgency: null,
    signer: null,
  };
  let some = false;
  while (rest !== '') {
    let length = 0;
    for (const [name, pattern] of PARTS) {
      const match = pattern.exec(rest);
      if (match === null) continue;
      length = match[0].length;
      if (name !== 'label' && match[1] !== undefined) {
        marks[name] ??=
          name === 'signer' ? namesOf(signer ?? match[1]) : match[1].replace(/[☆*＊]/, '★').replace(/★$/, '');
        some = true;
      }
      break;
    }
    if (length === 0) return null;
    rest = rest.slice(length);
  }
  return some ? marks : null;
}

/** 张 三　李四 → 张三、李四: single characters belong together. */
function namesOf(text: string): string {
  const names: string[] = [];
  for (const part of text.split(/[\s\u3000、，,]+/)) {
    const last = names.at(-1);
    if (part.length === 1 && last?.length === 1) names[names.length - 1] = last + part;
    else if (part !== '') names.push(part);
  }
  return names.join('、');
}

/** The signer that stands beside the document's number (7.2.6): 赣府〔2022〕3号　　签发人：张三. */
export function signerOfLine(line: string): string | null {
  const signer = /[\s\u3000]签\s*发\s*人\s*[:：]([一-龥·、，,\s\u3000]{2,30})$/.exec(line.slice(-60))?.[1];
  return signer === undefined ? null : namesOf(signer);
}
