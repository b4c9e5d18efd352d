import type { Profile } from '../domain/redacted.ts'

/** How far around a cut is looked; in free text an address may take some lines. */
const reach: Readonly<Record<Profile, number>> = { log: 1_024, text: 3_072 }
const mostTries = 8
/** A line that is longer is cut between words. */
const longestLine = 4_194_304
const longestKey = 131_072
const keyBegins = '-----BEGIN '
const keyEnds = '-----END '

export interface Cutter {
  /** How much of the beginning of a text can be worked on by itself; 0 to wait for more. Depends on that text alone. */
  cut(text: string): number
  /** The same where nothing comes for a while: whole lines, as far as no key is open. */
  cutNow(text: string): number
}

/**
 * Cuts where redacting what stands around in one piece gives the same as in two: at a line break, after an empty line where
 * there is one, never within a PEM block. Only after 4 MiB without such a place it cuts anyway.
 */
export function createCutter(scrub: (text: string) => string, profile: Profile): Cutter {
  const around = reach[profile]

  function isQuiet(text: string, at: number): boolean {
    const before = text.slice(Math.max(0, at - around), at)
    const after = text.slice(at, at + around)
    try {
      return scrub(before + after) === scrub(before) + scrub(after)
    } catch {
      return false
    }
  }

  function firstQuiet(text: string, places: readonly number[]): number | undefined {
    return places.find((at) => isQuiet(text, at))
  }

  return {
    cut(text) {
      const last = text.length - around
      const lines = [
        ...(profile === 'text' ? placesBefore(text, last, '\n\n', mostTries / 2) : []),
        ...placesBefore(text, last, '\n', mostTries),
      ]
      const quiet = firstQuiet(text, lines)
      if (quiet !== undefined) return quiet
      if (text.length < longestLine) return 0
      return firstQuiet(text, wordEnds(text, last)) ?? lines[0] ?? last
    },
    cutNow: (text) => firstQuiet(text, placesBefore(text, text.length, '\n', mostTries)) ?? 0,
  }
}

/** The last places behind that mark, the latest first; none within something that takes several lines. */
function placesBefore(text: string, last: number, mark: string, most: number): number[] {
  const places: number[] = []
  const holdsKey = text.includes(keyBegins)
  let end = last
  while (places.length < most) {
    const found = text.lastIndexOf(mark, end - mark.length)
    if (end < mark.length || found === -1) break
    const behind = found + mark.length
    const at = holdsKey ? outsideKey(text, behind) : behind
    if (at > 0 && !isWithinLines(text, at)) places.push(at)
    end = Math.min(at, found)
  }
  return places
}

const keyLine = /[\w+/=-]{16,}\r?(?:\n|$)/y

/** True where an indented line follows, as of YAML, or a line before or behind is one run of base64, as in a key of any kind. */
function isWithinLines(text: string, at: number): boolean {
  if (text[at] === ' ' || text[at] === '\t') return true
  const before = text.lastIndexOf('\n', at - 2) + 1
  return [at, before].some((from) => {
    keyLine.lastIndex = from
    return keyLine.test(text)
  })
}

function outsideKey(text: string, at: number): number {
  const begins = text.lastIndexOf(keyBegins, at - 1)
  if (begins === -1 || at - begins > longestKey) return at
  const ends = text.indexOf(keyEnds, begins)
  const isClosed = ends !== -1 && ends + keyEnds.length < at
  return isClosed ? at : text.lastIndexOf('\n', begins) + 1
}

/** Some places between words, the latest first. */
function wordEnds(text: string, last: number): number[] {
  const places: number[] = []
  for (let at = last; at > last - 16_384 && at > 0 && places.length < 4 * mostTries; at--) {
    if (/[\s,;"}\]]/.test(text[at - 1]!)) {
      places.push(at)
      at -= 64
    }
  }
  return places
}
