import { formats } from '../../src/redaction/classes/vendor/tokens.ts'

/** The way most redactors are written: one global pattern for each class, replaced one after the other. */
const patterns: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['EMAIL', /[\w.+-]+@[\w-]+\.[\w.-]+/g],
  ['CARD', /\b(?:\d[ -]*?){13,16}\b/g],
  ['SSN', /\b\d{3}-\d{2}-\d{4}\b/g],
  ['PHONE', /(?:\+?\d{1,3}[-. ]?)?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}\b/g],
  ['IBAN', /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){3,7}[A-Z0-9]{0,3}\b/g],
  ['IPV4', /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/g],
  ['IPV6', /\b(?:[A-Fa-f0-9]{1,4}:){2,7}(?::?[A-Fa-f0-9]{1,4})+\b/g],
  ['MAC', /\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b/g],
  ['JWT', /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g],
  ['PEM', /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/g],
  ['AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['GITHUB', /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g],
  ['SLACK', /\bxox[abprs]-[\w-]{10,}/g],
  ['STRIPE', /\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}\b/g],
  ['GOOGLE', /\bAIza[\w-]{35}/g],
  ['BEARER', /\bbearer\s+[\w.~+/-]+=*/gi],
  ['BASIC', /\bbasic\s+[A-Za-z0-9+/]{8,}=*/gi],
  ['URL_LOGIN', /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:[^\s@]+@/gi],
  ['COOKIE', /\b(?:set-)?cookie:\s*\S+/gi],
  ['PASSWORD', /\b(?:password|passwd|pwd|secret|token|api[_-]?key)\b["']?\s*[:=]\s*["']?[^\s"',;]+/gi],
  ['NINO', /\b[A-CEGHJ-PR-TW-Z]{2}\d{6}[A-D]\b/g],
  ['CPF', /\b\d{3}\.\d{3}\.\d{3}-\d{2}\b/g],
  ['NAME', /\b(?:Dear|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s+[A-Z][a-z]+(?:\s[A-Z][a-z]+)?/g],
  ['ADDRESS', /\b\d{1,5}\s(?:[A-Z][a-z]+\s){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr)\b/g],
] // prettier-ignore

/** The same with one more pattern for each published token format that Baton knows, as a redactor of its reach would have. */
const kinds: typeof patterns = [
  ...patterns,
  ...formats.map(([, begin, rest]): [string, RegExp] => [
    'TOKEN',
    new RegExp(`\\b${begin.replace(/[^\w-]/g, '\\$&')}${rest}`, 'g'),
  ]),
]

/** Redactors written that way: with the classes that most have, and with the tokens that Baton knows. */
export const naive = [patterns, kinds].map((list) => ({
  patterns: list.length,
  /** How many matches there are, without replacing any. */
  count: (text: string): number => {
    let count = 0
    for (const [, pattern] of list) {
      pattern.lastIndex = 0
      while (pattern.exec(text) !== null) count++
    }
    return count
  },
  redact: (text: string): string =>
    list.reduce((result, [name, pattern]) => result.replace(pattern, `[${name}]`), text),
}))
