import type { Entry } from '../domain/entry.ts'
import { HandoffError } from '../domain/error.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Clock } from '../ports/clock.ts'
import type {
  EntryStorage,
  RecordSigner,
  StoredBatch,
  StoredEntry,
  WriteView,
} from '../ports/entry-storage.ts'
import type { IncidentRecord } from '../ports/record.ts'
import { sealDrafts, type WrittenDraft, writeOut } from './batch.ts'
import { formatVerifierKey, homeKey, signCheckpoint, type VerifierKey } from './checkpoint.ts'
import { HeadGuard } from './head.ts'
import { rootOf } from './merkle.ts'

interface Waiting {
  readonly drafts: readonly WrittenDraft[]
  resolve(entries: readonly Entry[]): void
  reject(reason: unknown): void
}

interface Parts {
  readonly storage: EntryStorage
  readonly clock: Clock
  readonly signer: RecordSigner
}

/** Composes the record; calls that wait at the same time share one durable write and one checkpoint. Touches no disk yet. */
export function openRecord({ storage, clock, signer }: Parts): IncidentRecord {
  const guard = new HeadGuard()
  let waiting: Waiting[] = []
  let draining = false
  let key: VerifierKey | undefined

  const keyOf = (make: boolean): VerifierKey => {
    const publicKey = key ? undefined : signer.publicKey(make)
    if (publicKey) key = homeKey(publicKey)
    if (key) return key
    throw new HandoffError('UPSTREAM', 'The record cannot be written.', {
      hint: 'Its signing key is missing. A person should restore the keys folder from a backup.',
    })
  }

  const build = (view: WriteView, group: readonly Waiting[], done: (() => void)[]) => {
    const signingKey = keyOf(view.head === null)
    const lastMs = guard.admit(view.head, view.lastAt, signingKey)
    const size = view.head?.size ?? 0
    const frontier = [...(view.head?.frontier ?? [])]
    const atMs = Math.max(Math.floor(clock.nowMs()), lastMs)
    const taken = new Set<string>()
    const entries: StoredEntry[] = []
    for (const one of group) {
      const keys = one.drafts.flatMap((draft) => draft.once ?? [])
      const fresh = keys.every((once) => !taken.has(once) && !view.isTaken(once))
      if (!fresh || new Set(keys).size < keys.length) {
        done.push(() => one.reject(alreadyRecorded()))
        continue
      }
      for (const once of keys) taken.add(once)
      const sealed = sealDrafts(one.drafts, size + entries.length, atMs, frontier)
      entries.push(...sealed)
      done.push(() => one.resolve(sealed.map(toEntry)))
    }
    if (entries.length === 0) return null
    const newSize = size + entries.length
    const note = signCheckpoint(signingKey, newSize, rootOf(frontier), signer)
    return { entries, head: { size: newSize, frontier, note }, atMs } satisfies StoredBatch & {
      atMs: number
    }
  }

  const bringForward = async () => {
    const { approveForward } = await import('./intact.ts')
    await storage.bringForward(approveForward(() => keyOf(false)))
  }

  const drain = async () => {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      let done: (() => void)[] = []
      let batch: ReturnType<typeof build> = null
      const buildBatch = (view: WriteView): StoredBatch | null => {
        done = []
        return (batch = build(view, group, done))
      }
      try {
        if (!(await storage.write(buildBatch))) {
          await bringForward()
          await storage.write(buildBatch)
        }
        guard.wrote(batch)
        for (const settle of done) settle()
      } catch (error) {
        for (const one of group) one.reject(error)
      }
    }
    draining = false
  }

  return {
    append: (drafts) =>
      drafts.length === 0
        ? Promise.resolve([])
        : new Promise((resolve, reject) => {
            waiting.push({ drafts: drafts.map(writeOut), resolve, reject })
            if (draining) return
            draining = true
            setImmediate(() => void drain())
          }),
    entries: (filter) => storage.read(filter),
    checkpoint: () => storage.head()?.note ?? null,
    verifierKey: () => formatVerifierKey(keyOf(storage.head() === null)),
    close: () => storage.close(),
  }
}

function alreadyRecorded(): HandoffError {
  return new HandoffError('CONFLICT', 'This was already recorded.', {
    hint: 'Read its present state before going on.',
    rule: 'record-once',
  })
}

function toEntry(stored: StoredEntry): Entry {
  return {
    seq: stored.seq,
    id: stored.id,
    incident: stored.incident,
    kind: stored.kind as Entry['kind'],
    at: stored.at,
    actor: { id: stored.actor, kind: stored.actorKind as Entry['actor']['kind'] },
    body: stored.body === null ? null : (JSON.parse(stored.body) as JsonObject),
  }
}
