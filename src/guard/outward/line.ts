import { type Json, type JsonObject, canonicalJson } from '../../domain/json.ts'
import type { Redacted } from '../../domain/redacted.ts'

const longestLine = 300

/** A value in one line of plain text, at most 300 characters; a token at the cut is left out whole. */
export function line(value: Json | undefined): string {
  const text = typeof value === 'string' ? value : canonicalJson(value)
  const flat = text
    .replace(/[\s\u2028\u2029]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '\uFFFD')
    .trim()
  if (flat.length <= longestLine) return flat
  const kept = flat
    .slice(0, longestLine)
    .replace(/«[^»]{0,48}$/, '')
    .replace(/[\ud800-\udbff]$/, '')
  return `${kept}…`
}

/** An identifier or a value to the letter: what is not printable ASCII is spelled out, so that no look-alike passes. */
export function exact(value: Json | undefined): string {
  return line(value).replace(
    /[^\u0020-\u007E«»…]/gu,
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  )
}

const mostItems = 50

/**
 * The same data, bounded: every text one line, every list 50 items, three levels. Only of what is redacted: a value that is
 * cut first is one that nobody recognises.
 */
export function boundedCard(card: Redacted<JsonObject>): Redacted<JsonObject> {
  return bounded(card, 3) as Redacted<JsonObject>
}

function bounded(value: Json | undefined, levels: number): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return line(value)
  if (typeof value !== 'object') return value
  if (levels === 0) return line(value)
  if (Array.isArray(value)) {
    return value.slice(0, mostItems).map((item: Json) => bounded(item, levels - 1))
  }
  const members = Object.entries(value as JsonObject).slice(0, mostItems)
  return Object.fromEntries(members.map(([key, member]) => [key, bounded(member, levels - 1)]))
}
