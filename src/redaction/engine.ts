import type { Profile } from '../domain/redacted.ts'
import { encodedTexts } from './encoded.ts'
import { escapeMark } from './escapes.ts'
import { findStructured, type Hit, merged } from './finder.ts'
import { budgetFor, firstInside } from './inside.ts'
import type { KnownFinder } from './known.ts'
import { decodedView, foldView, type View } from './views.ts'

/** A text could not be searched, whatever the reason: the document that holds it is withheld. */
export class Unreadable extends Error {
  constructor() {
    super('a text could not be searched')
  }
}

/** What to hide in a sanitised text: in order, without overlaps, in places of the text itself. Throws `Unreadable` alone. */
export function detect(text: string, profile: Profile, known: KnownFinder): readonly Hit[] {
  try {
    return search(text, profile, known)
  } catch {
    throw new Unreadable()
  }
}

function search(text: string, profile: Profile, known: KnownFinder): readonly Hit[] {
  const folded = foldView({ text, at: null })
  const hits = hitsOf(folded.text, profile, known)
  if (escapeMark.test(folded.text)) addDecoded(hits, folded.text, profile, known)
  if (folded.text.includes('+')) addForms(hits, folded.text, profile, known)
  const placed = folded.at === null ? hits : hits.map((hit) => moved(hit, folded))
  return merged(/[\ud800-\udfff]/.test(text) ? placed.map((hit) => widened(hit, text)) : placed)
}

/** No hit cuts a character outside the basic plane in two. */
function widened(hit: Hit, text: string): Hit {
  const start = splitsPair(text, hit.start) ? hit.start - 1 : hit.start
  const end = splitsPair(text, hit.end) ? hit.end + 1 : hit.end
  return { ...hit, start, end }
}

function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1))
}

function hitsOf(text: string, profile: Profile, known: KnownFinder): Hit[] {
  const hits = findStructured(text, profile)
  for (const hit of known(text)) hits.push(hit)
  const budget = budgetFor(text)
  for (const { start, end, text: inner } of encodedTexts(text, profile)) {
    const inside = firstInside(inner, known, budget)
    if (inside) hits.push({ ...inside, start, end })
  }
  return hits
}

/** Looks a second time, with escapes decoded, at each line that has one. */
function addDecoded(hits: Hit[], text: string, profile: Profile, known: KnownFinder): void {
  hits.sort((a, b) => a.start - b.start)
  const plain = hits.length
  let first = 0
  const escape = new RegExp(escapeMark, 'g')
  for (let mark = escape.exec(text); mark !== null; mark = escape.exec(text)) {
    const from = text.lastIndexOf('\n', mark.index) + 1
    const next = text.indexOf('\n', mark.index)
    const to = next === -1 ? text.length : next
    escape.lastIndex = to
    const decoded = decodedView({ text: text.slice(from, to), at: null })
    if (decoded === null) continue
    for (; first < plain && hits[first]!.start < from; first++);
    for (let i = first; i < plain && hits[i]!.start < to; i++) {
      hits[i] = afterEscape(hits[i]!, decoded, from, text)
    }
    for (const hit of hitsOf(decoded.text, profile, known)) {
      const { start, end } = moved(hit, decoded)
      hits.push({ ...hit, start: start + from, end: end + from })
    }
  }
}

/** A value of a form or of a URL's query in which `+` may stand for a space. */
const formValue = /(?<=[=?&])[^\s&"'<>+\0]{0,128}\+[^\s&"'<>\0]{0,256}/g
const nameBefore = 64

/** Looks a second time at values of forms with their spaces, which have the same places. */
function addForms(hits: Hit[], text: string, profile: Profile, known: KnownFinder): void {
  for (const { 0: value, index } of text.matchAll(formValue)) {
    const before = text.slice(Math.max(0, index - nameBefore), index)
    const name = before.slice(before.lastIndexOf('\n') + 1)
    const from = index - name.length
    const spaced = name + value.replaceAll('+', ' ')
    const decoded = decodedView({ text: spaced, at: null })
    const found = decoded
      ? hitsOf(decoded.text, profile, known).map((hit) => moved(hit, decoded))
      : hitsOf(spaced, profile, known)
    for (const hit of found) {
      if (hit.end + from <= index) continue
      hits.push({ ...hit, start: hit.start + from, end: hit.end + from })
    }
  }
}

function moved(hit: Hit, view: View): Hit {
  return { ...hit, start: view.at![hit.start]!, end: view.at![hit.end]! }
}

/**
 * Moves a start that lies within an escape of that line, as the `n` of `\n` does, behind it; not for quoted-printable,
 * since `=4D` in `password=4Dabc` begins the value.
 */
function afterEscape(hit: Hit, line: View, from: number, text: string): Hit {
  const at = line.at!
  const last = line.text.length
  const place = hit.start - from
  if (place < 0 || place >= at[last]!) return hit
  let low = 0
  let high = last
  while (low < high) {
    const middle = (low + high) >> 1
    if (at[middle]! < place) low = middle + 1
    else high = middle
  }
  const start = at[low]! + from
  if (low > 0 && text[at[low - 1]! + from] === '=') return hit
  return start > hit.start && start < hit.end ? { ...hit, start } : hit
}
