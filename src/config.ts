import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AppError } from './errors.ts';

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
  EMBEDDING_MODEL: z.string().min(1).default(fromRoot('models/static')).describe('向量模型文件夹'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: '应为 http:// 或 https:// 开头的网址' })
    .optional()
    .describe('用户访问本服务的网址；设了它，聊天和智能体里的出处带上链接'),
  ALLOWED_HOSTS: z
    .string()
    .default('')
    .describe('除本机名、IP 地址和 PUBLIC_URL 外，/mcp 还接受的主机名，逗号隔开'),
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
