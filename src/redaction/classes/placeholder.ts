import { isVaried } from './class.ts'

const longest = 96

/** What stands for a value that somebody has still to fill in, or has hidden before. */
const wholes = [
  '[xX*#?.•·_-]{2,}',
  '<[A-Za-z][A-Za-z _.:/-]*>',
  '\\[[A-Za-z][A-Za-z_-]*\\]',
  '\\([a-z]+\\)',
  '\\$\\{[^{}\\s]*\\}',
  '\\$\\{\\{[^{}]*\\}\\}',
  '\\{\\{[^{}]*\\}\\}',
  '\\{[A-Za-z_][A-Za-z_.]*\\}',
  '\\$[A-Z][A-Z_]*(?:_[A-Z0-9]+)?',
  '\\$\\([^()]*\\)',
  '%[A-Z][A-Z_]*%',
  '%\\(?[a-z_]*\\)?[sdv]',
  '(?:[A-Z]+_)+(?:KEY|TOKEN|SECRET|PASSWORD|PASS|VALUE|ID|HERE)',
  '(?:process\\.env|os\\.environ|import\\.meta\\.env|env)[.[(][\\w"\'.()[\\]]*',
  '(?:os\\.)?getenv\\([\\w"\']*\\)?',
  '[yY]our[_-][A-Za-z_-]+',
  '[A-Za-z0-9/+_-]*EXAMPLE(?:KEY)?',
].join('|')
const whole = new RegExp(`^(?:${wholes})$`)
const filler = /x{6,}|X{6,}|\*{4,}/
const fillers = new RegExp(filler, 'g')
const words = /your[_-]|[_-]here(?:$|[_-])/i
const longestRemainder = 12

/** True for `xxxx`, `<token>`, `${VAR}`, `YOUR_TOKEN_HERE` and documentation's `...EXAMPLE`. */
export function isPlaceholder(value: string): boolean {
  if (value.length > longest) return false
  if (whole.test(value)) return true
  if (!filler.test(value)) return false
  return words.test(value) || value.replace(fillers, '').length <= longestRemainder
}

/** True when letters and digits are mixed as nobody would write them: at least three bits for each character. */
export function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || !isVaried(value)) return false
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) {
    bits -= (count / value.length) * Math.log2(count / value.length)
  }
  return bits >= 3
}
