import type { JsonObject } from '../../domain/json.ts'
import type { Field } from './layout.ts'

/** A condition as the cluster reads it. */
export type Query = JsonObject

export const everything: Query = { match_all: {} }
export const nothing: Query = { match_none: {} }

export function all(of: readonly Query[]): Query {
  return of.length === 1 ? of[0]! : { bool: { filter: [...of] } }
}

export function either(of: readonly Query[]): Query {
  if (of.length === 0) return nothing
  return of.length === 1 ? of[0]! : { bool: { should: [...of], minimum_should_match: 1 } }
}

export function not(query: Query): Query {
  return { bool: { must_not: [query] } }
}

/** Documents that say something in that field. */
export function says(field: Field): Query {
  return field.isSeverity
    ? { range: { [field.name]: { gt: 0 } } }
    : { exists: { field: field.name } }
}

/** Documents that say nothing in any of these. */
export function silent(fields: readonly Field[]): readonly Query[] {
  return fields.length === 0 ? [] : [{ bool: { must_not: fields.map(says) } }]
}

/** What the first field that a document has is tested for; `otherwise` for those that have none. */
export function firstOf(
  chain: readonly Field[],
  test: (field: Field) => Query,
  otherwise: Query = nothing,
): Query {
  const tested = chain.map((field, i) => all([...silent(chain.slice(0, i)), test(field)]))
  return either(otherwise === nothing ? tested : [...tested, all([...silent(chain), otherwise])])
}

/** Documents that bear that value there, in any case. */
export function equals(field: Field, value: string): Query {
  if (field.family !== 'number') {
    return { term: { [field.exact]: { value, case_insensitive: true } } }
  }
  const number = Number(value)
  return value.trim() === '' || !Number.isFinite(number)
    ? nothing
    : { term: { [field.exact]: { value: number } } }
}

/** Documents whose number there lies between the two, the second left out. */
export function between(field: Field, from: number, to: number): Query {
  if (field.family === 'number') return { range: { [field.exact]: { gte: from, lt: to } } }
  const values = Array.from({ length: to - from }, (_, i) => `${from + i}`)
  return { terms: { [field.exact]: values } }
}
