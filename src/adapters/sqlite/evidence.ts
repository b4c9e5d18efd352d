import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { HandoffError } from '../../domain/error.ts'
import type { EvidenceEntry, RecordEvidence } from '../../ports/entry-storage.ts'
import { foreignObjects, isEmpty, openStill, type Still } from './database.ts'
import { isBusy, stillRule, storageFailure } from './failure.ts'
import { retryingSync } from './retry.ts'
import { recordSchema } from './schema.ts'
import { toHead } from './storage.ts'

const unread = 'The record cannot be read.'

/**
 * The record of a home for a verifier, read-only and at one moment; undefined when nothing was ever written. Throws UPSTREAM,
 * of the rule `storage-still` when somebody wrote so that the moment passed: what was read then proves nothing, open it again.
 */
export function openSqliteEvidence(home: string): RecordEvidence | undefined {
  const file = join(home, recordSchema.file)
  if (!existsSync(file)) return undefined
  return retryingSync(unread, () => {
    const still = openStill(file)
    try {
      const evidence = unmoved(still, () => evidenceOf(still))
      if (!evidence) still.db.close()
      return evidence
    } catch (error) {
      still.db.close()
      throw error
    }
  })
}

function evidenceOf(still: Still): RecordEvidence | undefined {
  const { db } = still
  db.exec('BEGIN')
  if (isEmpty(db)) return undefined
  assertVersion(db)
  const head = toHead(db.prepare('SELECT size, frontier, note FROM head').get())
  return {
    head,
    entries: () => entriesOf(still),
    faults: () => retryingSync(unread, () => unmoved(still, () => faultsOf(db))),
    close: () => db.close(),
  }
}

/** What `read` answers or throws, unless somebody wrote meanwhile: then neither means anything. */
function unmoved<T>({ moved }: Still, read: () => T): T {
  try {
    return read()
  } finally {
    if (moved()) throwMoved()
  }
}

function throwMoved(): never {
  throw new HandoffError('UPSTREAM', 'The record was written to while it was read.', {
    rule: stillRule,
    hint: 'Nothing is known to be wrong with it. Verify it again.',
  })
}

function assertVersion(db: DatabaseSync): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (found <= recordSchema.version) return
  throw new HandoffError('UPSTREAM', 'The record was written by a newer Baton.', {
    hint: 'Verify it with that version.',
  })
}

/** Read at a time: fewer cost more calls, more are no longer near the processor. */
const pageRows = 256

/** A number that JavaScript cannot hold, which no entry has, shows as the largest that it can. */
const readableSeq = `max(min(seq, ${Number.MAX_SAFE_INTEGER}), -${Number.MAX_SAFE_INTEGER})`

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
  sealed: Uint8Array | null,
  leaf: string,
]

function* entriesOf({ db, moved }: Still): Iterable<EvidenceEntry> {
  const statement = db.prepare(
    `SELECT ${readableSeq}, id, incident, kind, at, actor, actor_kind, once, digest,
       CASE WHEN length(salt) = 16 THEN CAST(salt || body AS BLOB) END, leaf
     FROM entry WHERE seq > ? ORDER BY seq LIMIT ${pageRows}`,
  )
  statement.setReturnArrays(true)
  let page: readonly Columns[] = []
  let [before, last] = [-Infinity, -Infinity]
  try {
    do {
      before = last
      page = statement.all(last) as unknown as readonly Columns[]
      for (const row of page) {
        const [seq, id, incident, kind, at, actor, actorKind, once, digest, sealed, leaf] = row
        yield { seq, id, incident, kind, at, actor, actorKind, once, digest, sealed, leaf }
        last = seq
      }
      // In a torn file the numbers need not rise.
    } while (page.length === pageRows && last > before)
  } catch (error) {
    if (moved()) throwMoved()
    throw isBusy(error) ? error : storageFailure(unread, error)
  }
  if (moved()) throwMoved()
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
