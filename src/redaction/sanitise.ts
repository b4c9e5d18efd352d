/** Escape sequences of ECMA-48, 7-bit and 8-bit: CSI, then OSC, DCS, SOS, PM and APC with their payload, then the rest. */
const sequences = [
  '(?:\\x1b\\[|\\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]',
  '(?:\\x1b[\\]PX^_]|[\\x90\\x98\\x9d-\\x9f])(?:[^\\x07\\x1b\\x80-\\x9f\\n]{0,2048}(?:\\x07|\\x1b\\\\|\\x9c))?',
  '\\x1b[ -/]{0,8}[0-~]?',
].join('|')

/** Whether there is anything to do; by UTF-16 unit, so that a pair is looked at again. */
const quick =
  '[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ud800-\\udfff]'

/** Code points that show nothing or reorder what is shown: controls, bidi, zero-width, fillers, selectors, tags, lone surrogates. */
const hidden =
  '[\\u{0}-\\u{8}\\u{b}-\\u{1f}\\u{7f}-\\u{9f}\\u{ad}\\u{34f}\\u{61c}\\u{115f}\\u{1160}\\u{17b4}\\u{17b5}\\u{180b}-\\u{180f}\\u{200b}-\\u{200f}\\u{2028}-\\u{202e}\\u{2060}-\\u{206f}\\u{3164}\\u{fe00}-\\u{fe0f}\\u{feff}\\u{ffa0}\\u{fff0}-\\u{fffb}\\u{fffe}\\u{ffff}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}\\u{d800}-\\u{dfff}]'

const anything = new RegExp(quick)
const all = new RegExp(`${sequences}|${hidden}`, 'gu')

/** Text without anything that acts on a terminal or cannot be seen, and how many UTF-16 units went; `\n` and `\t` stay. */
export function sanitise(raw: string): { readonly text: string; readonly removed: number } {
  if (!anything.test(raw)) return { text: raw, removed: 0 }
  const text = raw.replace(all, '')
  return { text, removed: raw.length - text.length }
}

/** True for text that the sanitiser would drop whole. */
export function isInvisible(text: string): boolean {
  return anything.test(text) && sanitise(text).text === ''
}
