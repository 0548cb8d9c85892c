import { Catalogue, type DocumentSummary, type ParsedDocument, summarise } from './catalogue.ts';
import { sha256 } from './files.ts';
import type { AddedFile, AddOutcome, DocumentParser } from './index-writer.ts';
import { fileFailure } from './parse-document.ts';

/**
 * Stands in the place of an index's writer and writes nothing: what it says of each file is what the writer would do.
 * Where there is no index yet, every file is new.
 */
export class Trial {
  readonly #catalogue: Catalogue | null;
  readonly #parse: DocumentParser;
  /** What this trial has taken in so far, by the hash of the file and of the text. */
  readonly #files = new Map<string, Readonly<{ key: string; documentId: string }>>();
  readonly #texts = new Map<string, Readonly<{ key: string; documentId: string }>>();
  readonly #summaries = new Map<string, DocumentSummary>();

  constructor(indexFolder: string, parse: DocumentParser) {
    this.#catalogue = Catalogue.exists(indexFolder) ? Catalogue.openReadOnly(indexFolder) : null;
    this.#parse = parse;
  }

  knows({ key, sha256 }: AddedFile): boolean {
    return (
      this.#catalogue?.source(key)?.sha256 === sha256 ||
      this.#catalogue?.liveDocument({ sha256 }) !== undefined ||
      this.#files.has(sha256)
    );
  }

  recognise({ key, sha256 }: AddedFile): AddOutcome | undefined {
    const before = this.#catalogue?.source(key);
    if (before?.sha256 === sha256) return { state: 'unchanged', documentId: before.documentId };
    const known = this.#catalogue?.liveDocument({ sha256 }) ?? this.#files.get(sha256);
    return known && { state: 'duplicate', documentId: known.documentId, sameAs: known.key };
  }

  async parse(bytes: Uint8Array, fileName: string): Promise<ParsedDocument> {
    try {
      return await this.#parse(bytes, fileName);
    } catch (cause) {
      throw fileFailure(fileName, cause);
    }
  }

  store({ key, sha256: hash }: AddedFile, parsed: ParsedDocument): AddOutcome {
    const before = this.#catalogue?.source(key);
    const textSha256 = sha256(parsed.source.text);
    const same = this.#catalogue?.liveDocument({ textSha256 }) ?? this.#texts.get(textSha256);
    if (same !== undefined && same.documentId !== before?.documentId)
      return { state: 'duplicate', documentId: same.documentId, sameAs: same.key };
    const documentId = parsed.source.id;
    this.#files.set(hash, { key, documentId });
    this.#texts.set(textSha256, { key, documentId });
    this.#summaries.set(documentId, summarise(parsed));
    return { state: before === undefined ? 'added' : 'replaced', documentId };
  }

  summary(id: string): DocumentSummary {
    const known = this.#summaries.get(id) ?? this.#catalogue?.summary(id);
    if (known === undefined) throw new Error(`document ${id} is not in the trial`);
    return known;
  }

  batch<T>(action: () => T): T {
    return action();
  }

  keys(): string[] {
    return this.#catalogue?.sources().map((source) => source.key) ?? [];
  }

  withdrawFile(key: string): boolean {
    return this.#catalogue?.source(key) !== undefined;
  }

  close(): void {
    this.#catalogue?.close();
  }
}
