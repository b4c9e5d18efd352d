import type { KnownValue } from '../ports/vault.ts'
import { commonWords } from './common-words.ts'
import { formsOf, prefixed } from './known/endings.ts'
import { initialForms, isForm, partsOf } from './known/parts.ts'
import { titles } from './known/titles.ts'
import { spellingsOf } from './known/transliterate.ts'
import { foldCase, isUnspaced } from './letters.ts'
import { sanitise } from './sanitise.ts'
import { foldView } from './views.ts'

/** Words in a row, as they may be written apart; `whole` is what the token is made from. */
export interface Term {
  readonly words: readonly string[]
  /** What may follow the last word; the empty one stands for the end of it. */
  readonly endings: ReadonlySet<string>
  readonly class: string
  readonly whole: string
  /**
   * What must stand between the words or before them: `tight` no more than groups digits or follows an initial, `dotted`
   * an initial with its dot, `apart` at least something, `called` a title or a greeting before the first; `cased` that each
   * begins with a capital; `exact` that all is written as in `whole`.
   */
  readonly how: 'plain' | 'tight' | 'dotted' | 'apart' | 'called' | 'cased' | 'exact'
}

const leastLength = 4
const leastDigits = 7
/** The first word of a company's name is what it is called. */
const leastBrand = 5
const company = /^(?:customer|company|organi[sz]ation)$/
const mostTerms = 600
const mostCharacters = 200
const nothing: ReadonlySet<string> = new Set([''])
const personal = /^(?:person|name|user|email|customer-name|reporter|author|contact)$/
const numeric = /^(?:card|iban|account|[a-z]{2}-[a-z]+)$/

