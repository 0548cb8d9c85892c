import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Config } from '../../config.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const HEAD = `# 政答的设置。每一项都有默认值，要改哪一项就去掉那一行的 #。
# systemd：EnvironmentFile=（deploy/zhengda.service）；Docker：--env-file；
# 命令行：set -a; . ./.env; set +a; npm start
`;

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  return text.startsWith(ROOT) ? `./${relative(ROOT, text)}` : text;
}

/** What a person would write for the default: the input of the setting, before it is read. */
function defaultOf(name: string): string {
  const schema = z.toJSONSchema(Config, { io: 'input', unrepresentable: 'any' });
  const property = schema.properties?.[name];
  return typeof property === 'object' ? shown(property.default) : '';
}

/** `.env.example`: every setting with its meaning and its default, all commented out. */
export function environmentTemplate(): string {
  const settings = Object.entries(Config.shape).map(
    ([name, { description = '' }]) => `\n# ${description}\n#${name}=${defaultOf(name)}\n`,
  );
  return HEAD + settings.join('');
}
