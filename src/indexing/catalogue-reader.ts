import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Clause } from '../clause/schema.ts';
import { DocumentFormat, DocumentMetadata } from '../document/schema.ts';
import { statusAt } from '../document/validity-status.ts';
import { AppError } from '../errors.ts';
import { cataloguePath, guarded } from './catalogue.ts';
import { ClauseRow, fromRow } from './clause-rows.ts';
import { sha256 } from './files.ts';
import { documentTest, type FilterKeys, filterKeys } from './filters.ts';
import { documentNumberKey, lookupKey } from './lookup-keys.ts';
import { Recent } from './recent.ts';
import type {
  CatalogueReader,
  DocumentFilters,
  DocumentPage,
  DocumentRecord,
  DocumentVersion,
} from './schema.ts';
import { indexDamaged } from './section-file.ts';
import { type Standing, Standings } from './standing.ts';

/** Texts kept at hand, about 35 kB each: ten hits quote ten documents, often the same ones. */
const CACHED_TEXTS = 512;
/** Whole clause trees kept at hand, for pages that show a document. */
const CACHED_TREES = 64;
/** Clauses kept at hand, with those below them that somebody has looked at. */
const CACHED_CLAUSES = 8192;

const Row = z.object({
  number: z.number(),
  id: z.string(),
  sha256: z.string(),
  fileName: z.string(),
  format: DocumentFormat,
  sizeBytes: z.number(),
  passages: z.number(),
  clauses: z.number(),
  metadata: z.string(),
});
const TextRow = z.object({ text: z.string(), hash: z.string() });
const OriginalRow = z.object({ original: z.instanceof(Uint8Array), hash: z.string() });
const PagesRow = z.object({ starts: z.string() });
const Offsets = z.array(z.number().int().nonnegative());
const Identified = z.object({ id: z.string() });
const Property = z.object({ value: z.string() });
const ReferringRow = z.object({ id: z.string(), position: z.number() });

/** A source row is alive in the snapshot's generation, `@g`. */
const ALIVE = 'source.added <= @g AND (source.withdrawn IS NULL OR source.withdrawn > @g)';
const SEEN = 'source.added <= @g';
const COLUMNS = `document.number, document.id, document.sha256, document.format, document.size_bytes AS sizeBytes,
  document.passages, document.clauses, document.metadata`;

const NumberRow = z.object({ number: z.number() });
/** A clause and the number of the one above it, −1 at the top. */
type PlacedClause = Readonly<{ clause: Clause; parent: number }>;

const CLAUSE = 'SELECT clause.number, parent, last, body, checksum FROM clause';
const CLAUSE_OF = `${CLAUSE} WHERE document = (SELECT number FROM document WHERE id = @id)`;

type Bound = Readonly<Record<string, string | number | null>>;
type Listed = Readonly<{ number: number; record: DocumentRecord; keys: FilterKeys; searched: string }>;

/** The catalogue as of one generation. Documents withdrawn by then are still read by id, but no longer listed. */
export class SqliteCatalogueReader implements CatalogueReader {
  readonly #folder: string;
  readonly #database: Database.Database;
  readonly #generation: number;
  readonly #today: () => string;
  /** Made when a status is first asked for: filters and citations ask, rankings do not. */
  #standings: Standings | undefined;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #listed: readonly Listed[];
  readonly #byId: ReadonlyMap<string, Listed>;
  readonly #texts = new Recent<string>(CACHED_TEXTS);
  readonly #pages = new Recent<readonly number[]>(CACHED_TEXTS);
  readonly #clauses = new Recent<readonly Clause[]>(CACHED_TREES);
  readonly #clausesByNumber = new Recent<PlacedClause>(CACHED_CLAUSES);
  /** What has been compared with its checksum once: a snapshot's contents do not change. */
  readonly #verified = new Set<string>();

  private constructor(folder: string, database: Database.Database, generation: number, today: () => string) {
    this.#folder = folder;
    this.#today = today;
    this.#database = database;
    this.#generation = generation;
    // The latest live source names the file.
    this.#listed = this.#all(
      `SELECT ${COLUMNS}, file_name AS fileName FROM document JOIN source ON source.number =
         (SELECT max(source.number) FROM source WHERE source.document = document.number AND ${ALIVE})
       ORDER BY document.number`,
    ).map((row) => this.#read(row));
    this.#byId = new Map(this.#listed.map((listed) => [listed.record.id, listed]));
  }

  /** Throws `index_damaged` where the catalogue is not there, not whole, or not the one of the manifest. */
  static open(
    folder: string,
    generation: number,
    identity: string,
    today: () => string,
  ): SqliteCatalogueReader {
    const path = cataloguePath(folder);
    if (!existsSync(path)) throw indexDamaged(path, '文件不存在');
    return guarded(folder, () => {
      const database = new Database(path, { readonly: true, fileMustExist: true });
      try {
        const found = Property.safeParse(
          database.prepare("SELECT value FROM property WHERE name = 'identity'").get(),
        );
        if (!found.success || found.data.value !== identity)
          throw indexDamaged(path, '与 manifest.json 不是同一个索引');
        return new SqliteCatalogueReader(folder, database, generation, today);
      } catch (error) {
        database.close();
        if (error instanceof Database.SqliteError && /no such (table|column)/.test(error.message))
          throw indexDamaged(path, error.message, error);
        throw error;
      }
    });
  }

