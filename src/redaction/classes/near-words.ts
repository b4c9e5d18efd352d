import { isLetter } from './class.ts'

/** Tells of each word whether it may matter to the numbers near it; one with a letter outside of ASCII always may. */
export type Telling = (text: string, from: number, to: number) => boolean

/** True when a word that may matter stands, at least in part, between two places of a text. */
export type NearWords = (text: string, from: number, to: number) => boolean

/** Looks for such words once in each text, so that the many numbers of a log line cost no search each. */
export function nearWords(isTelling: Telling): NearWords {
  let read = ''
  let starts: number[] = []
  let ends: number[] = []
  let last = 0

  function readAll(text: string): void {
    read = text
    starts = []
    ends = []
    last = 0
    for (let i = 0; i < text.length; i++) {
      const first = text.charCodeAt(i)
      if (!isLetter(first) && first < 128) continue
      const start = i
      let isForeign = first > 127
      for (i++; i < text.length; i++) {
        const code = text.charCodeAt(i)
        if (code > 127) isForeign = true
        else if (!isLetter(code)) break
      }
      if (!isForeign && !isTelling(text, start, i)) continue
      starts.push(start)
      ends.push(i)
    }
  }

  return (text, from, to) => {
    if (text !== read) readAll(text)
    if (ends.length === 0) return false
    if (last > 0 && ends[last - 1]! > from) last = firstBehind(ends, from)
    while (last < ends.length && ends[last]! <= from) last++
    return last < ends.length && starts[last]! < to
  }
}

/** The first of these places, in order, that is behind that one. */
function firstBehind(places: readonly number[], place: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]! <= place) low = middle + 1
    else high = middle
  }
  return low
}
