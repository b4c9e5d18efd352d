import type { ServerEvent } from '@modelcontextprotocol/server'

import type { Entry } from '../domain/entry.ts'
import { type FactKind, factSchemas } from '../domain/fact.ts'
import { uriOf } from './uris.ts'

export type Change = Extract<ServerEvent, { kind: string }>
/** Tells what changes from now on, once each; the returned function ends it. */
export type Watch = (listener: (change: Change) => void) => () => void

interface WatchSource {
  /** The newest signed checkpoint, null while the record is empty; its second line is how many entries there are. */
  checkpoint(): string | null
  entries(filter: {
    readonly kinds: readonly FactKind[]
    readonly afterSeq: number
  }): readonly Entry[]
  /** Addresses of what is listed of incidents. */
  listed(): readonly string[]
  /** Tells that this process has appended something. */
  onAppended(listener: () => void): () => void
  /** How often the record is asked for what other processes have appended. */
  readonly everyMs?: number
}

/** Calls are left out: a client that reads again whatever it is told of would otherwise never stop. */
const statements = (Object.keys(factSchemas) as FactKind[]).filter(
  (kind) => !kind.startsWith('call.'),
)

/** One look at the record serves all who listen, at each own append and every two seconds; nobody listens, nothing runs. */
export function createWatch(source: WatchSource): Watch {
  const listeners = new Set<(change: Change) => void>()
  let seen: { readonly seq: number; readonly listed: string } | null = null
  let stop = (): void => undefined
  let isDue = false

  /** Where the record stands, from which on changes are told. */
  function mark(): void {
    const seq = Number(source.checkpoint()?.split('\n')[1] ?? 0)
    seen = { seq, listed: source.listed().join('\n') }
  }

  function look(): void {
    if (!seen) return mark()
    const entries = source.entries({ kinds: statements, afterSeq: seen.seq })
    const last = entries.at(-1)
    if (!last) return
    const listed = source.listed().join('\n')
    const isListChanged = listed !== seen.listed
    seen = { seq: last.seq, listed }
    const uris = new Set(entries.flatMap(urisOf))
    tell([...uris].map((uri) => ({ kind: 'resource_updated', uri })))
    if (isListChanged) tell([{ kind: 'resources_list_changed' }])
  }

  function tell(changes: readonly Change[]): void {
    for (const change of changes) for (const listener of listeners) listener(change)
  }

  /** A record that cannot be read now is read at the next look. */
  function lookSafely(): void {
    try {
      look()
    } catch {
      // The calls that need the record say so.
    }
  }

  function start(): void {
    seen = null
    lookSafely()
    const timer = setInterval(lookSafely, source.everyMs ?? 2_000)
    timer.unref()
    const unhear = source.onAppended(() => {
      if (isDue) return
      isDue = true
      setImmediate(() => {
        isDue = false
        if (listeners.size > 0) lookSafely()
      })
    })
    stop = () => {
      clearInterval(timer)
      unhear()
    }
  }

  return (listener) => {
    const own = (change: Change): void => listener(change)
    if (listeners.size === 0) start()
    listeners.add(own)
    return () => {
      if (listeners.delete(own) && listeners.size === 0) stop()
    }
  }
}

/** Every address under which that entry can be read, or what it made. */
function urisOf({ incident, kind, body }: Entry): readonly string[] {
  if (incident === null) return []
  const place = `incidents/${incident}`
  const file = kind === 'document.rendered' ? body?.['file'] : undefined
  const paths = [place, `${place}/record`]
  if (typeof file === 'string') paths.push(`${place}/${file}`)
  if (file === 'packet.md') paths.push(`${place}/chart.svg`)
  return paths.map(uriOf)
}
