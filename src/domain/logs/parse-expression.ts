import { HandoffError } from '../error.ts'
import type { LogExpression } from './expression.ts'
import type { LogField } from './filters.ts'

/** The names that may stand before a colon. */
const fields: Readonly<Record<string, LogField>> = {
  service: 'service',
  environment: 'environment',
  region: 'region',
  version: 'version',
  level: 'level',
  status: 'status',
  endpoint: 'endpoint',
  trace: 'traceId',
  correlation: 'correlationId',
  user: 'user',
}

const mostTerms = 32
const deepest = 8
const hint = `Write field:value, words, "a phrase", AND, OR, NOT and parentheses. Fields: ${Object.keys(fields).join(', ')}.`

/** `resolved` is always false here: whoever knows the tokens replaces the values. */
type Token =
  | { readonly kind: 'term'; readonly leaf: LogExpression }
  | { readonly kind: 'and' | 'or' | 'not' | '(' | ')' }

/**
 * A condition from `field:value "a phrase" word AND x OR NOT (y)`: AND binds closer than OR, terms side by side are
 * joined by AND, a field is one of ours and everything else is literal text. Throws INVALID_INPUT.
 */
export function parseExpression(text: string): LogExpression {
  const tokens = tokenise(text)
  if (tokens.filter(({ kind }) => kind === 'term').length > mostTerms) {
    throw refused(`A query has at most ${mostTerms} terms.`)
  }
  let at = 0
  const peek = (): Token['kind'] | undefined => tokens[at]?.kind
  const either = (depth: number): LogExpression => {
    const of = [both(depth)]
    while (peek() === 'or') {
      at++
      of.push(both(depth))
    }
    return of.length === 1 ? of[0]! : { op: 'or', of }
  }
  const both = (depth: number): LogExpression => {
    const of = [one(depth)]
    for (let next = peek(); next !== undefined && next !== 'or' && next !== ')'; next = peek()) {
      if (next === 'and') at++
      of.push(one(depth))
    }
    return of.length === 1 ? of[0]! : { op: 'and', of }
  }
  const one = (depth: number): LogExpression => {
    if (depth > deepest) throw refused(`A query nests at most ${deepest} deep.`)
    const token = tokens[at++]
    if (token?.kind === 'term') return token.leaf
    if (token?.kind === 'not') return { op: 'not', of: one(depth + 1) }
    if (token?.kind !== '(') throw refused('The query lacks a term beside an operator.')
    const inner = either(depth + 1)
    if (tokens[at++]?.kind !== ')') throw refused('A parenthesis of the query is not closed.')
    return inner
  }
  if (tokens.length === 0) throw refused('The query is empty.')
  const found = either(0)
  if (at < tokens.length) throw refused('The query closes a parenthesis that it did not open.')
  return found
}

const piece = /\s*(?:([()])|(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)"|(«[^«»]{1,80}»)|([^\s()"]+)))/gy

function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = []
  const whole = text.trimEnd()
  let end = 0
  for (const match of whole.matchAll(piece)) {
    end = match.index + match[0].length
    const [, bracket, name, quoted, token, bare] = match
    if (bracket !== undefined) {
      tokens.push({ kind: bracket as '(' | ')' })
    } else if (bare !== undefined && name === undefined && /^(?:AND|OR|NOT)$/.test(bare)) {
      tokens.push({ kind: bare.toLowerCase() as 'and' | 'or' | 'not' })
    } else {
      const value = quoted === undefined ? (token ?? bare!) : quoted.replace(/\\(.)/gs, '$1')
      tokens.push({ kind: 'term', leaf: leafOf(name, value) })
    }
  }
  if (end < whole.length) throw refused('A quotation mark of the query is not closed.')
  return tokens
}

/** A name that is no field is part of a literal, as in `error:timeout`. */
function leafOf(name: string | undefined, value: string): LogExpression {
  if (name !== undefined && Object.hasOwn(fields, name)) {
    return { op: 'field', field: fields[name]!, value }
  }
  return { op: 'text', value: name === undefined ? value : `${name}:${value}`, resolved: false }
}

function refused(message: string): HandoffError {
  return new HandoffError('INVALID_INPUT', message, { hint })
}
