import { Config, readConfig } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { type Check, failed, passed } from './check.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A name with one of these beginnings that is no setting is taken for a misspelt one. */
const OWN_PREFIX = /^(?:ZHENGDA|LLM|AUDIT|RATE_LIMIT|CORS|WECOM|WECHAT|UPLOAD|ANSWER_CACHE)_/u;

/** The settings, or null where one is wrong; and what there is to say of them. */
export function checkSettings(environment: Environment): { check: Check; config: Config | null } {
  const name = '设置';
  try {
    const config = readConfig(environment);
    const unknown = Object.keys(environment).filter((key) => OWN_PREFIX.test(key) && !(key in Config.shape));
    if (unknown.length > 0) {
      const advice = '请对照 README 的“设置”一节改正名称，或去掉';
      return { check: failed(name, `没有这样的设置：${unknown.join('、')}`, advice), config };
    }
    const given = Object.keys(Config.shape).filter((key) => environment[key] !== undefined);
    return { check: passed(name, given.length === 0 ? '都用默认值' : `设了 ${given.join('、')}`), config };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const found = error.details.map((detail) => Object.values(detail).join('：')).join('；');
    return { check: failed(name, found, '请按 README 的“设置”一节改正'), config: null };
  }
}
