import type { Json } from '../domain/json.ts'
import type { Profile, Redacted } from '../domain/redacted.ts'
import type { RedactionReport, RedactionScope, Redactor } from '../ports/redactor.ts'
import type { KnownValue, Vault } from '../ports/vault.ts'
import { createCleanTexts } from './clean.ts'
import { type FieldPolicyOf, type FieldRules, fieldPolicies } from './fields.ts'
import type { Hit } from './finder.ts'
import { hintOf } from './hints.ts'
import { type KnownFinder, knownFinder, nobody } from './known.ts'
import { foldCase } from './letters.ts'
import { peopleIn } from './people.ts'
import type { RuleFinder } from './rules.ts'
import { type Pass, scrubText } from './scrub.ts'
import { createTokens, saidByAgent } from './tokens.ts'
import { scrubJson } from './walk.ts'

interface Learnt {
  readonly values: readonly KnownValue[]
  readonly length: number
  readonly find: KnownFinder
}

/** A finder of a list that may still grow, beside another one. */
interface Passing {
  readonly length: number
  readonly known: KnownFinder
  readonly profile: Profile
  readonly find: KnownFinder
}

const mostIncidents = 100
/** Of one incident; what logs and commits teach beyond that is not learnt. */
const mostKnown = 500
const longestKnown = 400
/** What may stand in a field for accounts and must stay readable: somebody wrote it there to hide it. */
const versionLike = /^v?\d+(?:\.\d+)+/

/**
 * The engine over one vault. `readable` values (people of the configuration, services, flags, regions) are never
 * learnt and never hidden as a whole value. Known values are read from the vault for each call, since another
 * process may learn; an error of the vault is thrown on, so that nothing leaves.
 */
