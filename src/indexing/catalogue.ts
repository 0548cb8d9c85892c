import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Clause, Passage } from '../clause/schema.ts';
import type { DocumentMetadata, SourceDocument } from '../document/schema.ts';
import { CATALOGUE_SCHEMA, MIGRATIONS, SCHEMA_VERSION } from './catalogue-schema.ts';
import { toRows } from './clause-rows.ts';
import { sha256 } from './files.ts';
import { documentNumberKey, lookupKey } from './lookup-keys.ts';
import { indexDamaged } from './section-file.ts';
import { StoredPassages } from './stored-passages.ts';

const CATALOGUE_FILE = 'catalogue.sqlite';

export const cataloguePath = (folder: string): string => join(folder, CATALOGUE_FILE);

/** A document read from a file, ready for the catalogue. */
export type ParsedDocument = Readonly<{
  source: SourceDocument;
  original: Uint8Array;
  metadata: DocumentMetadata;
  clauses: readonly Clause[];
  passages: readonly Passage[];
}>;

/** Which file held which document. */
export type SourceRow = Readonly<z.infer<typeof SourceRow>>;
const SourceRow = z.object({ key: z.string(), sha256: z.string(), documentId: z.string() });

const Named = z.object({ value: z.string() });
const Numbered = z.object({ number: z.number() });
const Identified = z.object({ id: z.string() });
const PendingRow = z.object({ id: z.string(), passages: z.number() });
const ContentRow = z.object({ text: z.string(), metadata: z.string(), passages: z.string() });
const OriginalRow = z.object({
  id: z.string(),
  sha256: z.string(),
  original: z.instanceof(Uint8Array),
  fileName: z.string(),
});
const TitleOnly = z.object({ title: z.string().nullable() });
const SummaryRow = z.object({
  format: z.string(),
  passages: z.number(),
  clauses: z.number(),
  metadata: z.string(),
});
const Heading = TitleOnly.extend({
  documentNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  issuedOn: z.string().nullable(),
});

/** What a report says of a document. */
export type DocumentSummary = Readonly<
  z.infer<typeof Heading> & { format: string; passages: number; clauses: number }
>;

const countClauses = (clauses: readonly Clause[]): number =>
  clauses.reduce((sum, clause) => sum + 1 + countClauses(clause.children), 0);

export function summarise({ source, metadata, clauses, passages }: ParsedDocument): DocumentSummary {
  const { title, documentNumber, issuer, issuedOn } = metadata;
  return {
    format: source.format,
    title,
    documentNumber,
    issuer,
    issuedOn,
    clauses: countClauses(clauses),
    passages: passages.length,
  };
}

/** Runs `action`, turning SQLite's words for a broken file into `index_damaged`. */
export function guarded<T>(folder: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(cause.code))
      throw indexDamaged(cataloguePath(folder), cause.message, cause);
    throw cause;
  }
}

/** Makes the tables, or brings those of an earlier version up to date, at once or not at all. */
function migrate(database: Database.Database): void {
  database.transaction(() => {
    const isNew = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'content'").get() === undefined;
    const version = z.number().parse(database.pragma('user_version', { simple: true }));
    if (!isNew) for (const statement of MIGRATIONS.slice(version)) database.exec(statement);
    database.exec(CATALOGUE_SCHEMA);
    database.pragma(`user_version = ${SCHEMA_VERSION}`);
  })();
}

/**
 * The catalogue as a writer sees it: everything committed, published or not. What it adds and withdraws carries the
 * generation that the next publish will have, and stays unseen by readers until then.
 */
export class Catalogue {
  readonly folder: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  private constructor(folder: string, database: Database.Database) {
    this.folder = folder;
    this.#database = database;
  }

  /** Opens the catalogue, making an empty one where there is none. */
  static open(folder: string): Catalogue {
    return guarded(folder, () => {
      const database = new Database(cataloguePath(folder));
      database.pragma('journal_mode = WAL');
      // A publish names documents of the catalogue, so they must be on the disk before it.
      database.pragma('synchronous = FULL');
      migrate(database);
      const catalogue = new Catalogue(folder, database);
      catalogue.#run('INSERT OR IGNORE INTO property VALUES (?, ?)', 'identity', randomUUID());
      return catalogue;
    });
  }

