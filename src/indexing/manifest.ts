import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { replaceFile, sha256 } from './files.ts';
import { indexDamaged } from './section-file.ts';
import { SegmentEntry } from './segment.ts';

/** Changes whenever files of an older build could no longer be read rightly. */
export const FORMAT_VERSION = 3;

const MANIFEST_FILE = 'manifest.json';

/** The published state: replaced at once by each publish, it alone says which segments are read. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT_VERSION),
  /** Rises by one with every publish. */
  generation: z.number().int().positive(),
  /** Identity of the catalogue that the segments were made from. */
  catalogue: z.string(),
  dictionary: z.string(),
  model: z.strictObject({ hash: z.string(), dimensions: z.number().int().positive() }),
  segments: z.array(SegmentEntry),
});
export type Manifest = Readonly<z.infer<typeof Manifest>>;

/** What an index was built with, and must be opened with. */
export type BuiltWith = Readonly<{
  dictionary: string;
  model: Readonly<{ hash: string; dimensions: number }>;
}>;

const Envelope = z.strictObject({ checksum: z.string(), manifest: z.looseObject({ format: z.number() }) });

export const manifestPath = (folder: string): string => join(folder, MANIFEST_FILE);

/** Null where nothing has been published. Throws `index_damaged`, or `index_incompatible` for another format. */
export function readManifest(folder: string): Manifest | null {
  const path = manifestPath(folder);
  if (!existsSync(path)) return null;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw indexDamaged(path, '不是完整的 JSON', cause);
  }
  const envelope = Envelope.safeParse(content);
  if (!envelope.success) throw indexDamaged(path, '字段不符');
  const { checksum, manifest } = envelope.data;
  if (sha256(JSON.stringify(manifest)) !== checksum) throw indexDamaged(path, '校验和不符');
  if (manifest.format !== FORMAT_VERSION) {
    throw incompatible('格式版本', String(manifest.format), String(FORMAT_VERSION));
  }
  const parsed = Manifest.safeParse(manifest);
  if (!parsed.success) throw indexDamaged(path, '字段不符');
  return parsed.data;
}

export function publishManifest(folder: string, manifest: Manifest): void {
  replaceFile(manifestPath(folder), JSON.stringify({ checksum: sha256(JSON.stringify(manifest)), manifest }));
}

/** Throws `index_incompatible` where the index was built with another dictionary or model. */
export function requireBuiltWith(manifest: Manifest, expected: BuiltWith): void {
  if (manifest.dictionary !== expected.dictionary)
    throw incompatible('词典', manifest.dictionary.slice(0, 12), expected.dictionary.slice(0, 12));
  const name = (model: BuiltWith['model']) => `${model.hash.slice(0, 12)}（${model.dimensions} 维）`;
  if (manifest.model.hash !== expected.model.hash || manifest.model.dimensions !== expected.model.dimensions)
    throw incompatible('向量模型', name(manifest.model), name(expected.model));
}

function incompatible(part: string, found: string, expected: string): AppError {
  return new AppError(
    'index_incompatible',
    `索引所用的${part}是 ${found}，现在的是 ${expected}。请运行 npm run ingest -- --rebuild 重建，或换回原来的${part}`,
    { details: [{ part, found, expected }] },
  );
}

export function versionName(manifest: Pick<Manifest, 'generation' | 'catalogue'>): string {
  return `${manifest.generation}-${manifest.catalogue.slice(0, 8)}`;
}

/** Name of the published state, null if there is none: changes with every publish, and costs one small read. */
export function currentVersion(folder: string): string | null {
  const manifest = readManifest(folder);
  return manifest === null ? null : versionName(manifest);
}
