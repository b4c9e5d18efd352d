import type { Cluster } from './cluster.ts'
import { ClusterFault } from './fault.ts'
import { fieldCaps } from './field-caps.ts'
import { handshake } from './handshake.ts'
import type { Layout } from './layout.ts'
import { type Privileges, privileges } from './privileges.ts'
import { type Places, resolve } from './resolve.ts'

/** What is known of a cluster before it is searched. */
export interface Opened {
  readonly cluster: Cluster
  readonly privileges: Privileges
  readonly places: Places
}

export interface Opener {
  /** Throws ClusterFault. */
  open(signal: AbortSignal): Promise<Opened>
  layout(opened: Opened, names: readonly string[], signal: AbortSignal): Promise<Layout>
}

const freshMs = 60_000

/**
 * Introduces itself and looks at its privileges once, at names and fields once a minute: all of them change seldom, and
 * each would cost every answer a round trip.
 */
export function opener(
  connect: () => Promise<Cluster>,
  indices: readonly string[],
  allowWriteKey: boolean,
): Opener {
  let client: Promise<Cluster> | undefined
  let known: { cluster: Cluster; privileges: Privileges } | undefined
  let places: { readonly untilMs: number; readonly value: Places } | undefined
  const layouts = new Map<string, { readonly untilMs: number; readonly value: Layout }>()
  return {
    async open(signal) {
      client ??= connect()
      const cluster = await client.catch((cause: unknown) => {
        client = undefined
        throw cause
      })
      if (!known) await handshake(cluster, signal)
      if (!places || places.untilMs < performance.now()) {
        const value = await resolve(cluster, indices, signal)
        places = { untilMs: performance.now() + freshMs, value }
      }
      const { value } = places
      // Nothing can be asked about names behind which there is nothing yet.
      if (value.concrete.length === 0) return { cluster, privileges: 'unknown', places: value }
      known ??= { cluster, privileges: await heldBy(cluster, value, allowWriteKey, signal) }
      return { ...known, places: value }
    },
    async layout({ cluster }, names, signal) {
      const key = names.join(',')
      const held = layouts.get(key)
      if (held && held.untilMs >= performance.now()) return held.value
      const value = await fieldCaps(cluster, names, signal)
      layouts.set(key, { untilMs: performance.now() + freshMs, value })
      return value
    },
  }
}

async function heldBy(
  cluster: Cluster,
  { concrete }: Places,
  allowWriteKey: boolean,
  signal: AbortSignal,
): Promise<Privileges> {
  try {
    return await privileges(cluster, concrete, signal)
  } catch (cause) {
    const open = cause instanceof ClusterFault && cause.kind === 'no guard'
    if (open && allowWriteKey) return 'may write'
    throw cause
  }
}
