import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readText } from '../../src/document/read-text.ts';
import type { SourceDocument } from '../../src/document/schema.ts';

/** The five documents, by what they are called in the tests. Sources and sha256: corpus/SOURCES.md. */
const FILES = {
  province: '赣府发〔2022〕16号.txt',
  zone: '宜区管发〔2022〕1号.txt',
  county: '兴五型办字〔2021〕4号.txt',
  speech: '全区“五型”政府建设动员部署会议讲话.txt',
  bulletin: '“五型”政府建设简报第13期.txt',
} as const;

export type CorpusName = keyof typeof FILES;

export const CORPUS_NAMES: readonly CorpusName[] = ['province', 'zone', 'county', 'speech', 'bulletin'];

export function corpusDocument(name: CorpusName): SourceDocument {
  const fileName = FILES[name];
  const path = fileURLToPath(new URL(`../../corpus/${fileName}`, import.meta.url));
  return readText(readFileSync(path), fileName);
}
