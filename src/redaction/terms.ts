import type { KnownValue } from '../ports/vault.ts'
import { commonWords } from './common-words.ts'
import { foldCase, isUnspaced } from './letters.ts'
import { sanitise } from './sanitise.ts'
import { foldView } from './views.ts'

/** Words in a row, as they may be written apart; `whole` is what the token is made from. */
export interface Term {
  readonly words: readonly string[]
  readonly class: string
  readonly whole: string
  /** Set when only what groups digits or follows an initial may stand between the words. */
  readonly tight?: true
}

const leastLength = 4
const leastUnspaced = 2
const leastDigits = 7
const mostWords = 6
const personal = /^(?:person|name|user|email|customer-name|reporter)$/
const numeric = /^(?:phone|card|iban|account|[a-z]{2}-[a-z]+)$/

/** What to look for when that value is known. */
export function termsOf(item: KnownValue, readable: ReadonlySet<string>): readonly Term[] {
  const whole = foldCase(plain(item.value)).trim()
  if (readable.has(whole)) return []
  const spreads = (words: readonly string[]): boolean => {
    const joined = words.join('')
    const least = isUnspaced(joined) ? leastUnspaced : leastLength
    if (joined.length < least || /^\d+$/.test(joined) || readable.has(words.join(' '))) return false
    return words.length > 1 || !(commonWords.has(joined) || readable.has(joined))
  }
  const term = { class: item.class, whole: item.value }
  if (numeric.test(item.class)) {
    const digits = whole.replace(/[^a-z0-9]/g, '')
    return digits.length >= leastDigits ? [{ ...term, words: Array.from(digits), tight: true }] : []
  }
  const at = whole.lastIndexOf('@')
  const words = wordsOf(at > 0 ? whole.slice(0, at) : whole)
  const sequences: (readonly string[])[] = [words]
  if (at > 0) sequences.push(wordsOf(whole))
  if (personal.test(item.class) || at > 0) sequences.push(...partsOf(words))
  return sequences.filter(spreads).map((sequence) => ({
    ...term,
    words: sequence,
    ...(isInitial(sequence) ? { tight: true } : {}),
  }))
}

/** As the engine reads a text: nothing hidden, composed, without combining marks. */
function plain(value: string): string {
  return foldView({ text: sanitise(value).text.normalize('NFKC'), at: null }).text
}

function isInitial(words: readonly string[]): boolean {
  return words.length === 2 && words[0]!.length === 1
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Each word alone, the reverse, and the usual log-in names: `mlopez`, `lopezm`, `m lopez`. */
function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  const alone = words.filter((word) => /^\D+$/.test(word)).map((word) => [word])
  if (words.length === 1) return [...alone, ...givenName(first)]
  if (words.length === 0 || words.length > mostWords) return alone
  return [
    ...alone,
    words.toReversed(),
    [first, last],
    [last, first],
    ...(last.length >= leastLength ? logInNames(first[0]!, last) : []),
  ]
}

/** `samples` is no log-in name of Sam Sample but the plural of a common word. */
function logInNames(initial: string, last: string): readonly (readonly string[])[] {
  const names = [[`${initial}${last}`], [initial, last]]
  return commonWords.has(last) ? names : [...names, [`${last}${initial}`]]
}

/** What follows a family name of one character in Chinese and Korean names of three. */
function givenName(name: string): readonly (readonly string[])[] {
  return name.length === 3 && isUnspaced(name) ? [[name.slice(1)]] : []
}

/** A part that stands in two different values gets a token of its own. */
export function unambiguous(terms: readonly Term[]): readonly Term[] {
  const byWords = new Map<string, Term>()
  for (const term of terms) {
    const key = term.words.join(' ')
    const other = byWords.get(key)
    if (!other) byWords.set(key, term)
    else if (other.whole !== term.whole && other.class === term.class) {
      byWords.set(key, { ...term, whole: key })
    }
  }
  return [...byWords.values()]
}
