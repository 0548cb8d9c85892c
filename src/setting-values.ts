import { z } from 'zod';

/** What may stand in a list of labels: 公开属性 of documents as 政府信息公开条例 has them, and none stated. */
export const VISIBILITY_LABELS = ['主动公开', '依申请公开', '不予公开', '未注明'] as const;
export const VisibilityLabel = z.enum(VISIBILITY_LABELS, `应为 ${VISIBILITY_LABELS.join('、')}，用逗号隔开`);
export type VisibilityLabel = z.infer<typeof VisibilityLabel>;

/** From the least to the most; each may do what those before it may. */
export const ACCESS_ROLES = ['ask', 'index', 'admin'] as const;

/** Shorter keys can be guessed. */
const KEY_MIN_LENGTH = 20;

const parts = (text: string): string[] =>
  text
    .split(/[,，]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** 1 or 0. */
export const flag = () =>
  z
    .enum(['0', '1'], '应为 0 或 1')
    .default('0')
    .transform((value) => value === '1');

/** Labels of documents; null where none is given. */
export const labels = (byDefault: string) =>
  z
    .string()
    .default(byDefault)
    .transform((text) => (parts(text).length === 0 ? null : parts(text)))
    .pipe(z.array(VisibilityLabel).nullable());

/** 0 for no limit. */
export const perMinute = (byDefault: number) =>
  z.coerce.number('应为整数').int('应为整数').min(0, '应为 0 或正整数').default(byDefault);

/** `角色:密钥,…`. What is wrong is said without the key. */
export const apiKeys = () =>
  z
    .string()
    .default('')
    .transform((text, context) =>
      parts(text).flatMap((part, index) => {
        const [, role = '', key = ''] = /^([a-z]+):([\w.~+/=-]+)$/u.exec(part) ?? [];
        const known = ACCESS_ROLES.find((one) => one === role);
        if (known !== undefined && key.length >= KEY_MIN_LENGTH) return [{ role: known, key }];
        context.addIssue(
          `第 ${index + 1} 项应为 角色:密钥，角色是 ${ACCESS_ROLES.join('、')} 之一，密钥是至少 ${KEY_MIN_LENGTH} 个字母、数字或 . _ ~ + / = -`,
        );
        return [];
      }),
    );

/** An origin is scheme, host and port, as browsers send it (RFC 6454 section 7); null is what opaque ones send. */
export const origins = () =>
  z
    .string()
    .default('')
    .transform((text, context) =>
      parts(text).map((part) => {
        const origin = URL.canParse(part) ? new URL(part).origin : 'null';
        if (origin === 'null' || origin !== part.replace(/\/$/u, '').toLowerCase())
          context.addIssue(`“${part}”应为 https://example.gov.cn 这样的来源，不带路径，也不能是 *`);
        return origin;
      }),
    );
