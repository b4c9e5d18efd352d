import type { Hit } from './finder.ts'

/** Stands for a token while the text around it is looked at: the sanitiser leaves no such character in a text. */
export const mark = '\0'

export function marksIn(text: string): number {
  let count = 0
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) count++
  return count
}

/** The text with its tokens in the place of its marks. */
export function fill(text: string, tokens: readonly string[]): string {
  if (tokens.length === 0) return text
  return text
    .split(mark)
    .map((part, i) => part + (tokens[i] ?? ''))
    .join('')
}

/** What is found around tokens without these; what then has neither letter nor digit is nothing to hide. */
export function withoutMarks(hits: readonly Hit[], text: string): readonly Hit[] {
  const parts: Hit[] = []
  let next = text.indexOf(mark)
  for (const hit of hits) {
    if (next !== -1 && next < hit.start) next = text.indexOf(mark, hit.start)
    if (next === -1 || next >= hit.end) {
      parts.push(hit)
      continue
    }
    let from = hit.start
    for (const value of text.slice(hit.start, hit.end).split(mark)) {
      const to = from + value.length
      if (/[\p{L}\p{N}]/u.test(value)) parts.push({ ...hit, start: from, end: to, value })
      from = to + 1
    }
  }
  return parts
}

/** The stretches of whole lines, so many more on both sides, in which these places stand. */
export function linesAround(
  text: string,
  places: readonly number[],
  more: number,
): readonly (readonly [from: number, to: number])[] {
  const stretches: [from: number, to: number][] = []
  let lineEnd = -1
  for (const place of places) {
    if (place < lineEnd) continue
    let from = place
    for (let line = 0; line <= more && from > 0; line++) from = text.lastIndexOf('\n', from - 1)
    lineEnd = endOfLine(text, place)
    let to = lineEnd
    for (let line = 0; line < more && to < text.length; line++) to = endOfLine(text, to + 1)
    const last = stretches.at(-1)
    if (last !== undefined && from <= last[1] + 1) last[1] = to
    else stretches.push([Math.max(0, from), to])
  }
  return stretches
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}
