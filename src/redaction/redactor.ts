import type { Json } from '../domain/json.ts'
import type { Redacted } from '../domain/redacted.ts'
import type { RedactionReport, RedactionScope, Redactor } from '../ports/redactor.ts'
import type { KnownValue, Vault } from '../ports/vault.ts'
import { createCleanTexts } from './clean.ts'
import type { Hit } from './finder.ts'
import { type KnownFinder, knownFinder, nobody } from './known.ts'
import { foldCase } from './letters.ts'
import { type Pass, scrubText } from './scrub.ts'
import { createTokens } from './tokens.ts'
import { scrubJson } from './walk.ts'

interface Learnt {
  readonly values: readonly KnownValue[]
  readonly length: number
  readonly find: KnownFinder
}

const mostIncidents = 100

/**
 * The engine over one vault. `readable` values (people of the configuration, services, flags, regions) are never
 * learnt and never hidden as a whole value. Known values are read from the vault for each call, since another
 * process may learn; an error of the vault is thrown on, so that nothing leaves.
 */
export function createRedactor(parts: {
  readonly vault: Vault
  readonly readable: readonly string[]
  /** Incidents whose known values also hide in calls that name none. */
  readonly incidents?: () => readonly string[]
}): Redactor {
  const { vault } = parts
  const tokens = createTokens(vault)
  const readable = new Set(parts.readable.map((value) => foldCase(value).trim()))
  const readableWords = new Set([...readable, ...[...readable].flatMap(nameWords)])
  const cache = new Map<string, Learnt>()
  const clean = createCleanTexts()

  function finderOf({ incident, wire }: RedactionScope): KnownFinder {
    const own = incident === null ? [] : vault.known(incident)
    if (incident !== null && (own.length > 0 || wire)) return finderFor(incident, own)
    if (wire || !parts.incidents) return nobody
    return finderFor(
      '',
      parts.incidents().flatMap((each) => vault.known(each)),
    )
  }

  function finderFor(incident: string, values: readonly KnownValue[]): KnownFinder {
    const before = cache.get(incident)
    if (
      before &&
      (before.values === values || isSame(before.values, values)) &&
      before.length === values.length
    ) {
      return before.find
    }
    const find = knownFinder(values, readableWords)
    if (cache.size >= mostIncidents) cache.clear()
    cache.set(incident, { values: [...values], length: values.length, find })
    return find
  }

  const isReadable = (hit: Hit): boolean =>
    readable.has(foldCase(hit.value).trim()) ||
    (hit.class === 'person' && readableWords.has(foldCase(hit.value).trim()))

  function run<T>(
    scope: RedactionScope,
    work: (pass: Pass) => T,
  ): { value: Redacted<T>; report: RedactionReport } {
    const tally = { hidden: {}, sanitised: 0 }
    const incident = scope.incident ?? ''
    const known = finderOf(scope)
    const ownKeys = scope.ownKeys ?? false
    const value = work({ incident, tokens, known, clean, ownKeys, isReadable, tally })
    tokens.keep()
    return { value: value as Redacted<T>, report: tally }
  }

  return {
    text: (raw, scope) => run(scope, (pass) => scrubText(raw, scope.profile, pass)),
    json: <T extends Json>(raw: T, scope: RedactionScope) =>
      run(scope, (pass) => scrubJson(raw, scope.profile, pass) as T),
    learn(incident, values) {
      const fresh = values.filter(
        (item) => item.value.trim() !== '' && !readable.has(foldCase(item.value).trim()),
      )
      if (fresh.length > 0) vault.learn(incident, fresh)
    },
    resolve: (incident, argument) => tokens.resolve(incident, argument),
  }
}

function nameWords(value: string): readonly string[] {
  return value.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3)
}

function isSame(before: readonly KnownValue[], now: readonly KnownValue[]): boolean {
  return (
    before.length === now.length &&
    before.every((item, i) => item.class === now[i]!.class && item.value === now[i]!.value)
  )
}
