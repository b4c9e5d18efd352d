import type { Defaults } from '../../domain/logs/document-event.ts'
import type { LogExpression } from '../../domain/logs/expression.ts'
import type { LogField, LogFilters } from '../../domain/logs/filters.ts'
import { namesFrom, rankOfName } from '../../domain/logs/levels.ts'
import type { Window } from '../../domain/window.ts'
import type { Field, Layout, Word } from './layout.ts'
import {
  all,
  between,
  either,
  equals,
  everything,
  firstOf,
  not,
  nothing,
  type Query,
} from './query.ts'

/** What conditions are compiled against. */
export interface Ground {
  readonly layout: Layout
  readonly defaults: Defaults
}

/** The events of a window, from its start up to its end. */
export function inWindow({ fromMs, toMs }: Window, timeField: string): Query {
  const bounds = { gte: `${fromMs}`, lt: `${toMs}`, format: 'epoch_millis' }
  return { range: { [timeField]: bounds } }
}

/**
 * All events that could pass the filters, and where the cluster cannot decide, more than those: what it may only find for
 * a reader who sees it, such as a text, is decided here over what it finds.
 */
export function compile(filters: LogFilters, ground: Ground): Query {
  const { expression, shown: _shown, excluding: _excluding, ...fields } = filters
  const tests = (Object.entries(fields) as [LogField, string | undefined][]).flatMap(
    ([field, value]) => (value === undefined ? [] : [fieldQuery(field, value, ground, everything)]),
  )
  if (expression) tests.push(bound(expression, 'at least', ground, true))
  return all([everything, ...tests])
}

/** Whether the cluster cannot decide a condition on its own. */
export function isUndecided({ expression, excluding, endpoint, user }: LogFilters): boolean {
  return (
    excluding !== undefined ||
    endpoint !== undefined ||
    user !== undefined ||
    (expression !== undefined && undecided(expression))
  )
}

function undecided(expression: LogExpression): boolean {
  if (expression.op === 'text') return true
  if (expression.op === 'field') return ['endpoint', 'user'].includes(expression.field)
  return expression.op === 'not' ? undecided(expression.of) : expression.of.some(undecided)
}

/**
 * The smallest set of documents that surely holds all that meet a condition, or the largest that surely holds no other. A
 * text narrows it only where all must hold it: as one of several ways it would bring in events that hide it, and the size
 * of a sample would tell how many.
 */
function bound(
  expression: LogExpression,
  side: 'at least' | 'at most',
  ground: Ground,
  narrows: boolean,
): Query {
  const open = side === 'at least' ? everything : nothing
  if (expression.op === 'field') {
    return fieldQuery(expression.field, expression.value, ground, open)
  }
  if (expression.op === 'text') {
    return narrows ? phrase(expression.value, ground.layout, everything) : open
  }
  if (expression.op === 'not') {
    return not(bound(expression.of, side === 'at least' ? 'at most' : 'at least', ground, false))
  }
  const isAnd = expression.op === 'and'
  const parts = expression.of.map((one) => bound(one, side, ground, narrows && isAnd))
  return isAnd ? all(parts) : either(parts)
}

/** Messages with these whole words in this order; `unanalysed` where that cannot be asked. */
function phrase(value: string, { messages }: Layout, unanalysed: Query): Query {
  if (messages.length === 0 || messages.some(({ family }) => family !== 'text')) return unanalysed
  return either(
    messages.map(({ name }) => ({
      match_phrase: { [name]: { query: value, zero_terms_query: 'all' } },
    })),
  )
}

const words: Partial<Record<LogField, Word>> = { traceId: 'trace', correlationId: 'correlation' }

/** `open` stands where the cluster has the values in another form than ours. */
function fieldQuery(field: LogField, value: string, ground: Ground, open: Query): Query {
  const { layout, defaults } = ground
  if (field === 'endpoint') return open
  if (field === 'level') return levelAtLeast(rankOfName(value), layout)
  if (field === 'status') return statusIs(value.toLowerCase(), layout)
  if (field === 'environment' && defaults.environment !== undefined) {
    return isSame(defaults.environment, value) ? everything : nothing
  }
  const preset = field === 'service' || field === 'region' ? defaults[field] : undefined
  const chain = layout.chains[words[field] ?? (field as Word)]
  const otherwise = preset !== undefined && isSame(preset, value) ? everything : nothing
  const found = firstOf(chain, (each) => equals(each, value), otherwise)
  // Of whom a message speaks is looked at event by event.
  return field === 'user' && open === everything
    ? either([found, phrase(value, layout, nothing)])
    : found
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function statusIs(value: string, { chains }: Layout): Query {
  const family = /^([1-5])xx$/.exec(value)
  const from = family ? Number(family[1]) * 100 : Number(value)
  if (!(from >= 100 && from <= 599)) return nothing
  return firstOf(chains.status, (field) => between(field, from, family ? from + 100 : from + 1))
}

const errorRank = 4

/** Events as bad as that or worse; an answer of 500 and above is an error whatever its level says. */
export function levelAtLeast(rank: number, { chains }: Layout): Query {
  const stated = firstOf(chains.level, (field) => atLeast(field, rank))
  return rank > errorRank
    ? stated
    : either([stated, firstOf(chains.status, (field) => between(field, 500, 600))])
}

export function errors(layout: Layout): Query {
  return levelAtLeast(errorRank, layout)
}

function atLeast(field: Field, rank: number): Query {
  if (rank > 5) return nothing
  if (field.isSeverity) return { range: { [field.exact]: { gte: rank * 4 + 1, lte: 24 } } }
  const least = Math.max(0, rank + 1) * 10
  if (field.family === 'number') return { range: { [field.exact]: { gte: least, lte: 60 } } }
  const numbers = [10, 20, 30, 40, 50, 60].filter((number) => number >= least)
  const spelt = namesFrom(rank).flatMap((name) => [
    name,
    name.toUpperCase(),
    `${name[0]!.toUpperCase()}${name.slice(1)}`,
  ])
  return { terms: { [field.exact]: [...spelt, ...numbers.map(String)] } }
}
