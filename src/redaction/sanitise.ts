import type { Json } from '../domain/json.ts'

/** Escape sequences of ECMA-48, 7-bit and 8-bit: CSI, then OSC, DCS, SOS, PM and APC with their payload, then the rest. */
const sequences = [
  '(?:\\x1b\\[|\\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]',
  '(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])(?:[^\\x07\\x1b\\x80-\\x9f\\n]{0,2048}(?:\\x07|\\x1b\\\\|\\x9c))?',
  '\\x1b[ -/]{0,8}[0-~]?',
].join('|')

/**
 * Code points that show nothing, reorder what is shown or mean something else to everybody: controls, formats, whatever
 * Unicode calls ignorable (joiners, fillers, selectors, tags), private use, unassigned, lone surrogates, line and
 * paragraph separators, and blanks that no property names. The joiners of emoji, Persian and Indic scripts go as well: a
 * person still reads what is left, and no exception is left for a channel that only a model reads. Spaces stay.
 */
const hidden =
  '[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Default_Ignorable_Code_Point}\\u2028\\u2029\\u2800\\ufffc\\u{16fe4}\\u{1d159}]'

/** Whether there can be anything to do. */
const unusual = /[^\n\t\x20-\x7e]/
const all = new RegExp(`${sequences}|${hidden}`, 'gu')

/** Text without anything that acts on a terminal or cannot be seen, and how many UTF-16 units went; `\n` and `\t` stay. */
export function sanitise(raw: string): { readonly text: string; readonly removed: number } {
  if (!unusual.test(raw)) return { text: raw, removed: 0 }
  const text = raw.replace(all, '')
  return { text, removed: raw.length - text.length }
}

/** True for text that the sanitiser would drop whole. */
export function isInvisible(text: string): boolean {
  return unusual.test(text) && sanitise(text).text === ''
}

/** How many UTF-16 units the sanitiser would take out of the texts and names of a value. */
export function hiddenIn(value: Json): number {
  if (typeof value === 'string') return sanitise(value).removed
  if (value === null || typeof value !== 'object') return 0
  if (Array.isArray(value))
    return value.reduce<number>((sum, item: Json) => sum + hiddenIn(item), 0)
  return Object.entries(value).reduce(
    (sum, [key, member]) => sum + hiddenIn(key) + hiddenIn(member ?? null),
    0,
  )
}
