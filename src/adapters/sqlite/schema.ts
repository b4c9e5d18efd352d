/** One database file of the home folder: what it is called in errors, its version and the statements that make it. */
export interface Schema {
  readonly name: string
  readonly file: string
  readonly version: number
  /** Of a new file; one that was brought forward keeps its own. */
  readonly pageBytes: number
  /** As SQLite keeps them, so that a foreign trigger, view or table shows. */
  readonly statements: readonly string[]
  /** Older versions that are still read, and brought forward before anything is written; oldest first. */
  readonly former: readonly Former[]
}

/** A version of a file before the present one. */
export interface Former {
  readonly version: number
  readonly statements: readonly string[]
  /** What makes the next version of it, within one transaction. */
  readonly forward: readonly string[]
}

const entryIncident = 'CREATE INDEX entry_incident ON entry (incident) WHERE incident IS NOT NULL'
const entryOnce = 'CREATE UNIQUE INDEX entry_once ON entry (once) WHERE once IS NOT NULL'

const entry = (hash: 'TEXT' | 'BLOB') => `CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  incident TEXT,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  once TEXT,
  digest ${hash} NOT NULL,
  salt BLOB,
  leaf ${hash} NOT NULL,
  body TEXT
) STRICT`

const head = `CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  frontier TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT`

/** Hashes were hexadecimal text. */
const recordOne: Former = {
  version: 1,
  statements: [entry('TEXT'), entryIncident, entryOnce, head],
  forward: [
    'ALTER TABLE entry RENAME TO entry_one',
    entry('BLOB'),
    `INSERT INTO entry
     SELECT seq, id, incident, kind, at, actor, actor_kind, once, unhex(digest), salt, unhex(leaf), body
     FROM entry_one ORDER BY seq`,
    'DROP TABLE entry_one',
    entryIncident,
    entryOnce,
  ],
}

/** `once` is unique; ids need no index because they rise with `seq`. */
export const recordSchema: Schema = {
  name: 'record',
  file: 'record.db',
  version: 2,
  // An append writes three pages to the log; smaller ones would split more bodies.
  pageBytes: 2_048,
  statements: [entry('BLOB'), entryIncident, entryOnce, head],
  former: [recordOne],
}

/** Every value is sealed; what it is found by is a token or a keyed digest. */
export const vaultSchema: Schema = {
  name: 'vault',
  file: 'vault.db',
  version: 1,
  pageBytes: 4_096,
  statements: [
    'CREATE TABLE key (incident TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID',
    `CREATE TABLE token (
  incident TEXT NOT NULL,
  token TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (incident, token)
) STRICT, WITHOUT ROWID`,
    `CREATE TABLE known (
  incident TEXT NOT NULL,
  digest TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (incident, digest)
) STRICT, WITHOUT ROWID`,
  ],
  former: [],
}

/** The statements that make that version of the file; undefined for one that this Baton does not know. */
export function statementsOf(schema: Schema, version: number): readonly string[] | undefined {
  return [schema, ...schema.former].find((one) => one.version === version)?.statements
}
