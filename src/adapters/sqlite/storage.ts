import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

import type { Entry } from '../../domain/entry.ts'
import type { JsonObject } from '../../domain/json.ts'
import type {
  EntryStorage,
  StoredBatch,
  StoredEntry,
  StoredHead,
} from '../../ports/entry-storage.ts'
import type { EntryFilter } from '../../ports/record.ts'
import { Database } from './database.ts'
import { toHead } from './head.ts'
import { retrying, retryingSync } from './retry.ts'
import { recordSchema } from './schema.ts'

type Row = Record<string, SQLOutputValue>

const unwritten = 'The record cannot be written.'
const unread = 'The record cannot be read.'

/** The record as a connection has it until another one writes. */
interface Look {
  readonly db: DatabaseSync
  readonly version: unknown
  readonly head: StoredHead | null
  readonly lastAt: string | null
}

/** The record's entries in `home/record.db`, for several processes at once. Touches the disk when first used. */
export function openSqliteStorage(home: string): EntryStorage {
  const database = new Database(home, recordSchema)
  let latest: Look | undefined

  const insert = (db: DatabaseSync, entry: StoredEntry) =>
    database
      .prepare(db, 'INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, unhex(?), ?, unhex(?), ?)')
      .run(
        entry.seq,
        entry.id,
        entry.incident,
        entry.kind,
        entry.at,
        entry.actor,
        entry.actorKind,
        entry.once,
        entry.digest,
        entry.salt,
        entry.leaf,
        entry.body,
      )

  const headOf = (db: DatabaseSync) =>
    toHead(database.prepare(db, 'SELECT size, frontier, note FROM head').get())

  const lastAt = (db: DatabaseSync, head: StoredHead | null) =>
    head &&
    ((database.prepare(db, 'SELECT at FROM entry WHERE seq = ?').get(head.size)?.['at'] ?? null) as
      | string
      | null)

  const isTaken = (db: DatabaseSync, once: string) =>
    database.prepare(db, 'SELECT 1 FROM entry WHERE once = ?').get(once) !== undefined

  /** Changes when another connection has written. */
  const dataVersion = (db: DatabaseSync) =>
    database.prepare(db, 'PRAGMA data_version').get()?.['data_version']

  const look = (db: DatabaseSync): Look => {
    const version = dataVersion(db)
    if (latest?.db === db && latest.version === version) return latest
    const head = headOf(db)
    return { db, version, head, lastAt: lastAt(db, head) }
  }

  const store = (db: DatabaseSync, { entries, head }: StoredBatch) => {
    for (const entry of entries) insert(db, entry)
    database
      .prepare(db, 'INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?)')
      .run(head.size, head.frontier.join(','), head.note)
  }

  return {
    write: (build) =>
      retrying(unwritten, () => {
        const db = database.writing()
        if (database.isOutdated()) return false
        let next: Look | undefined
        database.exclusively(db, () => {
          const { version, head, lastAt: at } = look(db)
          const batch = build({ head, lastAt: at, isTaken: (key) => isTaken(db, key) })
          if (!batch) return
          store(db, batch)
          next = { db, version, head: batch.head, lastAt: batch.entries.at(-1)?.at ?? at }
        })
        latest = next ?? latest
        return true
      }),

    bringForward: async (approve) => {
      const { evidenceIn } = await import('./evidence.ts')
      const check = (db: DatabaseSync, version: number) => approve(evidenceIn(db, version))
      await retrying(unwritten, () => database.bringForward(check))
    },

    read: (filter) =>
      retryingSync(unread, () => {
        const db = database.reading()
        if (!db) return []
        const { where, values } = conditions(filter)
        const sql = `SELECT seq, id, incident, kind, at, actor, actor_kind, body FROM entry ${where} ORDER BY seq`
        return database
          .prepare(db, sql)
          .all(...values)
          .map(toEntry)
      }),

    head: () =>
      retryingSync(unread, () => {
        const db = database.reading()
        return db ? headOf(db) : null
      }),

    close: () => database.close(),
  }
}

function conditions({ incident, kinds, afterSeq }: EntryFilter) {
  const terms = [
    incident === undefined ? null : (['incident = ?', incident] as const),
    kinds && (['kind IN (SELECT value FROM json_each(?))', JSON.stringify(kinds)] as const),
    afterSeq === undefined ? null : (['seq > ?', afterSeq] as const),
  ].filter((term) => term !== null && term !== undefined)
  const where = terms.length > 0 ? `WHERE ${terms.map(([sql]) => sql).join(' AND ')}` : ''
  return { where, values: terms.map(([, value]) => value) }
}

function toEntry(row: Row): Entry {
  return {
    seq: Number(row['seq']),
    id: String(row['id']),
    incident: row['incident'] as string | null,
    kind: row['kind'] as Entry['kind'],
    at: String(row['at']),
    actor: { id: String(row['actor']), kind: row['actor_kind'] as Entry['actor']['kind'] },
    body: row['body'] === null ? null : (JSON.parse(String(row['body'])) as JsonObject),
  }
}
