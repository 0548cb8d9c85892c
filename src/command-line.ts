import { type ParseArgsConfig, parseArgs } from 'node:util';
import { AppError } from './errors.ts';

/** Where a command writes: results to `out`, reasons of failure to `error`. */
export type Output = Readonly<{ out: (text: string) => void; error: (text: string) => void }>;

export const CONSOLE: Output = {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
};

type Options = NonNullable<ParseArgsConfig['options']>;
type Read<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>;

/**
 * The options and positional arguments of a command. Throws `invalid_request` for an option that is not among `options`
 * or lacks its value, and for positional arguments where there must be none.
 */
export function readArguments<const O extends Options>(
  args: readonly string[],
  options: O,
  { allowPositionals = true } = {},
): Read<O> {
  const refuse = (found: string, cause?: unknown): never => {
    throw new AppError('invalid_request', `选项不对：${found}。用 --help 看用法`, { cause });
  };
  let read: Read<O>;
  try {
    read = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
  const [stray] = read.positionals;
  return allowPositionals || stray === undefined ? read : refuse(`多出了“${stray}”`);
}

/** What a command says of a failure, on a line of its own. */
export const describeFailure = ({ message, code }: AppError): string => `${message}（${code}）\n`;

/** Runs a command; one that throws an {@link AppError} says so and has exit code 1. Throws all other errors. */
export async function runCommand(
  { error }: Pick<Output, 'error'>,
  command: () => number | Promise<number>,
): Promise<number> {
  try {
    return await command();
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    error(describeFailure(cause));
    return 1;
  }
}
