import { closing } from '../../domain/fence.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import type { Redacted } from '../../domain/redacted.ts'
import type { Step } from '../call.ts'

/** 6,000 tokens at three characters each: dense JSON and identifiers come to no less. */
const mostCharacters = 18_000

/** Keeps every answer within its bound whatever the rooms and their sources send, and says when it cut. */
export const budget: Step = async (visit, next) => {
  const outcome = await next(visit)
  return {
    ...outcome,
    text: cutText(outcome.text, outcome.nonce),
    structured: shrink(outcome.structured),
  }
}

/** A fence that the cut leaves open is closed, so that what follows is not taken for others' words nor theirs for ours. */
function cutText(text: Redacted<string>, nonce: string | undefined): Redacted<string> {
  if (text.length <= mostCharacters) return text
  const kept = text.slice(0, mostCharacters - 100).replace(/\n[^\n]*$/, '')
  const end = nonce === undefined ? '' : closing(kept, nonce)
  return `${kept}${end}\n[cut: the answer was longer than its budget; ask narrower or page on]` as Redacted<string>
}

/** Halves the longest list until the whole fits; a single text beyond the bound is cut as well. */
function shrink(structured: Redacted<JsonObject>): Redacted<JsonObject> {
  let value: Json = structured
  for (let round = 0; round < 40 && JSON.stringify(value).length > mostCharacters; round += 1) {
    const longest = heaviest(value)
    value = replaceAt(value, longest.path, longest.halved)
  }
  return (
    value === structured ? structured : { ...(value as JsonObject), cut: true }
  ) as Redacted<JsonObject>
}

interface Heavy {
  readonly path: readonly (string | number)[]
  readonly size: number
  readonly halved: Json
}

function heaviest(value: Json, path: readonly (string | number)[] = []): Heavy {
  let best: Heavy = { path, size: 0, halved: value }
  if (typeof value === 'string') {
    return { path, size: value.length / 4, halved: `${value.slice(0, value.length / 2)}…` }
  }
  if (Array.isArray(value)) {
    const halved = value.slice(0, Math.floor(value.length / 2))
    if (value.length > 1) best = { path, size: JSON.stringify(value).length, halved }
    else if (value.length === 1) best = heaviest(value[0] as Json, [...path, 0])
  } else if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value as JsonObject)) {
      const inner = heaviest(member ?? null, [...path, key])
      if (inner.size > best.size) best = inner
    }
  }
  return best
}

function replaceAt(value: Json, [head, ...rest]: readonly (string | number)[], next: Json): Json {
  if (head === undefined) return next
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (index === head ? replaceAt(item, rest, next) : item))
  }
  const object = value as JsonObject
  return { ...object, [head]: replaceAt(object[head] ?? null, rest, next) }
}
