const folds = new Map<string, string>()
const combining = /^\p{M}*$/u

/** Letters that decompose into nothing simpler, or look like a Latin one, with the letter that stands for all of them. */
const alike: ReadonlyMap<string, string> = new Map(
  (
    [
      ['a', 'аαɑ'],
      ['b', 'вβ'],
      ['c', 'сϲ'],
      ['d', 'đðɖԁ'],
      ['e', 'еεєə'],
      ['g', 'ɡ'],
      ['h', 'нηһħ'],
      ['i', 'ıіιɩӏ'],
      ['j', 'јϳ'],
      ['k', 'кκ'],
      ['l', 'łƚ'],
      ['m', 'мμ'],
      ['n', 'ν'],
      ['o', 'оοøօɵ'],
      ['p', 'рρ'],
      ['q', 'ԛ'],
      ['s', 'ѕ'],
      ['t', 'тτŧ'],
      ['u', 'ս'],
      ['w', 'ԝω'],
      ['x', 'хχ'],
      ['y', 'уυү'],
      ['z', 'ζ'],
    ] as const
  ).flatMap(([latin, others]) => Array.from(others, (letter) => [letter, latin] as const)),
)

/** Greek letters whose small form looks like another Latin letter than their capital does. */
const besideLatin: Readonly<Record<string, string>> = { η: 'n', ν: 'v', υ: 'u', γ: 'y' }

/**
 * Lower case without accents, character by character, so that places stay the same (`İ` would become two). Letters of
 * other scripts that look like a Latin one become it: a known name is found however it is disguised, and a name in that
 * script too, since it is folded the same way.
 */
export function foldCase(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text.toLowerCase()
  return text
    .replace(/(?<=[a-z])[ηνυγ]|[ηνυγ](?=[a-z])/gi, (letter) => besideLatin[letter] ?? letter)
    .replace(/[A-Z\u0080-\uffff]/g, foldUnit)
}

/** A Hangul syllable, which decomposes into letters, stays whole. */
function foldUnit(unit: string): string {
  let folded = folds.get(unit)
  if (folded === undefined) {
    const parts = unit.normalize('NFKD')
    const base = (combining.test(parts.slice(1)) ? parts[0]! : unit).toLowerCase()
    const small = base.length === 1 ? base : unit
    folded = small === 'ς' ? 'σ' : (alike.get(small) ?? small)
    folds.set(unit, folded)
  }
  return folded
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}

/** The stroke that lengthens an Arabic word is no letter of it. */
const tatweel = 0x640

/** A letter in lower case; half of a pair counts as none. */
export function isLetterCode(code: number): boolean {
  if (code === tatweel) return false
  return (code >= 97 && code <= 122) || (code > 127 && /\p{L}/u.test(String.fromCharCode(code)))
}

/** Han, Hangul and Kana, in which words stand together without a boundary and two characters name somebody. */
export function isUnspaced(text: string): boolean {
  return /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u30fc]+$/u.test(text)
}

/** Thai, Lao, Khmer and Burmese: no boundaries either, but names as long as elsewhere. */
export function isRunning(text: string): boolean {
  return /^[\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+$/u.test(text)
}

/** True for what may stand between two words: neither letter nor digit, nor the end of the text. */
export function isGap(code: number): boolean {
  if (code < 128) return !isDigitCode(code) && !((code | 32) >= 97 && (code | 32) <= 122)
  return code > 127 && !/[\p{L}\p{N}]/u.test(String.fromCharCode(code))
}
