import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { extname, join, resolve, sep } from 'node:path';
import { DOCUMENT_EXTENSIONS, READABLE } from '../document/formats/detect.ts';
import { AppError } from '../errors.ts';

/** Notes about a folder, not documents. */
const NOTES: ReadonlySet<string> = new Set(['README.md', 'SOURCES.md']);

export type CollectedFiles = Readonly<{
  /** Absolute, each once, in the order of the paths given and by name within a folder. */
  files: readonly string[];
  /** Absolute paths of the folders given that could be read through. */
  folders: readonly string[];
  failures: readonly Readonly<{ path: string; error: AppError }>[];
  /** Files of other kinds in the folders given, and links out of them, which are not followed. */
  skipped: readonly Readonly<{ path: string; error: AppError }>[];
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
  const skipped: { path: string; error: AppError }[] = [];
  const skip = (path: string, message: string): void => {
    skipped.push({ path, error: new AppError('unsupported_file', message) });
  };

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
      // Word keeps ~$… beside a document that is open.
      if (name.startsWith('.') || name.startsWith('~$')) continue;
      const path = join(folder, name);
      const wanted = DOCUMENT_EXTENSIONS.has(extname(name).toLowerCase()) && !NOTES.has(name);
      try {
        const entry = lstatSync(path);
        if (entry.isDirectory()) whole = walk(path, root) && whole;
        else if (entry.isSymbolicLink()) {
          // What a link inside the folder leads to is met on its own.
          if (wanted && !isWithin(realpathSync(path), root))
            skip(path, '链接指向文件夹之外，未跟随；需要时请直接写出这个文件');
        } else if (wanted) files.add(path);
        else if (!NOTES.has(name)) skip(path, `不在能读的格式之内（${READABLE}）`);
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
  return { files: [...files], folders, failures, skipped };
}

/** Whether `path` lies in one of `folders`. All are absolute. */
export const isInFolders = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => isWithin(path, folder));
