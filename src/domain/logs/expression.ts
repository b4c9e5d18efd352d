import type { LogField } from './filters.ts'
import type { SeenEvent } from './glimpse.ts'
import { hides, type Shown, shows } from './shown.ts'

/** A condition on events as it was written: terms joined by AND, OR and NOT. */
export type LogExpression =
  | { readonly op: 'and' | 'or'; readonly of: readonly LogExpression[] }
  | { readonly op: 'not'; readonly of: LogExpression }
  | { readonly op: 'field'; readonly field: LogField; readonly value: string }
  /** A literal that the message contains, in any case. `resolved` when it stands behind a token: then it counts where its reader does not see it. */
  | { readonly op: 'text'; readonly value: string; readonly resolved: boolean }

type Test = (event: SeenEvent) => boolean

/** Compiles a condition; `shown` gives a message as its reader sees it. */
export function meets(
  expression: LogExpression,
  fieldTest: (field: LogField, value: string, shown: Shown | undefined) => Test,
  shown: Shown | undefined,
): Test {
  const compile = (one: LogExpression): Test => {
    if (one.op === 'field') return fieldTest(one.field, one.value, shown)
    if (one.op === 'text') return one.resolved ? hides(one.value, shown) : shows(one.value, shown)
    if (one.op === 'not') {
      const test = compile(one.of)
      return (event) => !test(event)
    }
    const tests = one.of.map(compile)
    return one.op === 'and'
      ? (event) => tests.every((test) => test(event))
      : (event) => tests.some((test) => test(event))
  }
  return compile(expression)
}

/** A term of a condition. */
export type LogTerm = Extract<LogExpression, { op: 'field' | 'text' }>

/** The same condition with each of its terms replaced. */
export function mapTerms(
  expression: LogExpression,
  replace: (term: LogTerm) => LogTerm,
): LogExpression {
  if (expression.op === 'field' || expression.op === 'text') return replace(expression)
  if (expression.op === 'not') return { op: 'not', of: mapTerms(expression.of, replace) }
  return { op: expression.op, of: expression.of.map((one) => mapTerms(one, replace)) }
}

/** Every term of a condition, in the order in which they were written. */
export function termsOf(expression: LogExpression): readonly LogTerm[] {
  if (expression.op === 'field' || expression.op === 'text') return [expression]
  return expression.op === 'not' ? termsOf(expression.of) : expression.of.flatMap(termsOf)
}
