import type { Profile } from '../../src/domain/redacted.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

/** So many times longer is the longer one of two texts. */
const growth = 8
/** What is still taken for proportional, and so many times an ordinary text of the same length it may cost at most. */
const mostGrowth = 20
const mostCost = 60
const suspicious = 5
const usual =
  '2026-11-23 07:10:12,123 INFO [worker-7] o.e.Server: GET /api/v1/orders/81 took 12 ms\n'

/**
 * The units which, repeated, cost more than in proportion to the length, or far more than usual text. What looks slow is
 * measured again, the best of three and once more at a greater length, so that a busy machine accuses nobody.
 */
export function superLinear(
  units: Iterable<string>,
  profile: Profile,
  length: number,
): readonly string[] {
  const usualMs = Math.max(best(usual, length, profile), 0.2)
  const leastMs = Math.max(usualMs * suspicious, 25)
  const found: string[] = []
  for (const unit of units) {
    const once = cost(unit, length, profile)
    if (once < leastMs) continue
    const shortMs = best(unit, length / growth, profile)
    if (once / shortMs <= mostGrowth && once <= usualMs * mostCost) continue
    const longMs = Math.min(once, best(unit, length, profile))
    const looksSteep = longMs > leastMs && longMs / shortMs > mostGrowth
    const looksDear = longMs > usualMs * mostCost
    if (!looksSteep && !looksDear) continue
    const furtherMs = best(unit, length * growth, profile)
    const isSteep = looksSteep && furtherMs / longMs > mostGrowth
    const isDear = looksDear && furtherMs > best(usual, length * growth, profile) * mostCost
    if (isSteep || isDear) {
      found.push(`${JSON.stringify(unit)} ${shortMs.toFixed(1)} -> ${longMs.toFixed(1)} ms`)
    }
  }
  return found
}

/** Somebody whom every text may name. */
const learnt = [{ class: 'person', value: 'Aaaa Bbbb Cccc' }]

/**
 * The units which, repeated up to that length, alone or within a sentence, cost more than so many times an ordinary text
 * of the same length. What looks dear is measured again, the best of four.
 */
export function dear(
  units: Iterable<string>,
  profile: Profile,
  length: number,
  most: number,
): readonly string[] {
  const usualMs = best(usual, length, profile)
  const found: string[] = []
  for (const unit of units) {
    const whole = repeated(unit, length)
    for (const text of [whole, `x ${whole} y`]) {
      let tookMs = costOf(text, profile)
      for (let again = 0; again < 3 && tookMs > usualMs * most; again++)
        tookMs = Math.min(tookMs, costOf(text, profile))
      if (tookMs > usualMs * most)
        found.push(`${JSON.stringify(unit)} ${(tookMs / usualMs).toFixed(1)} times as much`)
    }
  }
  return found
}

function best(unit: string, length: number, profile: Profile): number {
  return Math.min(...[1, 2, 3].map(() => cost(unit, length, profile)))
}

function cost(unit: string, length: number, profile: Profile): number {
  return costOf(repeated(unit, length), profile)
}

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
}

/** Milliseconds of processor time for a text, with a redactor that has read nothing yet. */
function costOf(text: string, profile: Profile): number {
  const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
  redactor.learn('INC-1', learnt)
  const from = process.cpuUsage()
  redactor.text(text, { incident: 'INC-1', profile })
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1_000
}
