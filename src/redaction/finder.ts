import type { Profile } from '../domain/redacted.ts'
import { classes } from './classes/catalogue.ts'
import {
  digitsEnd,
  isDigit,
  isLetter,
  keyBefore,
  type Span,
  type TextClass,
} from './classes/class.ts'

/** Something to hide: where it stands, its class and the value that its token is made from. */
export interface Hit {
  readonly start: number
  readonly end: number
  readonly class: string
  readonly value: string
}

interface Dispatch {
  /** By ASCII code: 0 for nothing, else what may begin there. */
  readonly kinds: Uint8Array
  readonly chars: readonly (readonly TextClass[])[]
  /** By the first two ASCII characters of a word, an index into `lists`; 0 for nothing. */
  readonly pairs: Uint16Array
  readonly lists: readonly (readonly TextClass[])[]
  /** By the length of the run of digits that begins. */
  readonly digits: readonly (readonly TextClass[])[]
  readonly keyed: readonly TextClass[]
  readonly scans: readonly TextClass[]
  /** Which keyed classes own a key; filled as keys are met. */
  readonly owners: Map<string, readonly TextClass[]>
}

const letterKind = 1
const digitKind = 2
const charKind = 3
const mostOwners = 5_000
const nothing: readonly TextClass[] = []

const dispatches: Readonly<Record<Profile, Dispatch>> = {
  log: dispatchOf('log'),
  text: dispatchOf('text'),
}

function dispatchOf(profile: Profile): Dispatch {
  const active = classes.filter((item) => item.profiles.includes(profile))
  const kinds = new Uint8Array(128)
  const chars = Array.from({ length: 128 }, (): TextClass[] => [])
  const pairs = new Uint16Array(128 * 128)
  const lists: TextClass[][] = [[]]
  for (const item of active) {
    for (const char of item.chars ?? '') chars[char.charCodeAt(0)]!.push(item)
    for (const pair of new Set((item.words ?? []).flatMap(pairsOf))) {
      if (pairs[pair] === 0) pairs[pair] = lists.push([]) - 1
      lists[pairs[pair]!]!.push(item)
    }
  }
  for (let code = 0; code < 128; code++) {
    if (isLetter(code)) kinds[code] = letterKind
    else if (isDigit(code)) kinds[code] = digitKind
    else if (chars[code]!.length > 0 || isAssignment(code)) kinds[code] = charKind
  }
  return {
    kinds,
    chars,
    pairs,
    lists,
    digits: Array.from({ length: 21 }, (_, length) =>
      active.filter((item) => item.digits?.includes(length)),
    ),
    keyed: active.filter((item) => item.ownsKey !== undefined),
    scans: active.filter((item) => item.scan !== undefined),
    owners: new Map(),
  }
}

function isAssignment(code: number): boolean {
  return code === 61 || code === 58
}

/** Indexes of the first two characters in any case; a word of one letter takes every second character. */
function pairsOf(word: string): readonly number[] {
  const seconds = word.length > 1 ? cases(word[1]!) : Array.from({ length: 128 }, (_, code) => code)
  return cases(word[0]!).flatMap((first) => seconds.map((second) => first * 128 + second))
}

function cases(char: string): readonly number[] {
  return [...new Set([char.toLowerCase().charCodeAt(0), char.toUpperCase().charCodeAt(0)])]
}

/** What the structured classes find in one pass, in order of `start`; hits of `scan` classes come last. */
export function findStructured(text: string, profile: Profile): Hit[] {
  const dispatch = dispatches[profile]
  const { kinds, pairs } = dispatch
  const hits: Hit[] = []
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const kind = code < 128 ? kinds[code]! : 0
    const last = before
    before = kind
    if (kind === 0) continue
    let candidates = nothing
    if (kind === letterKind) {
      if (last === letterKind || last === digitKind) continue
      const next = text.charCodeAt(i + 1)
      const list = next < 128 ? pairs[code * 128 + next]! : 0
      if (list === 0) continue
      candidates = dispatch.lists[list]!
    } else if (kind === digitKind) {
      if (last === digitKind) continue
      candidates = dispatch.digits[digitsEnd(text, i) - i]!
    } else candidates = dispatch.chars[code]!
    let hit = firstHit(candidates, text, i, profile)
    if (hit === undefined && isAssignment(code)) {
      hit = firstHit(ownersOf(keyBefore(text, i), dispatch), text, i, profile)
    }
    if (hit === undefined) continue
    hits.push(hit)
    if (hit.end > i + 1) {
      i = hit.end - 1
      before = text.charCodeAt(i) < 128 ? kinds[text.charCodeAt(i)]! : 0
    }
  }
  for (const item of dispatch.scans) {
    for (const span of item.scan!(text)) hits.push(hitOf(item, span, text))
  }
  return hits
}

function firstHit(
  candidates: readonly TextClass[],
  text: string,
  at: number,
  profile: Profile,
): Hit | undefined {
  for (const item of candidates) {
    const span = item.find!(text, at, profile)
    if (span !== undefined) return hitOf(item, span, text)
  }
  return undefined
}

function ownersOf(key: string, { keyed, owners }: Dispatch): readonly TextClass[] {
  if (key === '') return nothing
  let found = owners.get(key)
  if (found === undefined) {
    found = keyed.filter((item) => item.ownsKey!(key))
    if (owners.size >= mostOwners) owners.clear()
    owners.set(key, found)
  }
  return found
}

function hitOf(item: TextClass, span: Span, text: string): Hit {
  return {
    start: span.start,
    end: span.end,
    class: item.name,
    value: span.value ?? text.slice(span.start, span.end),
  }
}

/** In order and without overlaps: a hit inside another goes, hits that cross become one with the longer one's class. */
export function merged(hits: readonly Hit[]): readonly Hit[] {
  if (hits.length < 2) return hits
  const ordered = hits.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const result: Hit[] = []
  for (const hit of ordered) {
    const last = result.at(-1)
    if (last === undefined || hit.start >= last.end) {
      result.push(hit)
    } else if (hit.end > last.end) {
      const longer = hit.end - hit.start > last.end - last.start ? hit : last
      result[result.length - 1] = { ...longer, start: last.start, end: hit.end }
    }
  }
  return result
}