  /** For looking only. */
  static openReadOnly(folder: string): Catalogue {
    return guarded(
      folder,
      () =>
        new Catalogue(folder, new Database(cataloguePath(folder), { readonly: true, fileMustExist: true })),
    );
  }

  static exists(folder: string): boolean {
    return existsSync(cataloguePath(folder));
  }

  get identity(): string {
    return Named.parse(this.#get("SELECT value FROM property WHERE name = 'identity'")).value;
  }

  /** The highest generation that any row names: what a rebuild goes on from where the manifest is lost. */
  get lastGeneration(): number {
    return Numbered.parse(
      this.#get(
        'SELECT max(0, max(added), max(coalesce(withdrawn, 0))) AS number FROM (SELECT 0 AS added, 0 AS withdrawn UNION ALL SELECT added, withdrawn FROM source)',
      ),
    ).number;
  }

  /** Everything that `action` writes is committed together, or not at all. */
  transaction<T>(action: () => T): T {
    return guarded(this.folder, () => this.#database.transaction(action)());
  }

  /** The same for an action that waits. Nobody else may write meanwhile: there is one writer, and it waits, too. */
  async transactionAcross<T>(action: () => Promise<T>): Promise<T> {
    guarded(this.folder, () => this.#database.exec('BEGIN IMMEDIATE'));
    try {
      const result = await action();
      guarded(this.folder, () => this.#database.exec('COMMIT'));
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  /** The live source under `key`. */
  source(key: string): SourceRow | undefined {
    return this.#sources('s.key = ?', key)[0];
  }

  /** All live sources, in the order in which they came. */
  sources(): SourceRow[] {
    return this.#sources('true');
  }

  /** The live document whose file or text is the one with this SHA-256. */
  liveDocument(hash: Readonly<{ sha256: string } | { textSha256: string }>): SourceRow | undefined {
    return 'sha256' in hash
      ? this.#sources('d.sha256 = ?', hash.sha256)[0]
      : this.#sources('d.text_sha256 = ?', hash.textSha256)[0];
  }

  /** A document that was once added, alive or not, whose file is the one with this SHA-256. */
  knownDocument(hash: string): string | undefined {
    const row = this.#get('SELECT id FROM document WHERE sha256 = ?', hash);
    return row === undefined ? undefined : Identified.parse(row).id;
  }

  addSource(
    source: Readonly<{ key: string; fileName: string; sha256: string; documentId: string }>,
    generation: number,
  ): void {
    this.#run(
      'INSERT INTO source (key, file_name, sha256, document, added) SELECT ?, ?, ?, number, ? FROM document WHERE id = ?',
      source.key,
      source.fileName,
      source.sha256,
      generation,
      source.documentId,
    );
  }

  /** The file under `key` holds its document no longer. True where it did. */
  withdrawSource(key: string, generation: number): boolean {
    return (
      this.#run('UPDATE source SET withdrawn = ? WHERE key = ? AND withdrawn IS NULL', generation, key) > 0
    );
  }

  /** No file holds the document any longer. True where one did. */
  withdrawDocument(id: string, generation: number): boolean {
    return (
      this.#run(
        'UPDATE source SET withdrawn = ? WHERE withdrawn IS NULL AND document = (SELECT number FROM document WHERE id = ?)',
        generation,
        id,
      ) > 0
    );
  }

  /** Stores what was read from a file; a document that is there already is read anew (same bytes, newer parser). */
  putDocument(document: ParsedDocument): void {
    const { source, metadata } = document;
    const clauses = toRows(document.clauses);
    this.#run(
      `INSERT INTO document (id, sha256, text_sha256, format, size_bytes, passages, clauses, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET text_sha256 = excluded.text_sha256, format = excluded.format,
         passages = excluded.passages, clauses = excluded.clauses, metadata = excluded.metadata`,
      source.id,
      source.sha256,
      sha256(source.text),
      source.format,
      document.original.length,
      document.passages.length,
      clauses.length,
      JSON.stringify(metadata),
    );
    const { number } = Numbered.parse(this.#get('SELECT number FROM document WHERE id = ?', source.id));
    this.#run(
      'INSERT OR REPLACE INTO content VALUES (?, ?, ?, ?, ?)',
      number,
      document.original,
      source.text,
      JSON.stringify(document.passages),
      JSON.stringify(source.pageStarts),
    );
    this.#run('DELETE FROM clause WHERE document = ?', number);
    for (const row of clauses) {
      this.#run(
        'INSERT INTO clause VALUES (?, ?, ?, ?, ?, ?, ?)',
        number,
        row.number,
        row.parent,
        row.last,
        row.id,
        row.body,
        row.checksum,
      );
    }
    this.#run('DELETE FROM reference WHERE document = ?', number);
    for (const [position, reference] of metadata.references.entries()) {
      this.#run(
        'INSERT INTO reference VALUES (?, ?, ?, ?)',
        number,
        position,
        reference.documentNumber === null ? null : documentNumberKey(reference.documentNumber),
        reference.title === null ? null : lookupKey(reference.title),
      );
    }
  }

