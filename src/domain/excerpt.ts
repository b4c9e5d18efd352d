import type { Json, JsonObject } from './json.ts'
import type { Untrusted } from './untrusted.ts'

/** No store hands out a longer text; what is longer is cut here, at a place that leaves nothing half seen. */
const longestRaw = 16_384
const storeCut = ' [cut]'
const safeLast = /^[a-z]{1,12}[.,:;)]?$/
const token = /(«[a-z][a-z0-9-]{0,23}:[A-Za-z0-9]{1,40}»)/
const wordLength = 24

/**
 * Raw text of which at most `most` characters are to be shown. It is handed over whole, so that the redactor sees all of
 * what is personal or secret in it, and cut afterwards.
 */
export function excerpt(from: string, text: string, most: number): Untrusted {
  return { from, text: whole(text.trim()), most }
}

/** The same data with each untrusted text that says `most` cut to it. For redacted data; on raw data it only foretells the size. */
export function cutExcerpts(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: Json) => cutExcerpts(item))
  const object = value as JsonObject
  const { from, text, most } = object
  if (typeof from === 'string' && typeof text === 'string' && typeof most === 'number') {
    return { from, text: cutText(text, most) }
  }
  return Object.fromEntries(
    Object.entries(object).map(([key, member]) => [key, member && cutExcerpts(member)]),
  )
}

/**
 * At most `most` characters and how many were left out. A redaction token counts twice, since it costs a reader as much,
 * and is shown whole or not at all.
 */
export function cutText(text: string, most: number): string {
  const kept = fitting(text, most)
  if (kept === text.length) return text
  const shown = text.slice(0, kept).trimEnd()
  return `${shown}${shown === '' ? '' : ' '}[+${text.length - shown.length} characters]`
}

/** How many characters may stay. */
function fitting(text: string, most: number): number {
  let room = most
  let kept = 0
  for (const [index, part] of text.split(token).entries()) {
    const cost = index % 2 === 1 ? 2 * part.length : part.length
    if (cost <= room) {
      room -= cost
      kept += part.length
    } else return index % 2 === 1 ? kept : wordEnd(text, kept, kept + Math.max(0, room))
  }
  return kept
}

/** The last space shortly before that place, else the place itself, but never between the halves of a character. */
function wordEnd(text: string, from: number, at: number): number {
  if (text[at] === ' ') return at
  const space = text.lastIndexOf(' ', at)
  if (space > Math.max(from, at - wordLength)) return space
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at
}

/**
 * The text, or, where it was cut, its head up to a plain lower-case word: a card number, a name or a key that the cut
 * went through leaves no half behind that the redactor would not know.
 */
function whole(text: string): string {
  const isCut = text.endsWith(storeCut)
  if (text.length <= longestRaw && !isCut) return text
  const words = text
    .slice(0, Math.min(longestRaw, isCut ? text.length - storeCut.length : text.length))
    .split(/(?<=[\s,;{}|&])/)
  if (!isCut) words.pop()
  for (let dropped = 0; dropped < 12 && words.length > 0; dropped++) {
    if (safeLast.test(words.at(-1)!.trim())) break
    words.pop()
  }
  const head = words.join('')
  const key = head.lastIndexOf('-----BEGIN')
  const open = key >= 0 && !head.slice(key).includes('-----END')
  return `${(open ? head.slice(0, key) : head).trim()}${storeCut}`.trim()
}
