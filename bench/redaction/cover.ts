import type { Labelled } from './data.ts'

/** How much of a stretch is hidden: letters and digits alone count, since a space or a comma that stays tells nothing. */
export interface Cover {
  /** Whether anything of it is hidden. */
  readonly touched: boolean
  /** Whether no letter and no digit of it is left. */
  readonly full: boolean
}

const telling = /[\p{L}\p{N}]/u

/** One byte a UTF-16 unit: 1 where a span lies. */
export function maskOf(length: number, spans: readonly Labelled[]): Uint8Array {
  const mask = new Uint8Array(length)
  for (const { start, end } of spans) mask.fill(1, start, end)
  return mask
}

export function coverOf(
  text: string,
  mask: Uint8Array,
  { start, end }: Pick<Labelled, 'start' | 'end'>,
): Cover {
  let hidden = 0
  let left = 0
  for (let i = start; i < end; i++) {
    if (mask[i] === 1) hidden++
    else if (telling.test(text[i]!)) left++
  }
  return { touched: hidden > 0, full: hidden > 0 && left === 0 }
}

/** Letters and digits outside of what is labelled, and how many of them are hidden all the same. */
export function otherCharacters(
  text: string,
  mask: Uint8Array,
  labelled: Uint8Array,
): { readonly all: number; readonly hidden: number } {
  let all = 0
  let hidden = 0
  for (let i = 0; i < text.length; i++) {
    if (labelled[i] === 1 || !telling.test(text[i]!)) continue
    all++
    if (mask[i] === 1) hidden++
  }
  return { all, hidden }
}
