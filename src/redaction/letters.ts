const folds = new Map<string, string>()
const combining = /^\p{M}*$/u

/** Lower case without accents, character by character, so that places stay the same (`İ` would become two). */
export function foldCase(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text.toLowerCase()
  return text.replace(/[A-Z\u0080-\uffff]/g, foldUnit)
}

/** A Hangul syllable, which decomposes into letters, stays whole. */
function foldUnit(unit: string): string {
  let folded = folds.get(unit)
  if (folded === undefined) {
    const parts = unit.normalize('NFKD')
    const base = (combining.test(parts.slice(1)) ? parts[0]! : unit).toLowerCase()
    folded = base.length === 1 ? base : unit
    folds.set(unit, folded)
  }
  return folded
}

export function isDigitCode(code: number): boolean {
  return code >= 48 && code <= 57
}

/** A letter in lower case; half of a pair counts as none. */
export function isLetterCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code > 127 && /\p{L}/u.test(String.fromCharCode(code)))
}

/** Han, Hangul and Kana, in which words stand together without a boundary and two characters name somebody. */
export function isUnspaced(text: string): boolean {
  return /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\u30fc]+$/u.test(text)
}

/** True for what may stand between two words: neither letter nor digit, nor the end of the text. */
export function isGap(code: number): boolean {
  if (code < 128) return !isDigitCode(code) && !((code | 32) >= 97 && (code | 32) <= 122)
  return code > 127 && !/[\p{L}\p{N}]/u.test(String.fromCharCode(code))
}
