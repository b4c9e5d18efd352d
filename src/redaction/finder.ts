import type { Profile } from '../domain/redacted.ts'
import { withoutMachines } from './apart.ts'
import { type Span, type TextClass } from './classes/class.ts'
import { codesOf } from './codes.ts'
import {
  dispatchOf,
  digitKind,
  isAssignment,
  letterKind,
  mostDigits,
  slot,
  wordSlot,
} from './dispatch.ts'
import { instantEnd } from './instants.ts'
import { withoutMarks } from './marks.ts'

/** Something to hide: where it stands, its class and the value that its token is made from. */
export interface Hit {
  readonly start: number
  readonly end: number
  readonly class: string
  readonly value: string
  /** Set for what names somebody who is known: no rule of readable words spares it. */
  readonly known?: true
}

/** What the structured classes find in one pass, in order of `start`; hits of `scan` classes come last. */
export function findStructured(text: string, profile: Profile): Hit[] {
  const dispatch = dispatchOf(profile)
  const { kinds, words, chars, digits, lists } = dispatch
  const codes = codesOf(text)
  const length = text.length
  const hits: Hit[] = []
  let last = 0
  for (let i = 0; i < length; i++) {
    const code = codes[i]!
    const kind = kinds[code]!
    const before = last
    last = kind
    if (kind === 0) continue
    let end = i + 1
    let list = 0
    if (kind === letterKind) {
      if (before !== letterKind && before !== digitKind) {
        list = words[wordSlot(code, codes[i + 1]!, codes[i + 2]!)]!
      }
      if (list === 0) {
        while (kinds[codes[end]!] === letterKind) end++
        i = end - 1
        continue
      }
    } else if (kind === digitKind) {
      if (before === digitKind) continue
      while (end - i < mostDigits && kinds[codes[end]!] === digitKind) end++
      const instant = end - i === 2 || end - i === 4 ? instantEnd(codes, i) : 0
      if (instant > 0) {
        i = instant - 1
        continue
      }
      list = digits[slot(end - i, codes[end]!)]!
      if (list === 0) {
        i = end - 1
        continue
      }
    } else list = chars[slot(code, codes[i + 1]!)]!
    let hit = list === 0 ? undefined : firstHit(lists[list]!, text, i, profile)
    if (hit === undefined && isAssignment(code)) {
      const owners = dispatch.owners(text, codes, i)
      if (owners.length > 0) hit = firstHit(owners, text, i, profile)
    }
    if (hit === undefined) continue
    hits.push(hit)
    if (hit.end > i + 1) {
      i = hit.end - 1
      last = kinds[codes[i]!]!
    }
  }
  return dispatch.scans.length === 0 ? hits : withScans(hits, text, profile, dispatch.scans)
}

/** Adds what needs the whole text, which reads it as the next call will: tokens in the place of the machines' addresses. */
function withScans(
  hits: Hit[],
  text: string,
  profile: Profile,
  scans: readonly TextClass[],
): Hit[] {
  const read = profile === 'text' ? withoutMachines(text, hits) : text
  const found: Hit[] = []
  for (const item of scans) for (const span of item.scan!(read)) found.push(hitOf(item, span, read))
  for (const hit of read === text ? found : withoutMarks(found, read)) hits.push(hit)
  return hits
}

/** What the first of these classes finds there. */
export function firstHit(
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

function hitOf(item: TextClass, span: Span, text: string): Hit {
  return {
    start: span.start,
    end: span.end,
    class: span.class ?? item.name,
    value: span.value ?? text.slice(span.start, span.end),
  }
}

function knownOf(...hits: readonly Hit[]): Pick<Hit, 'known'> {
  return hits.some((hit) => hit.known) ? { known: true } : {}
}

/** In order and without overlaps: a hit inside another goes, hits that cross become one with the longer one's class. */
export function merged(hits: readonly Hit[]): readonly Hit[] {
  if (hits.every((hit, i) => i === 0 || hit.start >= hits[i - 1]!.end)) return hits
  const ordered = hits.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const result: Hit[] = []
  for (const hit of ordered) {
    const last = result.at(-1)
    if (last === undefined || hit.start >= last.end) {
      result.push(hit)
    } else if (hit.end > last.end) {
      const longer = hit.end - hit.start > last.end - last.start ? hit : last
      result[result.length - 1] = {
        ...longer,
        ...knownOf(hit, last),
        start: last.start,
        end: hit.end,
      }
    } else if (hit.known && !last.known) {
      const isSame = hit.start === last.start && hit.end === last.end
      result[result.length - 1] = isSame ? hit : { ...last, known: true }
    }
  }
  return result
}
