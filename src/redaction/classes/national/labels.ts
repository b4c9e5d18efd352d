import { isAlnum, isLetter } from '../class.ts'
import { beginningOf, type NearWords, nearWords, type Telling } from '../near-words.ts'
import { documents } from './documents.ts'
import type { IdKind } from './kind.ts'

/** Whose label stands there; behind a weak one only a right check digit convinces. */
export interface Owners {
  readonly kinds: ReadonlyMap<IdKind, 'strong' | 'weak'>
  /** Name of the paper when the label is one. */
  readonly document: string | undefined
}

interface Meaning {
  readonly kinds: Map<IdKind, 'strong' | 'weak'>
  document?: string
}

export interface Labels {
  /** How a label may begin, three characters each. */
  readonly beginnings: readonly string[]
  /** True where the first word of a label stands. */
  mayBegin(text: string, at: number): boolean
  /** Labels in letters other than Latin, for a pattern. */
  readonly foreign: string
  /** True when the telling word of a label stands between two places. */
  readonly mayTell: NearWords
  /** By the words in front of a number; `near` wants the label right there. */
  before(context: string, near: boolean): Owners | undefined
  /** By the words behind it. */
  after(context: string): Owners | undefined
  ofKey(key: string): Owners | undefined
}

const longestWord = 32
/** A word of so many letters tells something only with those beside it. */
const shortWord = 3
const widestJoint = 8
const mostKeys = 5_000
const nobody: Owners = { kinds: new Map(), document: undefined }
/** Beginnings that too many words of logs share for a look at each; as keys such labels count all the same. */
const frequent = /^(?:for|con|ins|chi|sec|new)/
const filler =
  '(?: (?:number|numbers|numero|nummer|num|no|nr|n|id|is|was|value|code|here|card|el|es|est|ist|e|it s|of|for|my|the|new))*'
const fillerWords = 'number numero nummer num no nr id is value code card'.split(' ')
const keySuffix = / ?(?:number|num|numero|nummer|nbr|no|nr|id|value|code)$/

/** Reads labels of these kinds and of papers: plain letters, in any case, whatever stands between the words. */
export function labelsOf(kinds: readonly IdKind[]): Labels {
  const meanings = meaningsOf(kinds)
  const phrases = [...meanings.keys()].toSorted((a, b) => b.length - a.length).join('|')
  const anywhere = lazily(() => new RegExp(`(?<![a-z])(?:${phrases})(?![a-z])`, 'g'))
  const adjacent = lazily(() => new RegExp(`(?<![a-z])(${phrases})${filler} ?$`))
  const asked = new Map<string, Owners>()
  const behind = lazily(
    () =>
      new RegExp(`^ ?(?:is |as |was )?(?:my |the |his |her |their |your )?(${phrases})(?![a-z])`),
  )
  const compact = new Map([...meanings].map(([phrase, meaning]) => [squeeze(phrase), meaning]))
  const plain = [...meanings.keys()].filter(
    (phrase) => /^[a-z]{2}/.test(phrase) && !frequent.test(phrase),
  )
  const first = new Set(plain.map((phrase) => phrase.split(' ')[0]!))
  const isFirst = lookup(first)
  const telling = Map.groupBy(meanings.keys(), tellingWord)
  const isTelling = lookup(new Set(telling.keys()))
  return {
    beginnings: [...new Set(plain.map((phrase) => `${phrase} `.slice(0, 3)))],
    mayBegin(text, at) {
      let end = at
      while (end - at < longestWord && isLetter(text.charCodeAt(end))) end++
      return isFirst(text, at, end)
    },
    foreign: foreignOf(kinds),
    mayTell: nearWords(
      (text, from, to) =>
        isTelling(text, from, to) &&
        (to - from > shortWord ||
          mayBePhrase(telling.get(text.slice(from, to).toLowerCase())!, text, from, to)),
      [...telling.keys()].map((word) =>
        beginningOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(2)),
      ),
    ),
    before(context, near) {
      const words = plainOf(context)
      const found = near ? adjacent().exec(words)?.slice(1, 2) : words.match(anywhere())
      return found ? combined(found.map((phrase) => meanings.get(phrase)!)) : undefined
    },
    after(context) {
      const found = behind().exec(plainOf(context))
      return found ? combined([meanings.get(found[1]!)!]) : undefined
    },
    ofKey(key) {
      let owners = asked.get(key)
      if (owners === undefined) {
        if (asked.size >= mostKeys) asked.clear()
        asked.set(key, (owners = ofKey(plainOf(key).trim(), compact) ?? nobody))
      }
      return owners === nobody ? undefined : owners
    },
  }
}

