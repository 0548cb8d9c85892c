/**
 * The catalogue's tables. Documents are only ever added; `source` says which file held which document from which
 * generation on and until which, and a document is alive in generation g where one of its sources is:
 * added <= g < withdrawn. So a reader of generation g is not touched by what a writer does for g + 1.
 */
export const CATALOGUE_SCHEMA = `
CREATE TABLE IF NOT EXISTS property (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS document (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  -- SHA-256 of the decoded text: the same text in another encoding is the same document
  text_sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  passages INTEGER NOT NULL,
  clauses INTEGER NOT NULL,
  metadata TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS document_text ON document (text_sha256);

CREATE TABLE IF NOT EXISTS content (
  document INTEGER PRIMARY KEY REFERENCES document (number),
  original BLOB NOT NULL,
  text TEXT NOT NULL,
  passages TEXT NOT NULL,
  -- offsets into the text where its pages begin, as JSON
  page_starts TEXT NOT NULL DEFAULT '[]'
);

-- see clause-rows.ts
CREATE TABLE IF NOT EXISTS clause (
  document INTEGER NOT NULL REFERENCES document (number),
  number INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  last INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS clause_id ON clause (id);

CREATE TABLE IF NOT EXISTS source (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  -- what the file is known by: its path from the index folder, or a name that the caller gives
  key TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  document INTEGER NOT NULL REFERENCES document (number),
  added INTEGER NOT NULL,
  withdrawn INTEGER
);
CREATE INDEX IF NOT EXISTS source_key ON source (key);
CREATE INDEX IF NOT EXISTS source_document ON source (document);

CREATE TABLE IF NOT EXISTS reference (
  document INTEGER NOT NULL REFERENCES document (number),
  position INTEGER NOT NULL,
  number_key TEXT,
  title_key TEXT,
  PRIMARY KEY (document, position)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reference_number ON reference (number_key);
CREATE INDEX IF NOT EXISTS reference_title ON reference (title_key);

-- words that the texts themselves set in 《》 or “”, given to the segmenter before it cuts anything
CREATE TABLE IF NOT EXISTS term (word TEXT PRIMARY KEY, added INTEGER NOT NULL) WITHOUT ROWID;
`;

/** What `user_version` of the database says of the tables above. */
export const SCHEMA_VERSION = 1;

/** Statements that bring a catalogue of each earlier version to the next, in order: what was ingested is kept. */
export const MIGRATIONS: readonly string[] = [
  "ALTER TABLE content ADD COLUMN page_starts TEXT NOT NULL DEFAULT '[]'",
];
