import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { sanitise } from '../../src/redaction/sanitise.ts'
import type { KnownValue } from '../../src/ports/vault.ts'
import type { Profile } from '../../src/domain/redacted.ts'
import type { Labelled } from './data.ts'

/** A redactor under measurement: what it hides of a text. */
export interface Subject {
  readonly name: string
  find(text: string): readonly Labelled[] | Promise<readonly Labelled[]>
}

const token = /«([a-z][a-z0-9-]*):[^«»\n]*»/g

/** Baton end to end, as `baton redact` works: the places are read from what comes out, so that nothing is taken on trust. */
export function baton(profile: Profile, known: readonly KnownValue[] = []): Subject {
  const values = new Map<string, string>()
  const memory = createMemoryVault()
  const vault = {
    ...memory,
    sealAll(_: string, pairs: readonly (readonly [string, string])[]) {
      for (const [name, value] of pairs) values.set(name, value)
    },
  }
  const redactor = createRedactor({ vault, readable: [] })
  const incident = known.length === 0 ? null : 'INC-BENCH'
  if (incident !== null) redactor.learn(incident, known)
  return {
    name: `Baton, ${profile}`,
    find(raw) {
      const { text } = sanitise(raw)
      const { value } = redactor.text(text, { incident, profile })
      const spans = aligned(text, value, token, (mark) => values.get(mark))
      return text === raw ? spans : unsanitised(raw, text, spans)
    },
  }
}

/** The same spans in the text from which the sanitiser took some characters. */
function unsanitised(raw: string, text: string, spans: readonly Labelled[]): readonly Labelled[] {
  const at = new Uint32Array(text.length)
  for (let i = 0, from = 0; i < text.length; i++, from++) {
    while (raw[from] !== text[i]) from++
    at[i] = from
  }
  return spans
    .filter(({ start, end }) => end > start)
    .map(({ start, end, type }) => ({ start: at[start]!, end: at[end - 1]! + 1, type }))
}

/**
 * Where the marks of a redacted text stand in the text it was made from. Where the value behind a mark is known it decides;
 * otherwise a mark reaches to the next words that stayed, or further when nothing else fits.
 */
export function aligned(
  raw: string,
  redacted: string,
  mark: RegExp,
  valueOf: (mark: string) => string | undefined = () => undefined,
): readonly Labelled[] {
  const text = unquoted(raw)
  const marks = [...redacted.matchAll(mark)]
  const stays = [0, ...marks.map((found) => found.index + found[0].length)].map((from, i) =>
    unquoted(redacted.slice(from, marks[i]?.index ?? redacted.length)),
  )
  const ends = endsByValue(
    text,
    stays,
    marks.map((found) => valueOf(found[0])),
  )
  const places = ends ?? endsByShape(text, stays)
  if (places === undefined) throw new Error('A text came out changed.')
  return places.map(({ start, end }, i) => ({ start, end, type: marks[i]![1] ?? '' }))
}

type Place = Pick<Labelled, 'start' | 'end'>

function endsByValue(
  text: string,
  stays: readonly string[],
  values: readonly (string | undefined)[],
): readonly Place[] | undefined {
  if (!text.startsWith(stays[0]!)) return undefined
  const places: Place[] = []
  let start = stays[0]!.length
  for (const [i, value] of values.entries()) {
    const next = stays[i + 1]!
    const known = value !== undefined && value !== '' && text.startsWith(value + next, start)
    let end = known ? start + value.length : text.indexOf(next, start + 1)
    if (!known && i === values.length - 1)
      end = text.endsWith(next) ? text.length - next.length : -1
    if (end < start) return undefined
    places.push({ start, end })
    start = end + next.length
  }
  return start === text.length ? places : undefined
}

function endsByShape(text: string, stays: readonly string[]): readonly Place[] | undefined {
  const shape = stays.map((words) => words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('([^]+?)')
  const found = new RegExp(`^${shape}$`, 'd').exec(text)
  return found?.indices?.slice(1).map((at) => ({ start: at![0], end: at![1] }))
}

/** Quotation marks that only a token may have come out as others of the same length. */
function unquoted(text: string): string {
  return text.replace(/[«≪⟪《]/g, '‹').replace(/[»≫⟫》]/g, '›')
}