  /** Words that the texts name, as of the snapshot. */
  terms(): string[] {
    return this.#all('SELECT word AS value FROM term WHERE added <= @g').map(
      (row) => Property.parse(row).value,
    );
  }

  /** What filters look at, by document id; undefined for a document that is not alive. */
  filterKeys(id: string): FilterKeys | undefined {
    return this.#byId.get(id)?.keys;
  }

  document(id: string): DocumentRecord | undefined {
    const listed = this.#byId.get(id);
    if (listed !== undefined) return listed.record;
    const row = this.#get(
      `SELECT ${COLUMNS}, file_name AS fileName FROM document JOIN source ON source.number =
         (SELECT max(source.number) FROM source WHERE source.document = document.number AND ${SEEN})
       WHERE document.id = @id`,
      { id },
    );
    return row === undefined ? undefined : this.#read(row).record;
  }

  isCurrent(id: string): boolean {
    return this.#byId.has(id);
  }

  documentsByNumber(documentNumber: string): readonly DocumentRecord[] {
    const key = documentNumberKey(documentNumber);
    return this.#listed
      .filter((listed) => listed.keys.documentNumber === key)
      .toSorted((a, b) => (b.keys.date ?? '').localeCompare(a.keys.date ?? '') || b.number - a.number)
      .map((listed) => listed.record);
  }

  documents(query: {
    query?: string | undefined;
    filters?: DocumentFilters | undefined;
    only?: ((document: DocumentRecord) => boolean) | undefined;
    limit: number;
    cursor?: string | undefined;
  }): DocumentPage {
    const after = query.cursor === undefined ? 0 : Number(query.cursor);
    if (!Number.isSafeInteger(after) || after < 0)
      throw new AppError('invalid_request', `cursor 应为上一页的 nextCursor，现为 ${query.cursor}`);
    const sought = query.query === undefined ? '' : lookupKey(query.query);
    const test = documentTest(query.filters ?? {});
    const { only = () => true } = query;
    const found = this.#listed.filter(
      (listed) =>
        listed.number > after &&
        listed.searched.includes(sought) &&
        only(listed.record) &&
        test(listed.keys, () => this.standing(listed.record.id, query.filters?.asOf).status),
    );
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      documents: page.map((listed) => listed.record),
      nextCursor: found.length > page.length && last !== undefined ? String(last.number) : null,
    };
  }

  standing(id: string, day: string = this.#today()): Standing {
    this.#standings ??= new Standings(this.#listed.map(({ record }) => record));
    const standing = this.#standings.at(id, day);
    if (standing !== undefined) return standing;
    const record = this.document(id);
    if (record === undefined) throw new Error(`document ${id} is not in the catalogue`);
    return statusAt(record.metadata, [], day);
  }

  text(id: string): string | undefined {
    if (this.document(id) === undefined) return undefined;
    return this.#texts.get(id, () => {
      const row = TextRow.parse(
        this.#get(
          'SELECT text, text_sha256 AS hash FROM document JOIN content ON content.document = number WHERE id = @id',
          { id },
        ),
      );
      return this.#checked(`text ${id}`, row.text, row.hash);
    });
  }

  pageAt(id: string, offset: number): number | null {
    if (this.document(id) === undefined) return null;
    const starts = this.#pages.get(id, () => {
      const row = PagesRow.parse(
        this.#get(
          'SELECT page_starts AS starts FROM document JOIN content ON content.document = number WHERE id = @id',
          { id },
        ),
      );
      return Offsets.parse(JSON.parse(row.starts));
    });
    const next = starts.findIndex((start) => start > offset);
    if (starts.length === 0) return null;
    return next < 0 ? starts.length : next;
  }

  original(id: string): Uint8Array | undefined {
    if (this.document(id) === undefined) return undefined;
    const row = OriginalRow.parse(
      this.#get(
        'SELECT original, sha256 AS hash FROM document JOIN content ON content.document = number WHERE id = @id',
        { id },
      ),
    );
    return this.#checked(`original ${id}`, row.original, row.hash);
  }

  clauses(id: string): readonly Clause[] | undefined {
    if (this.document(id) === undefined) return undefined;
    return this.#clauses.get(id, () => this.#clauseForest(id));
  }

  clause(id: string): { documentId: string; clause: Clause; ancestors: readonly Clause[] } | undefined {
    const documentId = id.slice(0, Math.max(0, id.indexOf('-')));
    if (this.document(documentId) === undefined) return undefined;
    const row = this.#get('SELECT number FROM clause WHERE id = @id', { id });
    if (row === undefined) return undefined;
    const path: Clause[] = [];
    for (let { number } = NumberRow.parse(row); number >= 0; ) {
      const placed = this.#clauseByNumber(documentId, number);
      path.unshift(placed.clause);
      number = placed.parent;
    }
    const clause = path.pop();
    return clause === undefined ? undefined : { documentId, clause, ancestors: path };
  }

  #clauseByNumber(documentId: string, number: number): PlacedClause {
    return this.#clausesByNumber.get(`${documentId} ${number}`, () => {
      const row = ClauseRow.parse(
        this.#get(`${CLAUSE_OF} AND clause.number = @number`, { id: documentId, number }),
      );
      return { clause: this.#readClause(row, documentId), parent: row.parent };
    });
  }

  /** All clauses of a document, made into its tree at once. */
  #clauseForest(id: string): readonly Clause[] {
    return this.#forest(this.#all(`${CLAUSE_OF} ORDER BY clause.number`, { id }), -1, id);
  }

  #readClause(row: ClauseRow, documentId: string): Clause {
    const clause = fromRow(row, (parent, first, last) =>
      this.#forest(
        this.#all(`${CLAUSE_OF} AND clause.number BETWEEN @first AND @last ORDER BY clause.number`, {
          id: documentId,
          first,
          last,
        }),
        parent,
        documentId,
      ),
    );
    if (clause === null) throw indexDamaged(cataloguePath(this.#folder), `文件 ${documentId} 的条款`);
    return clause;
  }

  /** The clauses below `parent` among `rows`, which hold everything below it in reading order. */
  #forest(rows: readonly unknown[], parent: number, documentId: string): readonly Clause[] {
    const byParent = new Map<number, Clause[]>();
    for (const found of rows) {
      const row = ClauseRow.parse(found);
      const clause = fromRow(row, (number) => byParent.get(number) ?? []);
      if (clause === null) throw indexDamaged(cataloguePath(this.#folder), `文件 ${documentId} 的条款`);
      const siblings = byParent.get(row.parent);
      if (siblings === undefined) byParent.set(row.parent, [clause]);
      else siblings.push(clause);
    }
    return byParent.get(parent) ?? [];
  }

  referencedBy(id: string): readonly { document: DocumentRecord; reference: number }[] {
    const document = this.document(id);
    if (document === undefined) return [];
    const { documentNumber, title, titleDerived } = document.metadata;
    const rows = this.#all(
      `SELECT DISTINCT document.id, position, document.number FROM reference JOIN document ON reference.document = document.number
       WHERE (number_key = @number OR title_key = @title) AND document.id <> @id ORDER BY document.number, position`,
      {
        id,
        number: documentNumber === null ? null : documentNumberKey(documentNumber),
        title: title === null || titleDerived ? null : lookupKey(title),
      },
    ).map((row) => ReferringRow.parse(row));
    return rows.flatMap((row) => {
      const referring = this.#byId.get(row.id);
      return referring === undefined ? [] : [{ document: referring.record, reference: row.position }];
    });
  }

  versions(id: string): readonly DocumentVersion[] {
    const rows = this.#all(
      `SELECT document.id, max(source.number) AS latest FROM source JOIN document ON source.document = document.number
       WHERE ${SEEN} AND source.key IN (SELECT key FROM source JOIN document ON source.document = document.number
         WHERE document.id = @id AND ${SEEN})
       GROUP BY document.id ORDER BY latest DESC`,
      { id },
    ).map((row) => Identified.parse(row).id);
    return rows.flatMap((version) => {
      const document = this.document(version);
      return document === undefined ? [] : [{ document, current: this.#byId.has(version) }];
    });
  }

  close(): void {
    this.#database.close();
  }

  #read(row: unknown): Listed {
    const { number, metadata: json, ...columns } = Row.parse(row);
    let metadata: DocumentMetadata;
    try {
      metadata = DocumentMetadata.parse(JSON.parse(json));
    } catch (cause) {
      throw indexDamaged(cataloguePath(this.#folder), `文件 ${columns.id} 的元数据`, cause);
    }
    const searched = [metadata.title, metadata.documentNumber, metadata.issuer].map((part) => part ?? '');
    return {
      number,
      record: { ...columns, metadata },
      keys: filterKeys(metadata),
      // The full stop keeps what stands in two fields apart.
      searched: lookupKey(searched.join('。')),
    };
  }

  #checked<T extends string | Uint8Array>(name: string, value: T, hash: string): T {
    if (!this.#verified.has(name)) {
      if (sha256(value) !== hash) throw indexDamaged(cataloguePath(this.#folder), '存档内容校验和不符');
      this.#verified.add(name);
    }
    return value;
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #get(sql: string, values: Bound = {}): unknown {
    return guarded(this.#folder, () => this.#statement(sql).get(this.#bound(sql, values)));
  }

  #all(sql: string, values: Bound = {}): unknown[] {
    return guarded(this.#folder, () => this.#statement(sql).all(this.#bound(sql, values)));
  }

  #bound(sql: string, values: Bound): Bound {
    return sql.includes('@g') ? { g: this.#generation, ...values } : values;
  }
}
