import { randomBytes } from 'node:crypto'

import type { KnownValue, Vault } from '../ports/vault.ts'

/** A vault that lives as long as the process: random keys, nothing on disk. */
export function createMemoryVault(): Vault {
  const keys = new Map<string, Uint8Array>()
  const sealed = new Map<string, Map<string, string>>()
  const learnt = new Map<string, readonly KnownValue[]>()
  const seal = (incident: string, token: string, value: string): void => {
    let values = sealed.get(incident)
    if (values === undefined) sealed.set(incident, (values = new Map()))
    if (!values.has(token)) values.set(token, value)
  }
  return {
    key(incident) {
      const key = keys.get(incident) ?? randomBytes(32)
      keys.set(incident, key)
      return key
    },
    seal,
    sealAll(incident, pairs) {
      for (const [token, value] of pairs) seal(incident, token, value)
    },
    open: (incident, token) => sealed.get(incident)?.get(token),
    learn(incident, values) {
      const before = learnt.get(incident) ?? []
      const fresh = values.filter(
        (item) => !before.some((old) => old.class === item.class && old.value === item.value),
      )
      if (fresh.length > 0) learnt.set(incident, [...before, ...fresh])
    },
    known: (incident) => learnt.get(incident) ?? [],
    close() {
      keys.clear()
      sealed.clear()
      learnt.clear()
    },
  }
}
