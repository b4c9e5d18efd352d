import type { Profile } from '../../domain/redacted.ts'

/**
 * A stretch of text to hide. `value` is what its token stands for when that is not the text itself, `class` the name of
 * its class when the one that found it has several.
 */
export interface Span {
  readonly start: number
  readonly end: number
  readonly value?: string
  readonly class?: string
}

/**
 * One kind of value that must not leave. `find` is called only where the class may begin: at one of `chars`, at a word
 * that begins with one of `words`, at the first digit of a number, or at the `=` or `:` behind a key it owns; `scan`
 * looks at the whole text instead. Both look at a bounded stretch for each call, so that the whole stays linear.
 */
export interface TextClass {
  readonly name: string
  readonly profiles: readonly Profile[]
  readonly chars?: string
  /** Beginnings of words, in any case; `#` for any digit. The more of the first three characters they tell the better. */
  readonly words?: readonly string[]
  /** Lengths of the first run of digits. */
  readonly digits?: readonly number[]
  /** What may follow that character or first run of digits, when only few can: the engine looks before it calls. */
  readonly next?: string
  /** True for a key, in lower case, whose value belongs to this class. */
  readonly ownsKey?: (key: string) => boolean
  find?(text: string, at: number, profile: Profile): Span | undefined
  scan?(text: string): Iterable<Span>
}

export const everywhere: readonly Profile[] = ['log', 'text']
export const textOnly: readonly Profile[] = ['text']

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** ASCII letter. */
export function isLetter(code: number): boolean {
  const lower = code | 32
  return lower >= 97 && lower <= 122
}

export function isAlnum(code: number): boolean {
  return isDigit(code) || isLetter(code)
}

export function isHex(code: number): boolean {
  const lower = code | 32
  return isDigit(code) || (lower >= 97 && lower <= 102)
}

/** The end of the match of a sticky pattern at that place, -1 when there is none. */
export function matchEnd(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at
  return sticky.test(text) ? sticky.lastIndex : -1
}

/** The match of a sticky pattern at that place. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at
  return sticky.exec(text)
}

/** The stretch of the group that a match ends with, but for so many characters that close it. */
export function groupSpan(match: RegExpExecArray, group: string, closing = 0): Span {
  const end = match.index + match[0].length - closing
  return { start: end - group.length, end }
}

/** An account or a name, whose token is the same in any case. */
export function accountSpan(start: number, name: string): Span {
  return { start, end: start + name.length, value: name.toLowerCase() }
}

/** The stretch between two places, none when the end is -1. */
export function spanTo(end: number, at: number): Span | undefined {
  return end === -1 ? undefined : { start: at, end }
}

type Grouped = Omit<TextClass, 'profiles' | 'find' | 'scan'> & {
  /** Sticky; ends with its only group, which is what is hidden. */
  readonly shape: RegExp
  readonly closing?: number
  /** Asked before the pattern is tried. */
  readonly mayBegin?: (text: string, at: number) => boolean
  readonly counts?: (value: string) => boolean
}

/** A class of what the group of a pattern holds, in every profile. */
export function groupClass({ shape, closing, mayBegin, counts, ...rest }: Grouped): TextClass {
  return {
    ...rest,
    profiles: everywhere,
    find(text, at): Span | undefined {
      const match = mayBegin?.(text, at) === false ? null : matchAt(shape, text, at)
      if (!match || counts?.(match[1]!) === false) return undefined
      return groupSpan(match, match[1]!, closing)
    },
  }
}

/** The end of the run of digits that begins there, at most 20 on. */
export function digitsEnd(text: string, at: number): number {
  let end = at + 1
  while (end - at < 20 && isDigit(text.charCodeAt(end))) end++
  return end
}

/** The key written before `=` or `:` at that place, lower-case, without quotes; empty when there is none. */
export function keyBefore(text: string, at: number): string {
  let end = signStart(text.charCodeAt(at), text.charCodeAt(at - 1), at)
  while (end > 0 && at - end < mostAround && isAroundKey(text.charCodeAt(end - 1))) end--
  if (end === 0 || !endsKey(text.charCodeAt(end - 1))) return ''
  let start = end
  while (start > 0 && end - start < longestKey && isKeyChar(text.charCodeAt(start - 1))) start--
  return text.slice(start, end).toLowerCase()
}

/** Where an operator begins that ends there: `.=` and `+=` add to what a key holds. */
export function signStart(code: number, before: number, at: number): number {
  return code === 61 && (before === 46 || before === 43) ? at - 1 : at
}

/** How many quotes and spaces may stand between a key and its operator, and how many characters of a key count. */
export const mostAround = 8
export const longestKey = 48

export function endsKey(code: number): boolean {
  return isLetter(code) || code === 49 || code === 50
}

export function isAroundKey(code: number): boolean {
  return code === 32 || code === 34 || code === 39 || code === 92 || code === 96 || code === 63
}

export function isKeyChar(code: number): boolean {
  return isAlnum(code) || code === 95 || code === 45 || code === 46
}

/** False for placeholders such as `xxxxxxxx` or `00000000`: a secret has at least five different characters. */
export function isVaried(text: string): boolean {
  let different = 0
  const end = Math.min(text.length, 64)
  for (let at = 0; at < end; at++) {
    if (text.indexOf(text[at]!) < at) continue
    if (++different === leastDifferent) return true
  }
  return false
}

const leastDifferent = 5
