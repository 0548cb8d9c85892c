import { createHash } from 'node:crypto';
import type { Clause, Passage } from '../../src/clause/schema.ts';
import { readConfig } from '../../src/config.ts';
import { readText } from '../../src/document/read-text.ts';
import type { DocumentMetadata } from '../../src/document/schema.ts';
import type { Embedder } from '../../src/embedding/schema.ts';
import type { ParsedDocument } from '../../src/indexing/catalogue.ts';
import { IndexWriter, type IndexWriterOptions } from '../../src/indexing/index-writer.ts';
import { Segmenter } from '../../src/text/segment.ts';
import { NOTHING_STATED } from '../support/metadata.ts';

export const segmenter = Segmenter.open(readConfig({}).ZHENGDA_DICTIONARY);

/** Unit vectors drawn from a text's hash: the same text has the same vector, and nothing else is known of them. */
export class HashEmbedder implements Embedder {
  readonly name = 'hash';
  readonly hash: string;
  readonly dimensions: number;
  texts = 0;

  constructor(dimensions = 16, hash = 'hash-model') {
    this.dimensions = dimensions;
    this.hash = hash;
  }

  async embed(texts: readonly string[]): Promise<Float32Array> {
    this.texts += texts.length;
    const rows = new Float32Array(texts.length * this.dimensions);
    for (const [index, text] of texts.entries()) rows.set(this.vector(text), index * this.dimensions);
    return rows;
  }

  /** Zeros for a text that says 无词, as a model gives for a text without any known word. */
  vector(text: string): Float32Array {
    const vector = new Float32Array(this.dimensions);
    if (text.includes('无词')) return vector;
    for (let at = 0; at < this.dimensions; at += 1) {
      const digest = createHash('md5').update(`${at} ${text}`).digest();
      vector[at] = digest.readUInt32LE(0) / 2 ** 32 - 0.5;
    }
    const length = Math.hypot(...vector);
    return vector.map((component) => component / length);
  }
}

export const METADATA: DocumentMetadata = { ...NOTHING_STATED, status: 'in_force' };

/**
 * A parser whose result can be told by looking at the file: the first line is the title, `文号：`, `发文：`, `地区：`,
 * `日期：`, `印发：`, `状态：` and `依据：` lines are metadata, `# ` lines are headings (`# 第一章｜第一条`: a path), every
 * other line is a passage and a clause.
 */
export function parseLines(bytes: Uint8Array, fileName: string): ParsedDocument {
  const source = readText(bytes, fileName);
  const clauses: Clause[] = [];
  const passages: Passage[] = [];
  let metadata = METADATA;
  let heading: readonly string[] = [];
  let start = 0;
  for (const [number, line] of source.text.split('\n').entries()) {
    const end = start + line.length;
    const [, name = '', value = ''] = /^(文号|发文|地区|日期|印发|状态|依据)：(.*)$/.exec(line) ?? [];
    if (line === '解析出错') throw new TypeError('a slip of the parser');
    if (number === 0) metadata = { ...metadata, title: line };
    else if (name === '文号') metadata = { ...metadata, documentNumber: value };
    else if (name === '发文') metadata = { ...metadata, issuer: value };
    else if (name === '地区') metadata = { ...metadata, region: value };
    else if (name === '日期') metadata = { ...metadata, issuedOn: value };
    else if (name === '印发') metadata = { ...metadata, printedOn: value };
    else if (name === '状态') metadata = { ...metadata, status: value === '废止' ? 'repealed' : 'unknown' };
    else if (name === '依据') {
      const isTitle = value.startsWith('《');
      const reference = {
        relation: 'basis' as const,
        documentNumber: isTitle ? null : value,
        title: isTitle ? value.slice(1, -1) : null,
        span: { start, end },
        sentence: { start, end },
        date: null,
      };
      metadata = { ...metadata, references: [...metadata.references, reference] };
    } else if (line.startsWith('# ')) heading = line.slice(2).split('｜');
    else if (line !== '') {
      const id = `${source.id}-${clauses.length + 1}`;
      clauses.push({
        id,
        kind: 'body',
        label: null,
        ordinal: null,
        heading: heading.at(-1) ?? null,
        headingSpan: null,
        start,
        end,
        fields: [],
        children: [],
      });
      passages.push({ clauseId: id, start, end, headingPath: heading });
    }
    start = end + 1;
  }
  return { source, original: bytes, metadata, clauses, passages };
}

const parse = async (bytes: Uint8Array, fileName: string) => parseLines(bytes, fileName);

export const embedder = new HashEmbedder();

export function openWriter(folder: string, options: Partial<IndexWriterOptions> = {}): IndexWriter {
  return IndexWriter.open(folder, { segmenter, embedder, parse, ...options });
}

export async function addText(writer: IndexWriter, key: string, text: string): Promise<string> {
  return (await writer.add({ key, fileName: `${key}.txt`, bytes: Buffer.from(text) })).documentId;
}