  /** Live documents with their numbers of passages, in the order in which they were first added. */
  liveDocuments(): { id: string; passages: number }[] {
    return this.#all(
      'SELECT id, passages FROM document WHERE number IN (SELECT document FROM source WHERE withdrawn IS NULL) ORDER BY number',
    ).map((row) => PendingRow.parse(row));
  }

  /** What the index is made of: text, title and passages of a document. */
  content(id: string): { text: string; title: string | null; passages: readonly Passage[] } {
    const row = ContentRow.parse(
      this.#get(
        'SELECT text, metadata, passages.passages FROM (SELECT document, text, passages FROM content) AS passages JOIN document ON document = number WHERE id = ?',
        id,
      ),
    );
    return {
      text: row.text,
      title: TitleOnly.parse(JSON.parse(row.metadata)).title,
      passages: StoredPassages.parse(JSON.parse(row.passages)),
    };
  }

  summary(id: string): DocumentSummary {
    const { metadata, ...counts } = SummaryRow.parse(
      this.#get('SELECT format, passages, clauses, metadata FROM document WHERE id = ?', id),
    );
    return { ...Heading.parse(JSON.parse(metadata)), ...counts };
  }

  /** The file of every live document as it came, one at a time. */
  *originals(): Generator<{ original: Uint8Array; fileName: string }> {
    for (const { id } of this.liveDocuments()) {
      const row = OriginalRow.parse(
        this.#get(
          `SELECT id, sha256, original, (SELECT file_name FROM source WHERE source.document = number ORDER BY withdrawn IS NOT NULL, source.number LIMIT 1) AS fileName
           FROM document JOIN content ON document = number WHERE id = ?`,
          id,
        ),
      );
      if (sha256(row.original) !== row.sha256)
        throw indexDamaged(cataloguePath(this.folder), `存档文件 ${id} 校验和不符`);
      yield row;
    }
  }

  /** Adds words that the texts name; those that are there already keep their generation. */
  addTerms(words: Iterable<string>, generation: number): void {
    for (const word of words) this.#run('INSERT OR IGNORE INTO term VALUES (?, ?)', word, generation);
  }

  /** Words added for the generations from `generation` on. */
  terms(generation = 0): string[] {
    return this.#all('SELECT word AS value FROM term WHERE added >= ? ORDER BY word', generation).map(
      (row) => Named.parse(row).value,
    );
  }

  clearTerms(): void {
    this.#run('DELETE FROM term');
  }

  /** Brings all that was committed into the main file, on disk. */
  checkpoint(): void {
    guarded(this.folder, () => this.#database.pragma('wal_checkpoint(TRUNCATE)'));
  }

  close(): void {
    this.#database.close();
  }

  #sources(condition: string, ...values: string[]): SourceRow[] {
    return this.#all(
      `SELECT s.key, s.sha256, d.id AS documentId FROM source AS s JOIN document AS d ON s.document = d.number
       WHERE s.withdrawn IS NULL AND ${condition} ORDER BY s.number`,
      ...values,
    ).map((row) => SourceRow.parse(row));
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #run(sql: string, ...values: (string | number | Uint8Array | null)[]): number {
    return guarded(this.folder, () => this.#statement(sql).run(...values).changes);
  }

  #get(sql: string, ...values: (string | number)[]): unknown {
    return guarded(this.folder, () => this.#statement(sql).get(...values));
  }

  #all(sql: string, ...values: (string | number)[]): unknown[] {
    return guarded(this.folder, () => this.#statement(sql).all(...values));
  }
}
