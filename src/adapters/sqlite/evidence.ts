import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { HandoffError } from '../../domain/error.ts'
import type { EntryNumbers, EvidenceEntry, RecordEvidence } from '../../ports/entry-storage.ts'
import { openStill, type Still } from './connect.ts'
import { foreignObjects, isEmpty, versionOf } from './contents.ts'
import { isBusy, stillRule, storageFailure } from './failure.ts'
import { toHead } from './head.ts'
import { retryingSync } from './retry.ts'
import { recordSchema, statementsOf } from './schema.ts'

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
      const evidence = unmoved(still, () => evidenceOf(still, file))
      if (!evidence) still.db.close()
      return evidence
    } catch (error) {
      still.db.close()
      throw error
    }
  })
}

/** The record as an open connection sees it; closing it closes nothing. */
export function evidenceIn(db: DatabaseSync, version: number): RecordEvidence {
  return evidenceBy({ db, locked: true, moved: () => false }, version, () => undefined)
}

function evidenceOf(still: Still, file: string): RecordEvidence | undefined {
  const { db } = still
  db.exec('BEGIN')
  if (isEmpty(db)) return undefined
  const version = versionOf(db)
  if (version > recordSchema.version) {
    throw new HandoffError('UPSTREAM', 'The record was written by a newer Baton.', {
      hint: 'Verify it with that version.',
    })
  }
  const note = noteIn(db)
  const moved = () => still.moved() || (!still.locked && noteNow(file) !== note)
  return evidenceBy({ ...still, moved }, version, () => db.close())
}

/** Every write changes the head's note, also one so soon after another that the file's time is the same. */
function noteIn(db: DatabaseSync): unknown {
  return db.prepare('SELECT note FROM head').get()?.['note']
}

function noteNow(file: string): unknown {
  const { db } = openStill(file)
  try {
    return noteIn(db)
  } finally {
    db.close()
  }
}

function evidenceBy(still: Still, version: number, close: () => void): RecordEvidence {
  const { db } = still
  return {
    head: toHead(db.prepare('SELECT size, frontier, note FROM head').get()),
    entries: (numbers = all) => entriesOf(still, version, numbers),
    faults: () => retryingSync(unread, () => unmoved(still, () => faultsOf(db, version))),
    close,
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

/** Read at a time: fewer cost more calls, more are no longer near the processor. */
const pageRows = 256

const all: EntryNumbers = { after: -Infinity, upTo: Infinity }

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

/** Version 1 held hashes as hexadecimal text. */
const hash = (column: string, version: number) => (version === 1 ? column : `lower(hex(${column}))`)

function* entriesOf(
  { db, moved }: Still,
  version: number,
  { after, upTo }: EntryNumbers,
): Iterable<EvidenceEntry> {
  const statement = db.prepare(
    `SELECT ${readableSeq}, id, incident, kind, at, actor, actor_kind, once, ${hash('digest', version)},
       CASE WHEN length(salt) = 16 THEN CAST(salt || body AS BLOB) END, ${hash('leaf', version)}
     FROM entry WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${pageRows}`,
  )
  statement.setReturnArrays(true)
  let page: readonly Columns[] = []
  let [before, last] = [-Infinity, after]
  try {
    do {
      before = last
      page = statement.all(last, upTo) as unknown as readonly Columns[]
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

function faultsOf(db: DatabaseSync, version: number): readonly string[] {
  const statements = statementsOf(recordSchema, version)
  const foreign = foreignObjects(db, statements ?? recordSchema.statements)
  const torn = db.prepare('PRAGMA integrity_check(5)').all()
  return [
    ...(statements ? [] : ['its version is not one that Baton wrote']),
    ...foreign.map(() => 'a table, index, trigger or view is not as Baton made it'),
    ...torn
      .map((row) => String(row['integrity_check']))
      .filter((line) => line !== 'ok')
      .map(() => 'the file or an index in it is damaged'),
  ]
}
