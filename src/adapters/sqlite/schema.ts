/** One database file of the home folder: what it is called in errors, its version and the statements that make it. */
export interface Schema {
  readonly name: string
  readonly file: string
  readonly version: number
  /** As SQLite keeps them, so that a foreign trigger, view or table shows. */
  readonly statements: readonly string[]
}

/** `once` is unique; ids need no index because they rise with `seq`. */
export const recordSchema: Schema = {
  name: 'record',
  file: 'record.db',
  version: 1,
  statements: [
    `CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  incident TEXT,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  once TEXT,
  digest TEXT NOT NULL,
  salt BLOB,
  leaf TEXT NOT NULL,
  body TEXT
) STRICT`,
    'CREATE INDEX entry_incident ON entry (incident) WHERE incident IS NOT NULL',
    'CREATE UNIQUE INDEX entry_once ON entry (once) WHERE once IS NOT NULL',
    `CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  frontier TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT`,
  ],
}

/** Every value is sealed; what it is found by is a token or a keyed digest. */
export const vaultSchema: Schema = {
  name: 'vault',
  file: 'vault.db',
  version: 1,
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
}