export function createRedactor(parts: {
  readonly vault: Vault
  readonly readable: readonly string[]
  /** Names of products, services and places: neither they nor their words name anybody. */
  readonly terms?: readonly string[]
  /** What the configuration says about fields. */
  readonly fields?: FieldRules
  /** Whether the class of a token tells the kind of mailbox or address. */
  readonly hints?: boolean
  /** Finds what only this company knows. */
  readonly rules?: RuleFinder | undefined
  /** Incidents whose known values also hide in calls that name none. */
  readonly incidents?: (() => readonly string[]) | undefined
}): Redactor {
  const { vault } = parts
  const ownDomains = new Set(
    parts.readable.flatMap((name) => /@(.+)$/.exec(name)?.[1]?.toLowerCase() ?? []),
  )
  const hint = parts.hints
    ? (name: string, value: string) => hintOf(name, value, ownDomains)
    : undefined
  const tokens = createTokens(vault, hint)
  const products = foldedSet(parts.terms ?? [])
  const readable = new Set([...foldedSet(parts.readable), ...products])
  const productWords = new Set([...products].flatMap(wordsOf))
  const firstNames = new Set([...readable].flatMap(wordsOf).filter((word) => word.length > 3))
  const spared = {
    words: new Set([...readable, ...[...productWords].filter((word) => word.length > 3)]),
    names: [...readable],
  }
  const policies = fieldPolicies(parts.fields)
  const cache = new Map<string, Learnt>()
  const clean = createCleanTexts()

  function isLearnable({ value, class: kind }: KnownValue): boolean {
    const text = foldCase(value).trim()
    if (text === '' || text.length > longestKnown || readable.has(text)) return false
    return kind !== 'user' || !versionLike.test(text)
  }

  function finderOf({ incident, wire, profile }: RedactionScope): KnownFinder {
    const own = incident === null ? [] : vault.known(incident)
    if (incident !== null && (own.length > 0 || wire)) return finderFor(incident, own, profile)
    if (wire || !parts.incidents) return nobody
    return finderFor(
      '',
      parts.incidents().flatMap((each) => vault.known(each)),
      profile,
    )
  }

  function finderFor(
    incident: string,
    values: readonly KnownValue[],
    profile: Profile,
  ): KnownFinder {
    const name = `${profile}\n${incident}`
    const before = cache.get(name)
    if (
      before &&
      (before.values === values || isSame(before.values, values)) &&
      before.length === values.length
    ) {
      return before.find
    }
    const find = knownFinder(values, spared, profile)
    if (cache.size >= mostIncidents) cache.clear()
    cache.set(name, { values: [...values], length: values.length, find })
    return find
  }

  const ruled = new WeakMap<KnownFinder, Partial<Record<Profile, KnownFinder>>>()
  /** The same finder for the same known values, by which texts are remembered as clean. */
  function withRules(known: KnownFinder, profile: Profile): KnownFinder {
    const { rules } = parts
    if (!rules) return known
    const finders = ruled.get(known) ?? {}
    ruled.set(known, finders)
    return (finders[profile] ??= (text) => [...known(text), ...rules(text, profile)])
  }

  const longestReadable = Math.max(0, ...[...readable].map((value) => value.length))
  /** A name that was only guessed from its surroundings, of a colleague or made of words of products. */
  const isReadable = (hit: Hit): boolean => {
    if (hit.known) return false
    const isGuessed = guessed.has(hit.class)
    if (!isGuessed && hit.value.trim().length > longestReadable) return false
    const value = foldCase(hit.value).trim()
    if (readable.has(value)) return true
    if (!isGuessed) return false
    return firstNames.has(value) || wordsOf(value).every((word) => productWords.has(word))
  }

  function fieldsOf({ ownKeys, wire, documents }: RedactionScope): FieldPolicyOf {
    if (ownKeys || wire) return policies.own
    return documents ? policies.documents : policies.foreign
  }

  /** Whom one field of somebody else's document names is hidden in all of it. */
  function alsoKnowing(raw: Json, { ownKeys, wire, profile }: RedactionScope, pass: Pass): Pass {
    if (ownKeys || wire) return pass
    const people = peopleIn(raw, pass.fields).filter(isLearnable)
    if (people.length === 0) return pass
    return { ...pass, known: both(pass.known, knownFinder(people, spared, profile)) }
  }

  const passing = new WeakMap<readonly KnownValue[], Passing>()
  /** Whom one text or answer names beside the incident; made anew once its list has grown. */
  function knowingAlso(known: KnownFinder, { knowing = [], profile }: RedactionScope): KnownFinder {
    if (knowing.length === 0) return known
    const { length } = knowing
    const held = passing.get(knowing)
    if (held?.length === length && held.known === known && held.profile === profile)
      return held.find
    const find = both(known, knownFinder(knowing.filter(isLearnable), spared, profile))
    passing.set(knowing, { length, known, profile, find })
    return find
  }

  function run<T>(
    scope: RedactionScope,
    work: (pass: Pass) => T,
  ): { value: Redacted<T>; report: RedactionReport } {
    const tally = { hidden: {}, sanitised: 0, withheld: 0 }
    const incident = `${scope.incident ?? ''}${scope.argument ? saidByAgent : ''}`
    const known = knowingAlso(withRules(finderOf(scope), scope.profile), scope)
    const { ownKeys = false, withhold = false } = scope
    const { documents } = policies
    const fields = fieldsOf(scope)
    const value = work({
      incident,
      tokens,
      known,
      clean,
      ownKeys,
      withhold,
      named: !ownKeys && scope.wire !== true,
      fields,
      documents,
      isReadable,
      tally,
    })
    tokens.keep()
    const { withheld, ...report } = tally
    return { value: value as Redacted<T>, report: withheld > 0 ? { ...report, withheld } : report }
  }

  return {
    text: (raw, scope) => run(scope, (pass) => scrubText(raw, scope.profile, pass)),
    json: <T extends Json>(raw: T, scope: RedactionScope) =>
      run(scope, (pass) => scrubJson(raw, scope.profile, alsoKnowing(raw, scope, pass)) as T),
    learn(incident, values) {
      const known = vault.known(incident)
      const present = new Set(known.map((item) => `${item.class}\n${item.value}`))
      const fresh = values
        .filter((item) => !present.has(`${item.class}\n${item.value}`) && isLearnable(item))
        .slice(0, Math.max(0, mostKnown - known.length))
      if (fresh.length > 0) vault.learn(incident, fresh)
    },
    resolve: (incident, argument) => tokens.resolve(incident, argument),
  }
}

const guessed: ReadonlySet<string> = new Set(['person', 'organisation', 'place', 'address'])

function both(known: KnownFinder, also: KnownFinder): KnownFinder {
  return (text) => [...known(text), ...also(text)]
}

function foldedSet(values: readonly string[]): ReadonlySet<string> {
  return new Set(values.map((value) => foldCase(value).trim()))
}

function wordsOf(value: string): readonly string[] {
  return value.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

function isSame(before: readonly KnownValue[], now: readonly KnownValue[]): boolean {
  return (
    before.length === now.length &&
    before.every((item, i) => item.class === now[i]!.class && item.value === now[i]!.value)
  )
}
