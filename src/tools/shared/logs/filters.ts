import { HandoffError } from '../../../domain/error.ts'
import { type LogExpression, type LogTerm, mapTerms } from '../../../domain/logs/expression.ts'
import type { LogField, LogFilters } from '../../../domain/logs/filters.ts'
import type { Shown } from '../../../domain/logs/shown.ts'
import { parseExpression } from '../../../domain/logs/parse-expression.ts'
import type { ReadContext } from '../../tool.ts'
import type { Input } from './input.ts'

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal']

/** The argument of the tool behind each field. */
export const argumentOf = {
  service: 'service',
  environment: 'environment',
  region: 'region',
  level: 'level',
  status: 'status',
  version: 'version',
  traceId: 'trace',
  correlationId: 'correlation',
  user: 'user',
} as const satisfies Partial<Record<LogField, keyof Input>>

/** Throws INVALID_INPUT, and NOT_FOUND for a service or environment that the configuration does not name. */
export function filtersOf(input: Input, context: ReadContext): LogFilters {
  const filters: Partial<Record<LogField, string>> = {}
  for (const [field, argument] of Object.entries(argumentOf) as [LogField, keyof Input][]) {
    const value = input[argument]
    if (typeof value === 'string') filters[field] = valueOf(field, value, input, context)
  }
  const conditions = conditionsOf(input, context)
  const incident = input.incident ?? null
  const shown: Shown = (message, people) => context.shown(incident, message, people)
  if (conditions.length === 0) return filters.user === undefined ? filters : { ...filters, shown }
  const expression: LogExpression =
    conditions.length === 1 ? conditions[0]! : { op: 'and', of: conditions }
  return { ...filters, expression, shown }
}

/** The literal and the condition that were asked for, tokens in them resolved. */
function conditionsOf(input: Input, context: ReadContext): readonly LogExpression[] {
  const termOf = (term: LogTerm): LogTerm =>
    term.op === 'field'
      ? { ...term, value: valueOf(term.field, term.value, input, context) }
      : textTerm(term.value, input, context)
  return [
    ...(input.text === undefined ? [] : [textTerm(input.text, input, context)]),
    ...(input.query === undefined ? [] : [mapTerms(parseExpression(input.query), termOf)]),
  ]
}

/** One token finds what it stands for; any other text, tokens in it or not, only what the reader could see. */
function textTerm(argument: string, input: Input, context: ReadContext): LogTerm {
  const value = oneToken.test(argument) ? clear(argument, input, context) : argument
  return { op: 'text', value, resolved: value !== argument }
}

function valueOf(field: LogField, value: string, input: Input, context: ReadContext): string {
  if (field === 'service') return named('service', value, context.services)
  if (field === 'environment') return named('environment', value, context.environments)
  if (field === 'level') return level(value)
  if (field === 'status') return status(value)
  return field === 'user' ? user(value, input, context) : visible(value, input, context)
}

function named(what: string, name: string, all: readonly { readonly name: string }[]): string {
  if (all.length === 0 || all.some((one) => one.name === name)) return name
  throw new HandoffError('NOT_FOUND', `No such ${what} is configured.`, {
    hint: `Known: ${all.map((one) => one.name).join(', ')}.`,
  })
}

function level(value: string): string {
  if (levels.includes(value.toLowerCase())) return value.toLowerCase()
  throw new HandoffError('INVALID_INPUT', 'That level is unknown.', {
    hint: `Levels: ${levels.join(', ')}.`,
  })
}

function status(value: string): string {
  if (/^[1-5](?:\d\d|xx)$/i.test(value)) return value
  throw new HandoffError('INVALID_INPUT', 'status is a number such as 503, or 5xx.')
}

/** Only a token names a user: a clear value would let anyone ask whether a person is among the customers. */
function user(argument: string, input: Input, context: ReadContext): string {
  const value = oneToken.test(argument) ? clear(argument, input, context) : argument
  if (value !== argument) return value
  throw new HandoffError(
    'INVALID_INPUT',
    'user takes a token of this incident, not a clear value.',
    { hint: 'Give the incident and a «...» token from one of its earlier answers.' },
  )
}

/**
 * A value that would be hidden is not compared either: whether it is there would be an answer. What hides it for its form
 * is refused; what hides it because somebody is called so finds nothing, like any word that stands nowhere.
 */
function visible(argument: string, { incident }: Input, context: ReadContext): string {
  if (context.shown(incident ?? null, argument) === argument) return argument
  if (!context.isPersonal(argument)) return nowhere
  throw new HandoffError('INVALID_INPUT', 'A filter holds a value that answers would hide.', {
    hint: 'Filter by the user with a «...» token, or by what the answers show.',
  })
}

function clear(argument: string, { incident }: Input, context: ReadContext): string {
  return incident === undefined ? argument : context.resolve(incident, argument)
}

/** Stands in no field of any event. */
const nowhere = '\u0000'

const oneToken = /^\s*«[^«»]{1,80}»\s*$/
