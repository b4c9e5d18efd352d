import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

import { HandoffError } from '../../domain/error.ts'
import type { KnownValue, Vault } from '../../ports/vault.ts'
import { Database } from './database.ts'
import { readKey, readOrMakeKey } from './keys.ts'
import { retryingSync } from './retry.ts'
import { vaultSchema } from './schema.ts'
import { keyedDigest, seal, unseal } from './seal.ts'

const unread = 'The vault cannot be read.'
const unwritten = 'The vault cannot be written.'
const keyFile = 'vault.key'

/** Tokens kept in memory, so that sealing one again costs no write. */
const mostRemembered = 50_000

/** The vault in `home/vault.db` under the key `home/keys/vault.key`. Touches the disk when first used. */
export function openSqliteVault(home: string): Vault {
  const database = new Database(home, vaultSchema)
  const keys = new Map<string, Uint8Array>()
  const sealedTokens = new Set<string>()
  const knownValues = new Map<string, readonly KnownValue[]>()
  let master: Uint8Array | undefined
  let version: unknown

  const masterKey = (db: DatabaseSync): Uint8Array => {
    if (master) return master
    const used = database.prepare(db, 'SELECT 1 FROM key LIMIT 1').get() !== undefined
    const key = used ? readKey(home, keyFile) : readOrMakeKey(home, keyFile, () => randomBytes(32))
    if (key?.length !== 32) {
      throw new HandoffError('UPSTREAM', unread, {
        hint: 'Its key is missing. A person should restore the keys folder from a backup.',
      })
    }
    master = key
    return key
  }

  /** Runs `work` alone among all processes. Losing the newest token in a power cut is harmless, losing a key is not. */
  const writing = <T>(durable: boolean, work: (db: DatabaseSync, key: Uint8Array) => T): T =>
    retryingSync(unwritten, () => {
      const db = database.writing()
      database.bringForward(() => undefined)
      db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
      return database.exclusively(db, () => {
        const root = masterKey(db)
        ensureKey(db, root, '')
        return work(db, root)
      })
    })

  const reading = <T>(empty: T, work: (db: DatabaseSync, key: Uint8Array) => T): T =>
    retryingSync(unread, () => {
      const db = database.reading()
      return db && database.prepare(db, 'SELECT 1 FROM key LIMIT 1').get()
        ? work(db, masterKey(db))
        : empty
    })

  const ensureKey = (db: DatabaseSync, root: Uint8Array, incident: string): Uint8Array => {
    const present = storedKey(db, root, incident)
    if (present) return present
    const key = randomBytes(32)
    const sealed = seal(root, place('key', incident), key)
    database.prepare(db, 'INSERT INTO key VALUES (?, ?)').run(incident, sealed)
    return key
  }

  const storedKey = (db: DatabaseSync, root: Uint8Array, incident: string) => {
    const row = database.prepare(db, 'SELECT sealed FROM key WHERE incident = ?').get(incident)
    return row && unseal(root, place('key', incident), row['sealed'] as Uint8Array)
  }

  const readKnown = (db: DatabaseSync, root: Uint8Array, incident: string) =>
    database
      .prepare(db, 'SELECT digest, sealed FROM known WHERE incident = ? ORDER BY digest')
      .all(incident)
      .map((row) => {
        const at = place('known', incident, String(row['digest']))
        return JSON.parse(unseal(root, at, row['sealed'] as Uint8Array).toString()) as KnownValue
      })

  /** Writes only what neither this process nor, by a look into the file, another one has sealed before. */
  const sealAll: Vault['sealAll'] = (incident, pairs) => {
    const unsure = pairs.filter(([token]) => !sealedTokens.has(place(incident, token)))
    if (unsure.length === 0) return
    const fresh = reading(unsure, (db) => {
      const find = database.prepare(db, 'SELECT 1 FROM token WHERE incident = ? AND token = ?')
      return unsure.filter(([token]) => find.get(incident, token) === undefined)
    })
    if (fresh.length > 0) {
      writing(false, (db, root) => {
        const insert = database.prepare(db, 'INSERT OR IGNORE INTO token VALUES (?, ?, ?)')
        for (const [token, value] of fresh) {
          const sealed = seal(root, place('token', incident, token), Buffer.from(value))
          insert.run(incident, token, sealed)
        }
      })
    }
    if (sealedTokens.size >= mostRemembered) sealedTokens.clear()
    for (const [token] of unsure) sealedTokens.add(place(incident, token))
  }

  return {
    key: (incident) => {
      const cached = keys.get(incident)
      if (cached) return cached
      const key =
        reading(undefined, (db, root) => storedKey(db, root, incident)) ??
        writing(true, (db, root) => ensureKey(db, root, incident))
      keys.set(incident, key)
      return key
    },

    seal: (incident, token, value) => sealAll(incident, [[token, value]]),
    sealAll,

    open: (incident, token) =>
      reading(undefined, (db, root) => {
        const row = database
          .prepare(db, 'SELECT sealed FROM token WHERE incident = ? AND token = ?')
          .get(incident, token)
        const at = place('token', incident, token)
        return row && unseal(root, at, row['sealed'] as Uint8Array).toString()
      }),

    learn: (incident, values) => {
      if (values.length === 0) return
      writing(true, (db, root) => {
        for (const { class: kind, value } of values) {
          const text = JSON.stringify({ class: kind, value })
          const digest = keyedDigest(root, incident, text)
          const sealed = seal(root, place('known', incident, digest), Buffer.from(text))
          database
            .prepare(db, 'INSERT OR IGNORE INTO known VALUES (?, ?, ?)')
            .run(incident, digest, sealed)
        }
      })
      knownValues.delete(incident)
    },

    known: (incident) =>
      reading<readonly KnownValue[]>([], (db, root) => {
        const now = database.prepare(db, 'PRAGMA data_version').get()?.['data_version']
        if (now !== version) knownValues.clear()
        version = now
        const cached = knownValues.get(incident) ?? readKnown(db, root, incident)
        knownValues.set(incident, cached)
        return cached
      }),

    close: () => database.close(),
  }
}

/** Names one row unmistakably, whatever its parts hold. */
function place(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}
