import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { AppError } from '../errors.ts';

/** What is taken from a folder; a file that is named itself is tried whatever it is called. */
const EXTENSIONS: ReadonlySet<string> = new Set(['.txt', '.md']);
/** Notes about a folder, not documents. */
const NOTES: ReadonlySet<string> = new Set(['README.md', 'SOURCES.md']);

export type CollectedFiles = Readonly<{
  /** Absolute, each once, in the order of the paths given and by name within a folder. */
  files: readonly string[];
  /** Absolute paths of the folders given that could be read through. */
  folders: readonly string[];
  failures: readonly Readonly<{ path: string; error: AppError }>[];
  /** Links out of the folders given, which are not followed. */
  skippedLinks: readonly string[];
}>;

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function unreadable(path: string, cause: unknown): AppError {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const message = missing ? '文件不存在，或是指向不存在文件的链接' : '读不出来';
  return new AppError('unreadable_file', `${message}：${path}。请检查路径和权限`, {
    details: [{ path }],
    cause,
  });
}

/** The files to be read for the paths given on the command line. Reads names only, never throws for a path. */
export function collectFiles(paths: readonly string[]): CollectedFiles {
  const files = new Set<string>();
  const folders: string[] = [];
  const failures: { path: string; error: AppError }[] = [];
  const skippedLinks: string[] = [];

  const walk = (folder: string, root: string): boolean => {
    let names: string[];
    try {
      names = readdirSync(folder).sort(byCodeUnits);
    } catch (cause) {
      failures.push({ path: folder, error: unreadable(folder, cause) });
      return false;
    }
    let whole = true;
    for (const name of names) {
      if (name.startsWith('.')) continue;
      const path = join(folder, name);
      const wanted = EXTENSIONS.has(extname(name).toLowerCase()) && !NOTES.has(name);
      try {
        const entry = lstatSync(path);
        if (entry.isDirectory()) whole = walk(path, root) && whole;
        else if (entry.isSymbolicLink()) {
          // What a link inside the folder leads to is met on its own.
          if (wanted && !isWithin(realpathSync(path), root)) skippedLinks.push(path);
        } else if (wanted) files.add(path);
      } catch (cause) {
        if (wanted) failures.push({ path, error: unreadable(path, cause) });
      }
    }
    return whole;
  };

  for (const given of paths) {
    const path = resolve(given);
    try {
      if (!statSync(path).isDirectory()) files.add(path);
      else if (walk(path, realpathSync(path))) folders.push(path);
    } catch (cause) {
      failures.push({ path, error: unreadable(path, cause) });
    }
  }
  return { files: [...files], folders, failures, skippedLinks };
}

/** Whether `path` lies in one of `folders`. All are absolute. */
export const isInFolders = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => isWithin(path, folder));
