import * as z from 'zod'

import { type Call, type Cluster } from './cluster.ts'
import { ClusterFault } from './fault.ts'

const writing = [
  'create_doc',
  'create',
  'index',
  'write',
  'delete',
  'create_index',
  'delete_index',
  'maintenance',
  'manage',
] as const
const governing = ['manage', 'manage_security'] as const

const Held = z.object({
  cluster: z.record(z.string(), z.boolean()),
  index: z.record(z.string(), z.record(z.string(), z.boolean())),
})
const Who = z.object({ roles: z.array(z.string()).default([]) })

/** `unknown` when the product cannot say what an account may do. */
export type Privileges = 'reads' | 'may write' | 'unknown'

/** What our credentials may do with these indices. Throws ClusterFault, `no guard` for a cluster that anyone may write to. */
export function privileges(
  cluster: Cluster,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Privileges> {
  return cluster.product === 'elasticsearch'
    ? elasticsearchPrivileges(cluster, names, signal)
    : openSearchPrivileges(cluster, signal)
}

async function elasticsearchPrivileges(
  cluster: Cluster,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Privileges> {
  const body = { cluster: [...governing], index: [{ names: [...names], privileges: [...writing] }] }
  const path = '/_security/user/_has_privileges'
  const held = Held.safeParse(await guarded(cluster, { method: 'POST', path, body }, signal))
  if (!held.success) throw new ClusterFault('unexpected')
  const { cluster: whole, index } = held.data
  const all = [whole, ...Object.values(index)].flatMap((each) => Object.values(each))
  return all.includes(true) ? 'may write' : 'reads'
}

/** OpenSearch has no such question: it names the roles alone, of which one is known to allow everything. */
async function openSearchPrivileges(cluster: Cluster, signal: AbortSignal): Promise<Privileges> {
  const path = '/_plugins/_security/authinfo'
  const who = Who.safeParse(await guarded(cluster, { method: 'GET', path }, signal))
  if (!who.success) throw new ClusterFault('unexpected')
  return who.data.roles.includes('all_access') ? 'may write' : 'unknown'
}

/** A server that does not know the question has no access control. */
async function guarded(cluster: Cluster, call: Call, signal: AbortSignal): Promise<unknown> {
  try {
    return (await cluster.request(call, signal)).body
  } catch (cause) {
    const kind = cause instanceof ClusterFault ? cause.kind : undefined
    throw kind === 'rejected' || kind === 'missing' ? new ClusterFault('no guard') : cause
  }
}
