import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { HandoffError } from '../../domain/error.ts'
import type { EvidenceEntry, RecordEvidence } from '../../ports/entry-storage.ts'
import { foreignObjects, isEmpty, openStill } from './database.ts'
import { isBusy, storageFailure } from './failure.ts'
import { retryingSync } from './retry.ts'
import { recordSchema } from './schema.ts'
import { toHead } from './storage.ts'

const unread = 'The record cannot be read.'

/** The record of a home for a verifier, read-only and at one moment; undefined when nothing was ever written. Throws UPSTREAM. */
export function openSqliteEvidence(home: string): RecordEvidence | undefined {
  const file = join(home, recordSchema.file)
  if (!existsSync(file)) return undefined
  return retryingSync(unread, () => {
    const db = openStill(file)
    try {
      db.exec('BEGIN')
      if (isEmpty(db)) {
        db.close()
        return undefined
      }
      assertVersion(db)
      const head = toHead(db.prepare('SELECT size, frontier, note FROM head').get())
      return {
        head,
        entries: () => entriesOf(db),
        faults: () => retryingSync(unread, () => faultsOf(db)),
        close: () => db.close(),
      }
    } catch (error) {
      db.close()
      throw error
    }
  })
}

function assertVersion(db: DatabaseSync): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (found <= recordSchema.version) return
  throw new HandoffError('UPSTREAM', 'The record was written by a newer Baton.', {
    hint: 'Verify it with that version.',
  })
}

/** In the order of the columns asked for. */
type Columns = readonly [
  seq: number,
  id: string,
  incident: string | null,
  kind: string,
  at: string,
  actor: string,
  actorKind: string,
  once: string | null,
  digest: string,
  salt: Uint8Array | null,
  body: Uint8Array | null,
  leaf: string,
]

function* entriesOf(db: DatabaseSync): Iterable<EvidenceEntry> {
  const statement = db.prepare(
    `SELECT seq, id, incident, kind, at, actor, actor_kind, once, digest, salt, CAST(body AS BLOB), leaf
     FROM entry ORDER BY seq`,
  )
  statement.setReturnArrays(true)
  try {
    for (const row of statement.iterate() as unknown as Iterable<Columns>) {
      const [seq, id, incident, kind, at, actor, actorKind, once, digest, salt, body, leaf] = row
      yield { seq, id, incident, kind, at, actor, actorKind, once, digest, salt, body, leaf }
    }
  } catch (error) {
    throw isBusy(error) ? error : storageFailure(unread, error)
  }
}

function faultsOf(db: DatabaseSync): readonly string[] {
  const foreign = foreignObjects(db, recordSchema.statements)
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  const torn = db.prepare('PRAGMA integrity_check(5)').all()
  return [
    ...(version === recordSchema.version ? [] : ['its version is not one that Baton wrote']),
    ...foreign.map(() => 'a table, index, trigger or view is not as Baton made it'),
    ...torn
      .map((row) => String(row['integrity_check']))
      .filter((line) => line !== 'ok')
      .map(() => 'the file or an index in it is damaged'),
  ]
}
