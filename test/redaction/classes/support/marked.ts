import { detect } from '../../../../src/redaction/engine.ts'
import type { Profile } from '../../../../src/domain/redacted.ts'

export const nobody = (): readonly never[] => []

/** Where the hits of one look stand that lie over a stretch, and what of a text is found besides. */
export interface Marked {
  readonly text: string
  readonly missed: readonly string[]
  readonly extra: readonly string[]
}

/** Looks at a text in which `«` and `»` mark what must be hidden, and nothing else may be. */
export function look(marked: string, profile: Profile): Marked {
  let text = ''
  const marks: (readonly [number, number])[] = []
  let open = -1
  for (const char of marked) {
    if (char === '«') open = text.length
    else if (char === '»') marks.push([open, text.length])
    else text += char
  }
  const hits = detect(text, profile, nobody)
  return {
    text,
    missed: marks.filter(([a, z]) => !covers(hits, a, z)).map(([a, z]) => text.slice(a, z)),
    extra: hits
      .filter((hit) => !marks.some(([a, z]) => hit.start < z && hit.end > a))
      .map((hit) => `${hit.class} ${text.slice(hit.start, hit.end)}`),
  }
}

/** True when that stretch of the text is found, all of it. */
export function isHidden(text: string, value: string, profile: Profile): boolean {
  const start = text.indexOf(value)
  return covers(detect(text, profile, nobody), start, start + value.length)
}

function covers(
  hits: readonly { readonly start: number; readonly end: number }[],
  start: number,
  end: number,
): boolean {
  let at = start
  for (const hit of hits) if (hit.start <= at && hit.end > at) at = hit.end
  return at >= end
}
