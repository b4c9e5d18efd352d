import type { DatabaseSync } from 'node:sqlite'

import { HandoffError } from '../../domain/error.ts'
import { intactRule } from './failure.ts'
import { type Schema, statementsOf } from './schema.ts'

/** Whether nothing was ever written to the file. */
export function isEmpty(db: DatabaseSync): boolean {
  return (
    versionOf(db) === 0 && db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  )
}

/** The number that Baton gave the file's layout; 0 before it gave one. */
export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
}

/** The version of the file. Throws UPSTREAM unless it has exactly the tables and indexes of a version that is known. */
export function assertSchema(db: DatabaseSync, schema: Schema): number {
  const { name, version } = schema
  const found = versionOf(db)
  if (found > version) {
    throw new HandoffError('UPSTREAM', `The ${name} was written by a newer Baton.`, {
      hint: 'A person should update Baton on this machine; nothing was changed.',
    })
  }
  const statements = statementsOf(schema, found)
  if (!statements || foreignObjects(db, statements).length > 0) {
    throw new HandoffError('UPSTREAM', `The ${name} is not one that Baton made.`, {
      hint: 'A person should run baton verify; nothing was changed.',
      rule: intactRule,
    })
  }
  return found
}

/** Names of the tables, indexes, triggers and views that are missing, added or altered. */
export function foreignObjects(db: DatabaseSync, statements: readonly string[]): string[] {
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all()
  const expected = new Set(statements)
  const added = rows.filter((row) => !expected.has(String(row['sql'])))
  const present = new Set(rows.map((row) => row['sql']))
  const missing = statements.filter((statement) => !present.has(statement))
  return [
    ...added.map((row) => String(row['name'])),
    ...missing.map((statement) => / (\w+) (?:ON|\()/.exec(statement)?.[1] ?? ''),
  ]
}
