import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { apiKeys, flag, labels, origins, perMinute, VisibilityLabel } from './setting-values.ts';

const LOG_LEVELS = ['error', 'warn', 'info', 'debug', 'silent'] as const;

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Every setting, its default and its meaning. Settings come from the environment; README lists them and a test
 * holds the two together.
 */
export const Config = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('监听地址'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8787).describe('监听端口，0 为任选'),
  ZHENGDA_INDEX: z.string().min(1).default(fromRoot('index')).describe('索引文件夹'),
  ZHENGDA_CORPUS: z.string().min(1).default(fromRoot('corpus')).describe('首次启动时入库的文件夹'),
  ZHENGDA_DICTIONARY: z
    .string()
    .min(1)
    .default(fromRoot('src/text/dictionary'))
    .describe('词典文件夹：用户词典、同义词、疑问词'),
  ZHENGDA_API_KEYS: apiKeys().describe('另外几个密钥：角色:密钥，用逗号隔开；平常用 npm run keys 建立'),
  ZHENGDA_OPEN: flag().describe('1：没有密钥的人也可以提问和查阅（入库和管理仍要密钥）'),
  ZHENGDA_OPEN_LABELS: labels('').describe('没有密钥的人能看哪些公开属性的文件，空为全部'),
  ZHENGDA_UNLABELLED: VisibilityLabel.default('未注明').describe('没有注明公开属性的文件按哪一种看待'),
  WECHAT_LABELS: labels('主动公开').describe('公众号能用哪些公开属性的文件回答，空为全部'),
  ZHENGDA_TRUST_PROXY: flag().describe('1：前面有反向代理，来访地址看 X-Forwarded-For 的最后一项'),
  RATE_LIMIT_KEY: perMinute(3000).describe('每个密钥每分钟最多几次请求，0 为不限'),
  RATE_LIMIT_ADDRESS: perMinute(600).describe('每个地址每分钟最多几次请求，0 为不限；本机不限'),
  CORS_ORIGINS: origins().describe('允许哪些网站的网页跨域调用，用逗号隔开；空为不允许'),
  AUDIT_QUESTIONS: z
    .enum(['full', 'masked', 'none'], '应为 full、masked 或 none')
    .default('masked')
    .describe('回答记录里怎样留存问题：full 原样，masked 隐去身份证号、手机号等，none 不留'),
  AUDIT_DAYS: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, '至少 1 天')
    .max(36_500, '至多 36500 天')
    .default(184)
    .describe('回答记录保留多少天；网络安全法第二十一条要求日志不少于六个月'),
  UPLOAD_MAX_FILES: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, '至少 1')
    .max(20_000, '至多 20000')
    .default(2000)
    .describe('一次最多上传几个文件，压缩包算一个'),
  UPLOAD_MAX_MB: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(1, '至少 1')
    .max(100_000, '至多 100000')
    .default(1024)
    .describe('一次上传的文件合计最多多少 MB；单个文件最多 256 MB'),
  EMBEDDING_MODEL: z.string().min(1).default(fromRoot('models/static')).describe('向量模型文件夹'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
    .optional()
    .describe('用户访问本服务的网址；设了它，聊天和智能体里的出处带上链接'),
  WECOM_TOKEN: z.string().default('').describe('企业微信应用“接收消息”的 Token；与下面四项同设或同不设'),
  WECOM_AES_KEY: z.string().default('').describe('企业微信应用“接收消息”的 EncodingAESKey'),
  WECOM_CORP_ID: z.string().default('').describe('企业微信的企业 ID'),
  WECOM_SECRET: z.string().default('').describe('企业微信应用的 Secret'),
  WECOM_AGENT_ID: z.string().default('').describe('企业微信应用的 AgentId'),
  WECOM_API_BASE: z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
    .default('https://qyapi.weixin.qq.com')
    .describe('企业微信接口的网址，私有部署的换成自己的'),
  WECOM_LABELS: labels('').describe('企业微信能用哪些公开属性的文件回答，空为全部'),
  WECHAT_TOKEN: z.string().default('').describe('公众号“服务器配置”的 Token'),
  WECHAT_AES_KEY: z.string().default('').describe('公众号安全模式的 EncodingAESKey；明文模式不设'),
  WECHAT_APP_ID: z.string().default('').describe('公众号的 AppID，与 EncodingAESKey 同设或同不设'),
  ALLOWED_HOSTS: z
    .string()
    .default('')
    .describe('除本机名、IP 地址和 PUBLIC_URL 外，/mcp 还接受的主机名，逗号隔开'),
  LLM_BASE_URL: z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
    .optional()
    .describe('OpenAI 兼容的模型服务（vLLM、Ollama 等），到 /v1 为止；与 LLM_MODEL 都设了才用模型撰写回答'),
  LLM_MODEL: z.string().min(1, '不能为空').optional().describe('模型服务里的模型名'),
  LLM_API_KEY: z.string().min(1, '不能为空').optional().describe('模型服务的密钥，不要密钥的不设'),
  LLM_TIMEOUT_MS: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(100, '至少 100')
    .max(600_000, '至多 600000')
    .default(20_000)
    .describe('等模型写完的最长时间（毫秒），超过即用摘录的回答'),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join('、')} 之一`)
    .default('info')
    .describe('日志写到哪一级：error、warn、info、debug，silent 不写'),
  LOG_QUESTIONS: flag().describe('1：日志里写问题的文字；平常不写'),
  ANSWER_CACHE_MB: z.coerce
    .number('应为整数')
    .int('应为整数')
    .min(0, '应为 0 或正整数')
    .max(4096, '至多 4096')
    .default(64)
    .describe('同一问题沿用已有回答所占的内存（MB），0 为每次重新作答；换了索引或到了第二天即作废'),
});
export type Config = Readonly<z.infer<typeof Config>>;

/** Parses the environment once, at the border. Throws `configuration_invalid` naming each wrong setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = Config.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new AppError('configuration_invalid', '环境变量的值不合要求，请按 README 的“设置”一节改正后重试', {
    details: parsed.error.issues.map((issue) => ({
      setting: issue.path.join('.'),
      problem: issue.message,
    })),
  });
}