/** What to look for when that value is known. */
export function termsOf(item: KnownValue, readable: ReadonlySet<string>): readonly Term[] {
  const text = inOrder(lower(plain(item.value.slice(0, mostCharacters))).trim())
  const whole = foldCase(text)
  if (readable.has(whole) || item.class === 'phone') return []
  const base = { class: item.class, whole: item.value }
  if (numeric.test(item.class)) {
    const digits = whole.replace(/[^a-z0-9]/g, '')
    if (digits.length < leastDigits) return []
    return [{ ...base, words: Array.from(digits), endings: nothing, how: 'tight' }]
  }
  const at = text.lastIndexOf('@')
  const isPerson = personal.test(item.class) || at > 0
  const words = wordsOf(at > 0 ? text.slice(0, at) : text)
  const terms: Term[] = []
  const add = (sequence: readonly string[], how: Term['how']): void => {
    if (terms.length >= mostTerms) return
    for (const first of prefixed(sequence[0]!)) {
      const folded = [first, ...sequence.slice(1)].map(foldCase)
      terms.push({ ...base, words: folded, endings: nothing, how })
    }
    for (const form of formsOf(sequence.at(-1)!)) {
      const folded = [...sequence.slice(0, -1).map(foldCase), form.word]
      terms.push({ ...base, words: folded, endings: form.endings, how })
    }
  }
  const addSpreading = (sequence: readonly string[], isWhole = false): void => {
    const how = spreadingOf(sequence, readable, isPerson)
    if (how === undefined) return
    const isVague = sequence.length > 1 && !isWhole && sequence.every(isOrdinary(readable))
    add(sequence, isVague ? 'cased' : how)
  }
  for (const way of spelt(words)) {
    addSpreading(way, true)
    if (at > 0) add([...way, ...wordsOf(text.slice(at + 1))], 'plain')
    if (!isPerson && isForm(way.at(-1))) addSpreading(way.slice(0, -1))
    if (company.test(item.class) && way[0]!.length >= leastBrand) addSpreading(way.slice(0, 1))
  }
  if (!isPerson || ((at > 0 || item.class === 'user') && isRole(words, readable))) return terms
  const called = (at > 0 ? text.slice(0, at) : text).replace(/ *\(.*$/, '')
  const units = unitsOf(called)
  for (const way of spelt(withoutTitle(words))) {
    for (const part of partsOf(way)) addSpreading(part)
  }
  for (const way of spelt(wordsOf(called))) {
    const named = withoutTitle(way)
    for (const part of partsOf(named)) addSpreading(part)
    const grouped = grouping(units, way).filter(([first]) => named.includes(first!))
    for (const [sequence, how] of initialForms(grouped, isTelling(readable))) add(sequence, how)
    for (const unit of grouped.filter(({ length }) => length > 1)) {
      addSpreading(unit)
      addSpreading([unit.join('')])
    }
  }
  return terms
}

/** How that sequence may spread; undefined for what would blind everyone. */
function spreadingOf(
  words: readonly string[],
  readable: ReadonlySet<string>,
  isPerson: boolean,
): Term['how'] | undefined {
  const folded = words.map(foldCase)
  const joined = folded.join('')
  if (joined === '' || /^\d+$/.test(joined) || readable.has(folded.join(' '))) return undefined
  if (words.length === 1) {
    if (isTelling(readable)(words[0]!)) return 'plain'
    if (!isPerson || readable.has(joined) || !/^\p{L}+$/u.test(joined)) return undefined
    if (joined.length < 2 && !isUnspaced(joined)) return undefined
    return 'called'
  }
  if (joined.length < leastOf(joined)) return undefined
  return folded.some((word) => word.length >= leastOf(word)) ? 'plain' : 'apart'
}

/** True for a word that names somebody wherever it stands. */
function isTelling(readable: ReadonlySet<string>): (word: string) => boolean {
  return (word) => {
    const folded = foldCase(word)
    return folded.length >= leastOf(folded) && !/^\d+$/.test(folded) && !isOrdinary(readable)(word)
  }
}

/** True for a word of every day, or one of the company's own. */
function isOrdinary(readable: ReadonlySet<string>): (word: string) => boolean {
  return (word) => commonWords.has(foldCase(word)) || readable.has(foldCase(word))
}

/** Two characters of Chinese name somebody; three letters do where vowels are not letters. */
function leastOf(word: string): number {
  if (isUnspaced(word)) return 2
  return /^[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]+$/.test(word)
    ? 3
    : leastLength
}

/** `feldmann, gudrun (nordwerk)` as she is called. */
function inOrder(text: string): string {
  const turned = /^([^,@()]+),([^,@()]+)(\(.*)?$/.exec(text)
  return turned ? `${turned[2]} ${turned[1]} ${turned[3] ?? ''}`.trim() : text
}

/** As the engine reads a text: nothing hidden, composed, without combining marks. */
function plain(value: string): string {
  return foldView({ text: sanitise(value).text.normalize('NFKC'), at: null }).text
}

function lower(text: string): string {
  return text.replaceAll('İ', 'i').toLowerCase()
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** How many words each part of a name has that is written without a space: `van der Berg-Li` has 1, 1 and 2. */
function unitsOf(text: string): readonly number[] {
  return text
    .split(/[\s,._]+/)
    .map((unit) => wordsOf(unit).length)
    .filter((size) => size > 0)
}

function grouping(
  sizes: readonly number[],
  words: readonly string[],
): readonly (readonly string[])[] {
  let from = 0
  return sizes.map((size) => words.slice(from, (from += size)))
}

/** What a title introduces; where the title is a name, the whole of it is looked for besides. */
function withoutTitle(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !titles.has(foldCase(word)))
  return first > 0 ? words.slice(first) : words
}

/** True for an account or a mailbox that is no person's, such as `billing-team` or `svc-orders`. */
function isRole(words: readonly string[], readable: ReadonlySet<string>): boolean {
  return words.some(
    (word) => isOrdinary(readable)(word) || /^(?:svc|srv|sys|app|bot|api)$/.test(word),
  )
}

/** The words as they are written, and each further way to spell them. */
function spelt(words: readonly string[]): readonly (readonly string[])[] {
  const ways = words.map((word) => [word, ...spellingsOf(word)])
  const most = Math.max(0, ...ways.map((way) => way.length))
  return Array.from({ length: most }, (_, i) => ways.map((way) => way[i] ?? way.at(-1)!))
}

/** A readable name of several words as a term of no class: what stands within it is nobody else's; `exact` as it is written. */
export function shieldsOf(name: string, how: 'apart' | 'exact'): readonly Term[] {
  const whole = foldCase(lower(plain(name)))
  const words = wordsOf(whole)
  return words.length < 2 ? [] : [{ words, endings: nothing, class: '', whole, how }]
}

/** A part that stands in two different values gets a token of its own. */
export function unambiguous(terms: readonly Term[]): readonly Term[] {
  const byWords = new Map<string, Term>()
  for (const term of terms) {
    const key = `${term.how === 'called' ? '!' : ''}${term.words.join(' ')}`
    const other = byWords.get(key)
    if (!other) byWords.set(key, term)
    else {
      const endings = new Set([...other.endings, ...term.endings])
      const isShared = other.whole !== term.whole && other.class === term.class
      byWords.set(key, { ...other, endings, ...(isShared ? { whole: term.words.join(' ') } : {}) })
    }
  }
  return [...byWords.values()]
}
