import { timestampLike } from '../../documents/instants.ts'
import { isPlaceholder } from '../../domain/placeholder.ts'

const fewestWords = 5
/** Lines that promise the next update. */
export const promiseLine = /^[ \t>*-]*next update\b.*$/gim

/** True when, place and times aside, fewer than five different words are left that are more than placeholders. */
export function saysNothing(text: string, regions: readonly string[]): boolean {
  const places = new Set(regions.map((region) => region.normalize('NFKC').toLowerCase()))
  const lines = withoutTimes(text)
    .split('\n')
    .map((line) => wordsOf(line).filter((word) => !places.has(word)))
    .filter((words) => !isPlaceholder(words.join(' ')))
  // Some languages set no space between words.
  const segments = new Intl.Segmenter('en', { granularity: 'word' })
  const said = [...segments.segment(lines.flat().join(' '))]
    .filter(({ isWordLike, segment }) => isWordLike === true && isWord(segment))
    .map(({ segment }) => segment)
  return new Set(said).size < fewestWords
}

/** True when the words are the same in the same order, whatever times and signs stand between; another region is news. */
export function saysTheSame(text: string, before: string): boolean {
  return wordsOf(withoutTimes(text)).join(' ') === wordsOf(withoutTimes(before)).join(' ')
}

/** The words of a text as names of regions are told apart in it. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}_-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
}

function withoutTimes(text: string): string {
  return text.replace(promiseLine, '').replace(timestampLike, ' ')
}

function isWord(segment: string): boolean {
  const isLong = /\p{L}.*\p{L}/u.test(segment)
  const isSign = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
  return (isLong || isSign.test(segment)) && !isPlaceholder(segment)
}
