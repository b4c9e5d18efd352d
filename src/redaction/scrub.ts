import type { Profile } from '../domain/redacted.ts'
import { isApart } from './apart.ts'
import type { CleanTexts } from './clean.ts'
import { detect } from './engine.ts'
import type { FieldPolicyOf } from './fields.ts'
import type { Hit } from './finder.ts'
import type { KnownFinder } from './known.ts'
import { fill, linesAround, mark, marksIn, withoutMarks } from './marks.ts'
import { sanitise } from './sanitise.ts'
import type { Tokens } from './tokens.ts'

/** What one call works with. */
export interface Pass {
  readonly incident: string
  readonly tokens: Tokens
  readonly known: KnownFinder
  readonly clean: CleanTexts
  /** True where the keys of objects are Baton's own. */
  readonly ownKeys: boolean
  /** True for documents of others, in which the name of a member tells what its value is. */
  readonly named: boolean
  /** True where an element that cannot be searched is left out of its list. */
  readonly withhold: boolean
  readonly fields: FieldPolicyOf
  /** For JSON that stands in a text. */
  readonly documents: FieldPolicyOf
  /** True for a value that must stay readable wherever it stands. */
  isReadable(hit: Hit): boolean
  readonly tally: Tally
}

/** Counts of one call. */
export interface Tally {
  readonly hidden: Record<string, number>
  sanitised: number
  /** Elements of lists that could not be searched and were left out. */
  withheld: number
}

const mostRounds = 6
/** So many lines around what was hidden are looked at again: in logs nothing reaches over a line break but PEM. */
const reach: Readonly<Record<Profile, number>> = { log: 0, text: 3 }
/** Text with everything found replaced by tokens. Looks only between genuine tokens and ends when nothing more is found. */
export function scrubText(raw: string, profile: Profile, pass: Pass): string {
  if (pass.clean.has(raw, profile, pass.known)) return raw
  const scrubbed = scrubAnew(raw, profile, pass)
  if (scrubbed === raw) pass.clean.add(raw, profile, pass.known)
  return scrubbed
}

function scrubAnew(raw: string, profile: Profile, pass: Pass): string {
  const { text, removed } = sanitise(raw)
  pass.tally.sanitised += removed
  const pieces = pass.tokens.split(text)
  if (pieces.length === 1 && !pieces[0]!.genuine) {
    return scrubMarked(pieces[0]!.text, [], profile, pass, mostRounds)
  }
  const marked = pieces.map((piece) => (piece.genuine ? mark : piece.text)).join('')
  const tokens = pieces.filter((piece) => piece.genuine).map((piece) => piece.text)
  return scrubMarked(marked, tokens, profile, pass, mostRounds)
}

/**
 * A text in which a mark stands for each of its tokens. What was found becomes a mark as well, and the lines around it
 * are looked at as the next call would see them, so that a second call changes nothing.
 */
function scrubMarked(
  text: string,
  tokens: readonly string[],
  profile: Profile,
  pass: Pass,
  rounds: number,
  seen: { readonly from: number; readonly to: number } = { from: 0, to: text.length },
): string {
  const found = detect(text, profile, pass.known)
  const hits = (tokens.length > 0 ? withoutMarks(found, text) : found).filter(
    (hit) => hit.start >= seen.from && hit.end <= seen.to && !pass.isReadable(hit),
  )
  if (hits.length === 0) return fill(text, tokens)
  const parts: string[] = []
  const all: string[] = []
  const fresh: number[] = []
  let from = 0
  let kept = 0
  let length = 0
  // One of the loops that thousands of values go through: nothing is made for its steps.
  for (let i = 0; i < hits.length; i++) {
    const hit = hits[i]!
    const between = text.slice(from, hit.start)
    for (let left = kept < tokens.length ? marksIn(between) : 0; left > 0; left--) {
      all.push(tokens[kept++]!)
    }
    all.push(hide(hit.class, hit.value, pass))
    parts.push(between, mark)
    if (!isApart(text, hits, i, profile)) fresh.push(length + between.length)
    length += between.length + 1
    from = hit.end
  }
  parts.push(text.slice(from))
  if (fresh.length === 0 && tokens.length === 0) {
    all.forEach((token, i) => (parts[2 * i + 1] = token))
    return parts.join('')
  }
  for (; kept < tokens.length; kept++) all.push(tokens[kept]!)
  const next = parts.join('')
  if (rounds === 0) return fill(next, all)
  const ahead = text.length - seen.to
  return again(next, all, fresh, profile, pass, rounds - 1, { from: seen.from, ahead })
}

function again(
  text: string,
  tokens: readonly string[],
  fresh: readonly number[],
  profile: Profile,
  pass: Pass,
  rounds: number,
  blind: { readonly from: number; readonly ahead: number },
): string {
  const parts: string[] = []
  const last = text.length - blind.ahead
  let at = 0
  let used = 0
  for (const { from, to, blindBefore, blindBehind } of linesAround(text, fresh, reach[profile])) {
    const before = text.slice(at, from)
    const skipped = marksIn(before)
    const lines = text.slice(from, to)
    const inside = used + skipped + marksIn(lines)
    parts.push(fill(before, tokens.slice(used, used + skipped)))
    const own = tokens.slice(used + skipped, inside)
    const seen = {
      from: Math.max(blindBefore, blind.from - from),
      to: Math.min(to - blindBehind, last) - from,
    }
    parts.push(scrubMarked(lines, own, profile, pass, rounds, seen))
    at = to
    used = inside
  }
  parts.push(fill(text.slice(at), tokens.slice(used)))
  return parts.join('')
}

/** The whole value as one token, genuine tokens in it apart. */
export function hideWhole(raw: string, name: string, pass: Pass): string {
  const { text, removed } = sanitise(raw)
  pass.tally.sanitised += removed
  return pass.tokens
    .split(text)
    .map((piece) => {
      if (piece.genuine || piece.text.trim() === '') return piece.text
      return hide(name, piece.text, pass)
    })
    .join('')
}

/** The token for a value of that class, counted. */
export function hide(name: string, value: string, pass: Pass): string {
  pass.tally.hidden[name] = (pass.tally.hidden[name] ?? 0) + 1
  return pass.tokens.mint(pass.incident, name, value)
}
