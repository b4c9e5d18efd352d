import type { Service } from '../service.ts'
import type { BlastSet } from './traffic.ts'

/** The affected services with everything they depend on, directly or through others; cycles are harmless. */
export function blastSet(services: readonly Service[], affected: readonly string[]): BlastSet {
  const reached = new Set<string>()
  const waiting = [...affected]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    waiting.push(...(services.find((service) => service.name === name)?.dependsOn ?? []))
  }
  return { affected, dependencies: [...reached].filter((name) => !affected.includes(name)) }
}
