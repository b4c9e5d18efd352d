import type { Entry } from '../entry.ts'
import type { FactBody } from '../fact.ts'

/** A body with the place and the moment of its entry. */
export type Dated<T> = T & { readonly seq: number; readonly recordedAt: string }

/** The bodies of one kind, oldest first; purged ones are left out. */
export function bodies<K extends Entry['kind']>(
  entries: readonly Entry[],
  kind: K,
): readonly Dated<FactBody<K>>[] {
  return entries
    .filter((entry) => entry.kind === kind && entry.body !== null)
    .map((entry) => ({ ...(entry.body as FactBody<K>), seq: entry.seq, recordedAt: entry.at }))
}
