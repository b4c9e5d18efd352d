import type { Profile } from '../domain/redacted.ts'
import { classes } from './classes/catalogue.ts'
import { isDigit, isLetter, type TextClass } from './classes/class.ts'
import { createOwners, type Owners } from './owners.ts'

export const letterKind = 1
export const digitKind = 2
export const charKind = 3

/** Whom to ask at a place: tables whose entries are indexes into `lists`, 0 for nobody. */
export interface Dispatch {
  /** By UTF-16 unit: 0 for nothing, else what may begin there. */
  readonly kinds: Uint8Array
  /** By `wordSlot` of the first three characters of a word. */
  readonly words: Uint16Array
  /** By `slot` of a character and the next. */
  readonly chars: Uint16Array
  /** By `slot` of the length of a run of digits and what follows it. */
  readonly digits: Uint16Array
  readonly lists: readonly (readonly TextClass[])[]
  readonly owners: Owners
  readonly scans: readonly TextClass[]
}

/** Runs of digits are counted up to here. */
export const mostDigits = 20
const other = 127
const anything = Array.from({ length: 128 }, (_, code) => code)
const figures = Array.from({ length: 10 }, (_, digit) => 48 + digit)

const made = new Map<Profile, Dispatch>()

/** The tables of that profile, made when they are first asked for. */
export function dispatchOf(profile: Profile): Dispatch {
  let dispatch = made.get(profile)
  if (dispatch === undefined) made.set(profile, (dispatch = createDispatch(profile)))
  return dispatch
}

/**
 * Letters in either case have the same five bits; that others share them costs a needless look and no more. One bit
 * tells whether the third is a letter.
 */
export function wordSlot(first: number, second: number, third: number): number {
  return ((first & 31) << 11) | ((second & 31) << 6) | ((third & 64) >> 1) | (third & 31)
}

export function slot(first: number, next: number): number {
  return (first << 7) | (next < other ? next : other)
}

function createDispatch(profile: Profile): Dispatch {
  const active = classes.filter((item) => item.profiles.includes(profile))
  const lists: (readonly TextClass[])[] = [[]]
  const longer = new Map<string, number>()
  /** Adds a class to the list of an entry; equal lists are one. */
  function add(table: Uint16Array, place: number, item: TextClass): void {
    const list = lists[table[place]!]!
    if (list.at(-1) === item) return
    const name = `${table[place]} ${active.indexOf(item)}`
    const known = longer.get(name) ?? lists.push([...list, item]) - 1
    longer.set(name, known)
    table[place] = known
  }

  const chars = new Uint16Array(128 * 128)
  const digits = new Uint16Array((mostDigits + 1) * 128)
  const words = new Uint16Array(32 * 32 * 64)
  for (const item of active) {
    const next =
      item.next === undefined ? anything : Array.from(item.next, (char) => char.charCodeAt(0))
    for (const char of item.chars ?? '') {
      for (const code of next) add(chars, slot(char.charCodeAt(0), code), item)
    }
    for (const length of item.digits ?? []) {
      for (const code of next) add(digits, slot(length, code), item)
    }
    for (const place of new Set((item.words ?? []).flatMap(wordSlots))) add(words, place, item)
  }
  return {
    kinds: kindsOf(active),
    words,
    chars,
    digits,
    lists,
    owners: createOwners(active.filter((item) => item.ownsKey !== undefined)),
    scans: active.filter((item) => item.scan !== undefined),
  }
}

function kindsOf(active: readonly TextClass[]): Uint8Array {
  const begins = new Set(active.flatMap((item) => Array.from(item.chars ?? '')))
  const kinds = new Uint8Array(65_536)
  for (let code = 0; code < 128; code++) {
    if (isLetter(code)) kinds[code] = letterKind
    else if (isDigit(code)) kinds[code] = digitKind
    else if (begins.has(String.fromCharCode(code)) || isAssignment(code)) kinds[code] = charKind
  }
  return kinds
}

export function isAssignment(code: number): boolean {
  return code === 61 || code === 58
}

/** Entries for a word of a class, in which `#` stands for any digit; a shorter one takes whatever follows it. */
function wordSlots(word: string): readonly number[] {
  const [first, second, third] = [codesAt(word, 0), codesAt(word, 1), codesAt(word, 2)]
  return first.flatMap((a) => second.flatMap((b) => third.map((c) => wordSlot(a, b, c))))
}

function codesAt(word: string, at: number): readonly number[] {
  if (at >= word.length) return at === 2 ? anything.slice(32, 96) : anything.slice(0, 32)
  return word[at] === '#' ? figures : [word.charCodeAt(at)]
}
