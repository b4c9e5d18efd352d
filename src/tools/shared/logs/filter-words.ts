import type { LogExpression } from '../../../domain/logs/expression.ts'
import type { LogField } from '../../../domain/logs/filters.ts'
import { parseExpression } from '../../../domain/logs/parse-expression.ts'
import type { ReadContext } from '../../tool.ts'
import { argumentOf } from './filters.ts'
import type { Input } from './input.ts'

/** The filters in words. A configured name, a level and a status are repeated; any other argument is not. */
export function wordsOf(input: Input, context: ReadContext): string {
  const names = configured(context)
  const words = (Object.entries(argumentOf) as [LogField, keyof Input][]).flatMap(
    ([field, argument]) => {
      const value = input[argument]
      return typeof value === 'string' ? [fieldWords(field, value, names)] : []
    },
  )
  if (input.text !== undefined) words.push('text «argument»')
  if (input.query !== undefined) words.push(expressionWords(parseExpression(input.query), names))
  if (input.exclude_patterns !== undefined) words.push('some patterns left out')
  return words.length === 0 ? 'all events' : words.join(', ')
}

function configured({ services, environments }: ReadContext): ReadonlySet<string> {
  return new Set([...services, ...environments].flatMap(({ name, regions }) => [name, ...regions]))
}

function expressionWords(expression: LogExpression, names: ReadonlySet<string>): string {
  if (expression.op === 'text') return 'text «argument»'
  if (expression.op === 'field') return fieldWords(expression.field, expression.value, names)
  if (expression.op === 'not') return `not ${expressionWords(expression.of, names)}`
  const parts = expression.of.map((one) => expressionWords(one, names))
  return `(${parts.join(` ${expression.op} `)})`
}

const labels: Partial<Record<LogField, string>> = { traceId: 'trace', correlationId: 'correlation' }

function fieldWords(field: LogField, value: string, names: ReadonlySet<string>): string {
  if (field === 'level') return `level ${value.toLowerCase()} or worse`
  if (field === 'status') return `status ${value.toLowerCase()}`
  return `${labels[field] ?? field} ${names.has(value) ? value : '«argument»'}`
}
