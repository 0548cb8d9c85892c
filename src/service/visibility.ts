import type { Knowledge } from '../answer/schema.ts';
import type { Config } from '../config.ts';
import { VISIBILITY_LABELS, type VisibilityLabel } from '../setting-values.ts';
import type { AccessKey } from './keys.ts';

/** 不予公开, 不公开, 不宜公开, 暂不公开, 不予主动公开, 免予公开, 非公开 */
const CLOSED = /不\S{0,3}公开|免[予于]公开|非公开/u;

/** Only a part of it may be shown, or only later: as a whole it is not open. */
const IN_PART = /删减|部分公开|摘要公开|解密后|脱密后/u;

const OPEN = /主动公开|公开发布|全文公开|此件公开|^公开$/u;

/**
 * The label of what a document states on its disclosure (国务院办公厅关于施行政府信息公开条例若干问题的意见 第四条: 主动公开,
 * 依申请公开, 不予公开). Of several, as on a form with boxes, the strictest; 未注明 for none or one that cannot be read.
 */
export function disclosureLabel(stated: string | null): VisibilityLabel {
  const text = (stated ?? '').replace(/\s/gu, '');
  if (CLOSED.test(text)) return '不予公开';
  if (text.includes('依申请')) return '依申请公开';
  if (IN_PART.test(text)) return '未注明';
  return OPEN.test(text) ? '主动公开' : '未注明';
}

/** What somebody may see: the key's labels, and without a key those of the channel; null for everything. */
export function labelsOf(
  { channel, key }: Readonly<{ channel?: string; key: AccessKey | null }>,
  config: Pick<Config, 'WECHAT_LABELS'>,
): readonly string[] | null {
  if (key !== null) return key.labels;
  return channel === 'wechat' ? config.WECHAT_LABELS : null;
}

/** Restricted views of snapshots, each made once for a set of labels and forgotten with its snapshot. */
export class Visibility {
  readonly #unlabelled: VisibilityLabel;
  readonly #views = new WeakMap<Knowledge, Map<string, Knowledge>>();

  /** ZHENGDA_UNLABELLED is the label of documents that state none. */
  constructor({ ZHENGDA_UNLABELLED }: Pick<Config, 'ZHENGDA_UNLABELLED'>) {
    this.#unlabelled = ZHENGDA_UNLABELLED;
  }

  /** The snapshot as who has `labels` may see it; the snapshot itself for null and for all labels. */
  restrict(knowledge: Knowledge, labels: readonly string[] | null): Knowledge {
    if (labels === null || VISIBILITY_LABELS.every((label) => labels.includes(label))) return knowledge;
    const allowed = new Set(labels);
    const name = [...allowed].sort().join(' ');
    const views = this.#views.get(knowledge) ?? new Map<string, Knowledge>();
    this.#views.set(knowledge, views);
    const known = views.get(name);
    if (known !== undefined) return known;
    const view = knowledge.restrictedTo(({ metadata }) => {
      const label = disclosureLabel(metadata.disclosure);
      return allowed.has(label === '未注明' ? this.#unlabelled : label);
    });
    views.set(name, view);
    return view;
  }
}
