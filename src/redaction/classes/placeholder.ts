import { isVaried } from './class.ts'

const longest = 96

/** What stands for a value that somebody has still to fill in, or has hidden before. */
const wholes = [
  '[xX*#?.•·_-]{2,}',
  '<(?:[A-Za-z][A-Za-z _.:/-]*|base64[a-z _:-]*)>',
  '<\\|[a-z_]+\\|>',
  '\\[[A-Za-z][A-Za-z_-]*\\]',
  '\\([a-z]+\\)',
  '\\$+\\{[^{}\\s]*\\}?',
  '\\$\\{\\{[^{}]*\\}\\}',
  '\\{\\{[^{}]*\\}\\}',
  '\\{[A-Za-z_][A-Za-z_.]*\\}',
  '\\$[A-Z][A-Z_]*(?:_[A-Z0-9]+)?',
  '\\$\\((?!\\s*(?:echo|printf)\\b)[^()]*\\)',
  '\\$(?:\\d{1,2}|[a-z]*(?:_[a-z]+)+|pass|password|secret|token|key)',
  '\\{\\d{0,2}\\}',
  '%[A-Za-z][A-Za-z_]*%',
  '%[-+# 0]?[bcdeEfFgGoOpqstTUvxX]',
  '%\\(?[A-Za-z_]*\\)?[sdv]',
  '(?:[A-Z]+_)+(?:KEY|TOKEN|SECRET|PASSWORD|PASS|VALUE|ID|HERE)',
  '(?:process\\.env|os\\.environ|import\\.meta\\.env|env)[.[(][\\w"\'.()[\\]]*',
  '(?:os\\.)?getenv\\([\\w"\']*\\)?',
  '[yY]our[_-][A-Za-z_-]+|YOUR[_-][A-Z_-]+',
  '(?:[A-Za-z]{2,8}[_-]){1,3}(?:your[ _-][a-z _-]+|<[A-Za-z][A-Za-z _-]*>)',
  '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?Z?',
  '!(?:vault|env|ref|sub|reference|encrypted)',
  '[A-Za-z0-9/+_-]*EXAMPLE(?:KEY)?',
  '@[A-Za-z][\\w.-]*@',
  '__[A-Za-z][A-Za-z_]*__',
  '#\\{[^{}]*\\}#?',
  '(?:(?:ADD|ENTER|INSERT|PUT|REPLACE|USE|SET|PASTE|FILL|PROVIDE)[_-])(?:[A-Z]+[_-])*[A-Z]+',
  '(?:add|enter|insert|put|replace|use|paste|fill)[_-](?:[a-z]+[_-])*(?:here|in|me|key|token|secret|password)',
  '(?:[Mm]y|[Tt]he|[Ss]ome|[Aa]n?y?)[_-](?:[a-z]+[_-])*(?:key|token|secret|password|passphrase)',
  '(?:CHANGE|REPLACE)[_-]?(?:ME|THIS|IT)',
  '(?:REDACTED|MASKED|HIDDEN|FILTERED|REMOVED|SECRET|PROTECTED|PLACEHOLDER|TODO|TBD|DUMMY)',
  '[A-Za-z]{2,12}[_-]',
  '(?:redacted|masked|filtered|placeholder)',
].join('|')
const whole = new RegExp(`^(?:${wholes})$`)
const filler =
  /x{6,}|X{6,}|\*{4,}|([A-Za-z0-9.])\1{11,}|abcdefghijklmnop[a-z]*|ABCDEFGHIJKLMNOP[A-Z]*/
const fillers = new RegExp(filler, 'g')
const words = /your[_-]|[_-]here(?:$|[_-])/i
const longestRemainder = 16
/** A run of any other sign fills nothing in with more than so much beside it: a password may hold one. */
const mostBesideRun = 1 / 4

/** True for `xxxx`, `<token>`, `${VAR}`, `YOUR_TOKEN_HERE` and documentation's `...EXAMPLE`. */
export function isPlaceholder(value: string): boolean {
  if (value.length > longest) return false
  if (whole.test(value)) return true
  if (/^\\?["']/.test(value)) return whole.test(value.replace(/^\\?["']|\\?["']$/g, ''))
  if (!filler.test(value)) return false
  const rest = value.replace(fillers, '').length
  if (/([0-9A-WYZa-wyz.])\1{11,}/.test(value) && rest > value.length * mostBesideRun) return false
  return words.test(value) || rest <= longestRemainder
}

/** True when letters and digits are mixed as nobody would write them: at least so many bits for each character. */
export function isRandom(value: string, least = 3): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || !isVaried(value)) return false
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) {
    bits -= (count / value.length) * Math.log2(count / value.length)
  }
  return bits >= least
}

const prefix = /^[A-Za-z]{2,12}[-_.](?:[a-z]{2,5}[-_.])?/
const mostShown = 12

/** True when that value goes on with dots and shows little more than how such tokens begin, as documentation does. */
export function isElided(text: string, start: number, end: number): boolean {
  if (!text.startsWith('...', end) && text[end] !== '…') return false
  const rest = text.slice(start, end).replace(prefix, '')
  return rest.length <= mostShown || (rest.startsWith('eyJ') && isReadable(rest))
}

function isReadable(encoded: string): boolean {
  return /^[\x20-\x7e]*$/.test(Buffer.from(encoded, 'base64').toString('latin1'))
}
