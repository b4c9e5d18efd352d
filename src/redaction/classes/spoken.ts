import type { Profile } from '../../domain/redacted.ts'
import { everywhere, groupSpan, matchAt, type Span, type TextClass } from './class.ts'
import { isRandom } from './placeholder.ts'
import { isSecretValue, isUnusual } from './secret-value.ts'
import { valueAt } from './value.ts'

const subject =
  '(?:pass(?:word|wd|phrase|code)|pwd|pin(?: code)?|(?:api|access|secret|private|licen[cs]e)[ _-]?(?:key|token)(?: id)?|token|secret|credentials?)'
const owner = " (?:for|of|on) [\\w@.'/-]{1,64}(?: [\\w@.'/-]{1,64})?"
const verb =
  '(?: (?:is|was|are|will be|to|be)(?: (?:now|still|currently|set to|changed to|reset to))?[ :]{1,3}| ?[-–—] | ?(?:->|=>|→) ?)'
const sentence = new RegExp(`${subject}(?:(?:${owner})?${verb}|${owner} ?: ?)`, 'iy')
const quote = /["'`“‘]/
const plainWord = /[^\s"'`“”‘’«»<>]{4,256}/y
const value = '(?:["\'`“‘]([^"\'`“”‘’\\n]{4,128})["\'`”’]|([^\\s"\'`“”‘’«»<>]{4,256}))'
const named = new RegExp(
  `(?:pass(?:word|wd|phrase)?|pwd?|secret)(?: |\\t|[ \\t]?\\|[ \\t]?)(?:\\d )?${value}`,
  'iy',
)
const bare =
  /(?:token|api[ _-]?key|access[ _-]?key|secret(?:[ _-]?key)?) ([A-Za-z0-9_+/=-]{10,256})(?![A-Za-z0-9_-])/iy
const login = /(?:^|\s)(?:login|user(?:name)?|account|machine|default) +\S{1,128}\s+$/i
const states =
  /(?:ed|ing|able|ible|ent|ect|ong|ort|ly|id|less|ful|ish|ive|ure|ity|ion|ment|ness|word|please|here|there|below|above|same|only|also|never|always|required|empty|null|unknown|yours|mine|weak|old|new|case|too|being|then|than|that|this|what|which|when|where|used|user|users|more|less|very|just|about)$/i
const longest = 256
const trailing = /[.,;:!?)\]}]+$/

/** What follows `password is`, `token for bob:` and the like in prose, and `login bob password ...` in a file of such lines. */
export const spokenSecret: TextClass = {
  name: 'secret',
  profiles: everywhere,
  words: ['pas', 'pwd', 'pw ', 'pin', 'tok', 'sec', 'api', 'acc', 'cre', 'pri', 'lic'],
  find(text, at, profile): Span | undefined {
    return said(text, at, profile) ?? listed(text, at) ?? beside(text, at)
  },
}

function said(text: string, at: number, profile: Profile): Span | undefined {
  const head = matchAt(sentence, text, at)
  if (!head) return undefined
  const start = at + head[0].length
  if (quote.test(text[start] ?? '')) return quoted(text, start)
  const word = matchAt(plainWord, text, start)?.[0].replace(trailing, '') ?? ''
  const isPin = /^\d{4}$/.test(word) && /^(?:pin|passcode)/i.test(head[0])
  if (!isPin && !isSecretValue(word, false)) return undefined
  const counts = /^[a-z]{5,24}$/i.test(word)
    ? profile === 'text' &&
      /^p/i.test(head[0]) &&
      isLast(text, start + word.length) &&
      !states.test(word)
    : isPin || isUnusual(word)
  return counts ? { start, end: start + word.length } : undefined
}

function quoted(text: string, at: number): Span | undefined {
  const found = valueAt(text, at, false, longest)
  const given = found?.quoted ? text.slice(found.start, found.end) : ''
  if (!isSecretValue(given, true) || isProse(given)) return undefined
  return text[at] === '`' && !isUnusual(given) ? undefined : found
}

/** At the end of its line, but for what ends a sentence. */
function isLast(text: string, at: number): boolean {
  return /^[.,;:!?)\]}]{0,4}[ \t]{0,4}(?:$|\n)/.test(text.slice(at, at + 9))
}

function listed(text: string, at: number): Span | undefined {
  const match = matchAt(named, text, at)
  if (!match) return undefined
  const isRow = /^[a-z]{2,10}[ \t]?\|/i.test(match[0])
  if (isRow && !/\|[ \t]{0,4}$/.test(text.slice(Math.max(0, at - 5), at))) return undefined
  const after = login.test(text.slice(Math.max(0, at - 160), at))
  const given = match[1] ?? match[2]!.replace(trailing, '')
  if (!isSecretValue(given, false) || states.test(given)) return undefined
  const isLoose = match[1] === undefined ? isMixed(given) : isStatement(text, at, match[0].length)
  if (!after && !(isLoose && isUnusual(given))) return undefined
  const start = at + match[0].length - (match[2]?.length ?? given.length + 1)
  return { start, end: start + given.length }
}

/** Alone in its line, as files of settings write it: `password '...'`. */
function isStatement(text: string, at: number, length: number): boolean {
  return (
    /(?:^|\n)[ \t]{0,32}$/.test(text.slice(Math.max(0, at - 33), at)) &&
    /^[ \t;,]{0,4}(?:$|\r?\n)/.test(text.slice(at + length, at + length + 6))
  )
}

/** A random word directly behind what it is; a short one shows it by letters of both cases. */
function beside(text: string, at: number): Span | undefined {
  const match = matchAt(bare, text, at)
  if (!match || !isRandom(match[1]!) || (match[1]!.length < 20 && !isOfBothCases(match[1]!)))
    return undefined
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-/.test(match[1]!)) {
    return undefined
  }
  return groupSpan(match, match[1]!)
}

function isOfBothCases(word: string): boolean {
  return /[a-z]\d*[A-Z]/.test(word) && /\d/.test(word) && !/[/_=-]/.test(word)
}

function isMixed(word: string): boolean {
  return isUnusual(word) && /[A-Za-z]/.test(word) && /\d/.test(word) && !/[/:=]/.test(word)
}

/** Several words without a digit or sign are a remark in quotation marks. */
function isProse(given: string): boolean {
  return /^[A-Za-z]+(?: [a-z]+){3,}[.!]?$/.test(given)
}
