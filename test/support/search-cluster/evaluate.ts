import { type Held, momentOf, valuesOf } from './documents.ts'

type Clause = Readonly<Record<string, unknown>>
type Test = (document: Held) => boolean

/** The queries that the adapter may send, as a cluster reads them; any other is refused. */
export function evaluate(query: unknown): Test {
  const [[kind, body] = ['', {}], ...more] = Object.entries(query as Record<string, Clause>)
  const make = kinds[kind]
  if (!make || more.length > 0) throw new Error(`no such query: ${kind}`)
  return make(body)
}

const kinds: Readonly<Record<string, (body: Clause) => Test>> = {
  match_all: () => () => true,
  match_none: () => () => false,
  bool: ({ filter = [], must_not: mustNot = [], should = [], ...rest }) => {
    if (Object.keys(rest).some((key) => key !== 'minimum_should_match')) throw new Error('bool')
    const each = (list: unknown): Test[] => (list as unknown[]).map(evaluate)
    const [needed, barred, some] = [each(filter), each(mustNot), each(should)]
    return (document) =>
      needed.every((test) => test(document)) &&
      !barred.some((test) => test(document)) &&
      (some.length === 0 || some.some((test) => test(document)))
  },
  exists:
    ({ field }) =>
    (document) =>
      valuesOf(document, field as string).length > 0,
  term: (body) => {
    const [[name, { value, case_insensitive: folded = false }]] = Object.entries(body) as [
      [string, { value: unknown; case_insensitive?: boolean }],
    ]
    const fold = (one: unknown): string => (folded ? String(one).toLowerCase() : String(one))
    return (document) => valuesOf(document, name).some((one) => fold(one) === fold(value))
  },
  terms: (body) => {
    const [[name, wanted]] = Object.entries(body) as [[string, readonly unknown[]]]
    const set = new Set(wanted.map(String))
    return (document) => valuesOf(document, name).some((one) => set.has(String(one)))
  },
  range: (body) => {
    const [[name, bounds]] = Object.entries(body) as [[string, Record<string, unknown>]]
    return (document) => {
      const values = name === '@timestamp' ? [momentOf(document)] : valuesOf(document, name)
      return values.some((value) => isWithin(Number(value), bounds))
    }
  },
  match_phrase: (body) => {
    const [[name, { query, zero_terms_query: zero }]] = Object.entries(body) as [
      [string, { query: string; zero_terms_query?: string }],
    ]
    const wanted = tokens(query)
    if (wanted === ' ') return () => zero === 'all'
    return (document) =>
      valuesOf(document, name).some((one) => tokens(String(one)).includes(wanted))
  },
  function_score: ({ query, functions, boost_mode: mode, min_score: least }) => {
    if (mode !== 'replace' || !(functions as object[])[0]) throw new Error('function_score')
    const test = evaluate(query)
    return (document) => test(document) && scoreOf(document.seq) >= Number(least)
  },
}

function isWithin(value: number, { gte, gt, lt, lte }: Record<string, unknown>): boolean {
  return (
    (gte === undefined || value >= Number(gte)) &&
    (gt === undefined || value > Number(gt)) &&
    (lt === undefined || value < Number(lt)) &&
    (lte === undefined || value <= Number(lte))
  )
}

/** Whole words in lower case, each between spaces. */
function tokens(text: string): string {
  return ` ${(text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []).join(' ')} `.replace(
    /^ {2}$/,
    ' ',
  )
}

/** Even over the documents, the same for the same one. */
function scoreOf(seq: number): number {
  return ((Math.imul(seq + 1, 2_654_435_761) >>> 0) % 10_000) / 10_000
}
