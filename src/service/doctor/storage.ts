import { accessSync, constants, existsSync, mkdtempSync, rmdirSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadResources, openSnapshot } from '../../answer/knowledge.ts';
import type { Config } from '../../config.ts';
import { readManifest } from '../../indexing/manifest.ts';
import { attempt, type Check, failed, passed } from './check.ts';

type Folders = Pick<Config, 'ZHENGDA_INDEX' | 'ZHENGDA_CORPUS' | 'ZHENGDA_DICTIONARY' | 'EMBEDDING_MODEL'>;

/** Below this nothing can be relied on to be written; below the other, a batch of documents may not fit. */
const LEAST_FREE_BYTES = 256 * 2 ** 20;
const AMPLE_FREE_BYTES = 2 * 2 ** 30;

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;

/** The folder itself, or the nearest one above it that is there. */
function nearest(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) || path === dirname(path) ? path : nearest(dirname(path));
}

/** Makes and removes a folder, as permissions alone do not tell of a file system that is mounted read-only. */
export function checkWritable({ ZHENGDA_INDEX: folder }: Pick<Config, 'ZHENGDA_INDEX'>): Promise<Check> {
  const name = '写权限';
  const advice = `请把 ${folder} 的所有者改为运行服务的用户，或把 ZHENGDA_INDEX 设为可写的文件夹`;
  return attempt(name, advice, () => {
    const place = nearest(folder);
    accessSync(place, constants.W_OK);
    rmdirSync(mkdtempSync(join(place, '.doctor-')));
    return passed(name, `${folder} ${place === resolve(folder) ? '可写' : '还没有，可以建立'}`);
  });
}

export function checkDisk({ ZHENGDA_INDEX: folder }: Pick<Config, 'ZHENGDA_INDEX'>): Promise<Check> {
  const name = '磁盘空间';
  const advice = '请清理磁盘，或把 ZHENGDA_INDEX 设到空间更大的磁盘上';
  return attempt(name, advice, () => {
    const { bavail, bsize } = statfsSync(nearest(folder));
    const free = bavail * bsize;
    const found = `索引所在的磁盘空闲 ${gigabytes(free)}`;
    if (free < LEAST_FREE_BYTES) return failed(name, found, advice);
    return passed(name, found, free < AMPLE_FREE_BYTES ? '大批入库之前先腾出 2 GB 以上' : null);
  });
}

/**
 * Opens dictionaries, model and index as the service does, which compares every file of the index with its checksum.
 * The index is not looked at where what it needs does not open. `opened`: there is an index, and it can be asked.
 */
export async function checkKnowledge(
  config: Folders,
): Promise<Readonly<{ checks: readonly Check[]; opened: boolean }>> {
  const parts = '词典和模型';
  let resources: Awaited<ReturnType<typeof loadResources>> | undefined;
  const loaded = await attempt(parts, '请从安装包恢复 models 和 src/text/dictionary 两个文件夹', async () => {
    resources = await loadResources(config);
    const { name, dimensions } = resources.embedder;
    return passed(parts, `词典 ${config.ZHENGDA_DICTIONARY}；模型 ${name}，${dimensions} 维`);
  });
  const found = resources;
  if (found === undefined) return { checks: [loaded], opened: false };
  let opened = false;
  const index = await attempt('索引', '请运行 npm run ingest -- --rebuild', () => {
    if (readManifest(config.ZHENGDA_INDEX) === null) {
      return existsSync(config.ZHENGDA_CORPUS)
        ? passed('索引', `还没有，首次启动时用 ${config.ZHENGDA_CORPUS} 建立`)
        : failed('索引', '还没有，首次启动时要用的文件夹也没有', '请运行 npm run ingest -- 文件或文件夹');
    }
    const knowledge = openSnapshot(found, config.ZHENGDA_INDEX);
    const { version, documents, passages } = knowledge.statistics;
    knowledge.close();
    opened = true;
    return passed('索引', `版本 ${version}，${documents} 份文件，${passages} 个段落，校验和相符`);
  });
  return { checks: [loaded, index], opened };
}