/** Membership of the ASCII word at a place, in any case; most words are turned away by two letters and their length. */
function lookup(words: ReadonlySet<string>): Telling {
  const known = new Uint8Array(32 * 32 * 32)
  const placeOf = (text: string, from: number, to: number): number =>
    (text.charCodeAt(from) & 31) * 1024 + (text.charCodeAt(from + 1) & 31) * 32 + ((to - from) & 31)
  for (const word of words) known[placeOf(word, 0, word.length)] = 1
  return (text, from, to) =>
    to - from > 1 &&
    known[placeOf(text, from, to)] === 1 &&
    words.has(text.slice(from, to).toLowerCase())
}

/** The longest word that is no mere filler. */
function tellingWord(phrase: string): string {
  const words = phrase.split(' ').toSorted((a, b) => b.length - a.length)
  return words.find((word) => !fillerWords.includes(word)) ?? words[0]!
}

/** Whether one of these phrases can stand around a word of theirs that is too short to tell much: `sa` in `SA ID`. */
function mayBePhrase(phrases: readonly string[], text: string, from: number, to: number): boolean {
  const word = text.slice(from, to).toLowerCase()
  return phrases.some((phrase) => {
    const words = phrase.split(' ')
    const at = words.indexOf(word)
    return (
      isBeside(text, from - 1, -1, words[at - 1]?.at(-1)) &&
      isBeside(text, to, 1, words[at + 1]?.[0])
    )
  })
}

/** Whether the first letter or digit in that direction is that one, or cannot be told. */
function isBeside(text: string, from: number, step: 1 | -1, letter: string | undefined): boolean {
  if (letter === undefined) return true
  for (let at = from; Math.abs(at - from) < widestJoint; at += step) {
    const code = text.charCodeAt(at)
    if (code > 127) return true
    if (isAlnum(code)) return text[at]!.toLowerCase() === letter
  }
  return true
}

/** Made when it is first asked for: these patterns are long, and most texts need none of them. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function foreignOf(kinds: readonly IdKind[]): string {
  const labels = [...kinds.map((kind) => kind.labels), ...Object.values(documents)].join(',')
  const foreign = labels.split(',').filter((label) => /^[\u0370-\uffff]/.test(label))
  return foreign
    .map((label) => label.normalize('NFKC').replace(/\p{M}/gu, '').replaceAll(' ', '[ _]'))
    .join('|')
}

function meaningsOf(kinds: readonly IdKind[]): Map<string, Meaning> {
  const meanings = new Map<string, Meaning>()
  const meaningOf = (phrase: string): Meaning => {
    const plain = plainOf(phrase)
    const meaning = meanings.get(plain) ?? { kinds: new Map() }
    meanings.set(plain, meaning)
    return meaning
  }
  for (const kind of kinds) {
    for (const label of kind.labels.split(',')) {
      const weak = label.startsWith('?')
      meaningOf(weak ? label.slice(1) : label).kinds.set(kind, weak ? 'weak' : 'strong')
    }
  }
  for (const [name, labels] of Object.entries(documents)) {
    for (const label of labels.split(',')) meaningOf(label).document ??= name
  }
  return meanings
}

function combined(found: readonly Meaning[]): Owners {
  const kinds = new Map<IdKind, 'strong' | 'weak'>()
  let document: string | undefined
  for (const meaning of found) {
    for (const [kind, force] of meaning.kinds)
      if (kinds.get(kind) !== 'strong') kinds.set(kind, force)
    document = meaning.document ?? document
  }
  return { kinds, document }
}

/** `customer_tax_id`, `taxId` and `TAX-ID-NUMBER` are all a tax id. */
function ofKey(words: string, compact: ReadonlyMap<string, Meaning>): Owners | undefined {
  for (const name of [words, words.replace(keySuffix, ''), words.replace(/s$/, '')]) {
    const parts = name.split(' ')
    for (let from = 0; from < parts.length; from++) {
      const meaning = compact.get(parts.slice(from).join(''))
      if (meaning) return combined([meaning])
    }
    const whole = squeeze(name)
    for (let from = 1; from <= whole.length - 5; from++) {
      const meaning = compact.get(whole.slice(from))
      if (meaning) return combined([meaning])
    }
  }
  return undefined
}

function squeeze(phrase: string): string {
  return phrase.replaceAll(' ', '')
}

/** Lower-case, without accents, every run of other characters one space. */
function plainOf(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
}
