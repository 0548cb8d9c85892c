import { z } from 'zod';
import type { Config } from '../../config.ts';
import { AppError, type ErrorDetail } from '../../errors.ts';

/** 43 characters of base64 are 32 bytes but for the “=” at the end. */
const AES_KEY = z.string().regex(/^[A-Za-z0-9+/]{43}$/u, '应为后台生成的 43 位 EncodingAESKey');

const WecomSettings = z.object({
  WECOM_TOKEN: z.string(),
  WECOM_AES_KEY: AES_KEY,
  WECOM_CORP_ID: z.string(),
  WECOM_SECRET: z.string(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d{1,15}$/u, '应为应用的 AgentId，一个整数')
    .transform(Number),
});
export type WecomSettings = Readonly<z.infer<typeof WecomSettings> & { WECOM_API_BASE: string }>;

const WechatSettings = z.object({
  WECHAT_TOKEN: z.string(),
  /** Both set for safe mode, neither for plain mode. */
  safeMode: z.object({ WECHAT_AES_KEY: AES_KEY, WECHAT_APP_ID: z.string() }).nullable(),
});
export type WechatSettings = Readonly<z.infer<typeof WechatSettings>>;

type Values = Readonly<Record<string, string>>;

const isSet = (value: string): boolean => value !== '';

function refuse(channel: string, details: readonly ErrorDetail[]): never {
  throw new AppError(
    'configuration_invalid',
    `${channel}的设置不全或不对。请按 README 的“设置”一节补全；不接入${channel}的，把它的设置都去掉`,
    { details },
  );
}

function refuseHalf(channel: string, values: Values): void {
  const missing = Object.entries(values).filter(([, value]) => !isSet(value));
  const problem = '没有设置，而同一组的其他各项设置了';
  if (missing.length > 0)
    refuse(
      channel,
      missing.map(([setting]) => ({ setting, problem })),
    );
}

function parse<Output>(channel: string, schema: z.ZodType<Output>, values: unknown): Output {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  return refuse(
    channel,
    parsed.error.issues.map((issue) => ({ setting: String(issue.path.at(-1)), problem: issue.message })),
  );
}

/** Null where 企业微信 is not set up. Throws `configuration_invalid` where it is by half. */
export function wecomSettings(config: Config): WecomSettings | null {
  const { WECOM_TOKEN, WECOM_AES_KEY, WECOM_CORP_ID, WECOM_SECRET, WECOM_AGENT_ID } = config;
  const values = { WECOM_TOKEN, WECOM_AES_KEY, WECOM_CORP_ID, WECOM_SECRET, WECOM_AGENT_ID };
  if (!Object.values(values).some(isSet)) return null;
  refuseHalf('企业微信', values);
  return {
    ...parse('企业微信', WecomSettings, values),
    WECOM_API_BASE: config.WECOM_API_BASE.replace(/\/$/u, ''),
  };
}

/** Null where 公众号 is not set up. Throws `configuration_invalid` where it is by half. */
export function wechatSettings(config: Config): WechatSettings | null {
  const { WECHAT_TOKEN, WECHAT_AES_KEY, WECHAT_APP_ID } = config;
  const safeMode = { WECHAT_AES_KEY, WECHAT_APP_ID };
  const isSafe = Object.values(safeMode).some(isSet);
  if (!isSafe && !isSet(WECHAT_TOKEN)) return null;
  refuseHalf('公众号', isSafe ? { WECHAT_TOKEN, ...safeMode } : { WECHAT_TOKEN });
  return parse('公众号', WechatSettings, { WECHAT_TOKEN, safeMode: isSafe ? safeMode : null });
}
