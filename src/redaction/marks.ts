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

/** A stretch of a text, with how much of each of its ends stands for nothing but what lies before or behind the rest. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly blindBefore: number
  readonly blindBehind: number
}

/** So far a line is read around a place in it, and so much of that where it was cut is only there to be looked at. */
const farthest = 4_096
const blind = 1_024
/** Places that stand closer to each other share what is read around them. */
const near = 512

/** The stretches of lines, so many more on both sides, in which these places stand; of a longer line what is near them. */
export function linesAround(
  text: string,
  places: readonly number[],
  more: number,
): readonly Stretch[] {
  const stretches: { from: number; to: number; blindBefore: number; blindBehind: number }[] = []
  let done = -1
  for (const place of places) {
    if (place < done) continue
    const first = Math.max(0, place - farthest)
    const last = Math.min(text.length, place + farthest)
    const before = text.slice(first, place)
    const behind = text.slice(place, last)
    const start = linesBefore(before, more)
    const end = linesBehind(behind, more)
    const line = behind.indexOf('\n')
    done = line === -1 ? place + near : place + line
    const from = start === -1 ? first : first + start
    const to = end === -1 ? last : place + end
    const blindBehind = end === -1 && last < text.length ? blind : 0
    const former = stretches.at(-1)
    if (former !== undefined && from <= former.to + 1) Object.assign(former, { to, blindBehind })
    else {
      const blindBefore = start === -1 && first > 0 ? blind : 0
      stretches.push({ from, to, blindBefore, blindBehind })
    }
  }
  return stretches
}

/** Where the line begins that is so many before the last one; -1 when it begins further in front. */
function linesBefore(text: string, more: number): number {
  let from = text.length
  for (let line = 0; line <= more; line++) {
    from = from === 0 ? -1 : text.lastIndexOf('\n', from - 1)
    if (from === -1) return -1
  }
  return from
}

/** Where the line ends that is so many behind the first one; -1 when it ends further on. */
function linesBehind(text: string, more: number): number {
  let to = text.indexOf('\n')
  for (let line = 0; line < more && to !== -1; line++) to = text.indexOf('\n', to + 1)
  return to
}
