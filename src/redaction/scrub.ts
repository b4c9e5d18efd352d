import type { Profile } from '../domain/redacted.ts'
import { detect } from './engine.ts'
import type { CleanTexts } from './clean.ts'
import type { Hit } from './finder.ts'
import type { KnownFinder } from './known.ts'
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
  /** True for a value that must stay readable wherever it stands. */
  isReadable(hit: Hit): boolean
  readonly tally: Tally
}

/** Counts of one call. */
export interface Tally {
  readonly hidden: Record<string, number>
  sanitised: number
}

const mostRounds = 6

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
    return scrubGap(pieces[0]!.text, profile, pass, mostRounds)
  }
  return pieces
    .map((piece) => (piece.genuine ? piece.text : scrubGap(piece.text, profile, pass, mostRounds)))
    .join('')
}

function scrubGap(text: string, profile: Profile, pass: Pass, rounds: number): string {
  const hits = detect(text, profile, pass.known).filter((hit) => !pass.isReadable(hit))
  if (hits.length === 0) return text
  const parts: string[] = []
  let from = 0
  for (const hit of hits) {
    if (hit.start > from) parts.push(again(text.slice(from, hit.start), profile, pass, rounds))
    parts.push(hide(hit.class, hit.value, pass))
    from = hit.end
  }
  if (from < text.length) parts.push(again(text.slice(from), profile, pass, rounds))
  return parts.join('')
}

/**
 * What stands between two tokens is looked at as the next call would see it, so that a second call changes nothing.
 * In logs nothing reaches over a line break but PEM, which the first look has found.
 */
function again(gap: string, profile: Profile, pass: Pass, rounds: number): string {
  if (rounds === 0 || gap.length < 4) return gap
  const head = gap.indexOf('\n')
  const tail = gap.lastIndexOf('\n')
  const isSame = (part: string): boolean => scrubGap(part, profile, silent(pass), 0) === part
  if (profile === 'log' && tail > head && isSame(gap.slice(0, head)) && isSame(gap.slice(tail))) {
    return gap
  }
  return scrubGap(gap, profile, pass, rounds - 1)
}

/** The same pass without its counts. */
function silent(pass: Pass): Pass {
  return { ...pass, tally: { hidden: {}, sanitised: 0 } }
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

function hide(name: string, value: string, pass: Pass): string {
  pass.tally.hidden[name] = (pass.tally.hidden[name] ?? 0) + 1
  return pass.tokens.mint(pass.incident, name, value)
}
