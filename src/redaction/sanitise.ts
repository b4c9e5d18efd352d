/** Escape sequences of ECMA-48, 7-bit and 8-bit: CSI, then OSC, DCS, SOS, PM and APC with their payload, then the rest. */
const sequences = [
  '(?:\\x1b\\[|\\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]',
  '(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])(?:[^\\x07\\x1b\\x80-\\x9f\\n]{0,2048}(?:\\x07|\\x1b\\\\|\\x9c))?',
  '\\x1b[ -/]{0,8}[0-~]?',
].join('|')

/** Code points that show nothing, reorder what is shown or mean something else to everybody: controls, formats, private use, unassigned, fillers, selectors, lone surrogates. */
const hidden =
  '[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2028\\u2029\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\ufffc\\u{e0100}-\\u{e01ef}]'

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
