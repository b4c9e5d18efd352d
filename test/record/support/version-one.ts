import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { recordSchema } from '../../../src/adapters/sqlite/schema.ts'

const [one] = recordSchema.former

/** Makes of a home at rest what a Baton of the first version would have left: the same entries and head, laid out as it did. */
export function asVersionOne(home: string): void {
  const file = join(home, 'record.db')
  const now = new DatabaseSync(file)
  const head = now.prepare('SELECT * FROM head').all()
  const entries = now
    .prepare(
      `SELECT seq, id, incident, kind, at, actor, actor_kind, once,
         lower(hex(digest)) AS digest, salt, lower(hex(leaf)) AS leaf, body FROM entry ORDER BY seq`,
    )
    .all()
  now.close()
  rmSync(file)
  writeFileSync(file, '', { mode: 0o600 })
  const old = new DatabaseSync(file)
  old.exec('PRAGMA journal_mode = WAL; BEGIN')
  for (const statement of one!.statements) old.exec(statement)
  const into = (table: string, rows: typeof head) => {
    for (const row of rows) {
      const values = Object.values(row)
      old.prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join()})`).run(...values)
    }
  }
  into('entry', entries)
  into('head', head)
  old.exec('PRAGMA user_version = 1; COMMIT')
  old.close()
}

export function versionOf(home: string): number {
  const db = new DatabaseSync(join(home, 'record.db'), { readOnly: true })
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  db.close()
  return version
}

/** The bytes of the record's file, to see whether anything changed. */
export function bytesOf(home: string): string {
  return readFileSync(join(home, 'record.db'), 'latin1')
}
