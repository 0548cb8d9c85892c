import { AppError } from '../../errors.ts';

/** One thing that was looked at: what was found, and what to do where it is not as it must be. */
export type Check = Readonly<{
  name: string;
  ok: boolean;
  found: string;
  /** Null where nothing is to be done; of what is well enough, what would be better. */
  advice: string | null;
}>;

export const passed = (name: string, found: string, advice: string | null = null): Check => ({
  name,
  ok: true,
  found,
  advice,
});

export const failed = (name: string, found: string, advice: string): Check => ({
  name,
  ok: false,
  found,
  advice,
});

/** The check that `action` gives; what it throws is a failure, with its message, and `advice` where that has none. */
export async function attempt(
  name: string,
  advice: string,
  action: () => Check | Promise<Check>,
): Promise<Check> {
  try {
    return await action();
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return failed(
      name,
      found,
      error instanceof AppError ? '按上面说的做，然后再运行一次 npm run doctor' : advice,
    );
  }
}
