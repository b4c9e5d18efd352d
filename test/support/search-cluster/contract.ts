import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { Ajv, type ValidateFunction } from 'ajv'

import { deref, escaped, type Schema } from '../openapi.ts'

const file = resolve(
  import.meta.dirname,
  '../../../../shared/data/contracts/elasticsearch/serverless-openapi.trimmed.json',
)

/** Whether the vendor's published schema lies beside the repository. */
export const hasContract = existsSync(file)

interface Operation {
  readonly parameters?: readonly Schema[]
  readonly requestBody?: Schema
  readonly responses: Readonly<Record<string, Schema>>
}
interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>>
}

/** What is wrong with one exchange by the vendor's schema; empty when nothing is, or when the schema is not there. */
export type Judge = (exchange: {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly answer: unknown
}) => readonly string[]

export function contractJudge(): Judge {
  judge ??= hasContract ? openJudge() : () => []
  return judge
}

let judge: Judge | undefined

function openJudge(): Judge {
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Spec
  closeUnions(spec)
  loosen(spec)
  unbound(spec.components['schemas']?.['_types.aggregations.AggregationContainer'])
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false })
  ajv.addSchema(spec, 'spec')
  const compiled = new Map<string, ValidateFunction>()
  const faultsOf = (schema: Schema, at: string, value: unknown, what: string): string[] => {
    const pointed = pointerOf(schema, at)
    const check = compiled.get(pointed) ?? ajv.compile({ $ref: `spec${pointed}` })
    compiled.set(pointed, check)
    return check(value) ? [] : [`${what}: ${ajv.errorsText(check.errors)}`]
  }
  return ({ method, path, query, body, answer }) => {
    const found = operationOf(spec, method, path)
    if (!found) return [`${method} ${path} is not in the contract`]
    const { operation, pointer } = found
    const known = new Set((operation.parameters ?? []).map((one) => deref(spec, one)['name']))
    const unknown = [...query.keys()].filter((name) => !known.has(name))
    const faults = unknown.map((name) => `${method} ${path} takes no ${name}`)
    const asked = contentOf(spec, operation.requestBody, `${pointer}/requestBody`)
    if (asked && body !== undefined) {
      faults.push(...faultsOf(asked.schema, asked.pointer, body, `request of ${method} ${path}`))
      const keys = Object.keys((asked.schema['properties'] as object | undefined) ?? {})
      const extra = Object.keys(body as object).filter((key) => !keys.includes(key))
      if (keys.length > 0) faults.push(...extra.map((key) => `${path} has no body.${key}`))
    }
    const told = contentOf(spec, operation.responses['200'], `${pointer}/responses/200`)
    if (told) {
      faults.push(...faultsOf(told.schema, told.pointer, answer, `answer of ${method} ${path}`))
    }
    return faults
  }
}

/** Names of queries and aggregations that the schema does not list are refused: it leaves its unions open. */
function closeUnions(spec: Spec): void {
  for (const [name, schema] of Object.entries(spec.components['schemas'] ?? {})) {
    if (!/\.(QueryContainer|RangeQuery|FunctionScoreContainer)$/.test(name)) continue
    if (schema['properties']) Object.assign(schema, { additionalProperties: false })
  }
}

/**
 * What the OpenAPI rendering says too narrowly: a value of any kind is written as an object, and what fits several forms at
 * once, as a date range and a term range do, as one that must fit exactly one.
 */
function loosen(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  const schema = node as Record<string, unknown>
  if (Array.isArray(schema['oneOf'])) {
    schema['anyOf'] = schema['oneOf']
    delete schema['oneOf']
  }
  const keys = Object.keys(schema).filter((key) => key !== 'description')
  if (schema['type'] === 'object' && keys.length === 1) delete schema['type']
  for (const member of Object.values(schema)) loosen(member)
}

/** An aggregation stands beside those below it. */
function unbound(container: Schema | undefined): void {
  for (const part of [container, ...((container?.['allOf'] as Schema[] | undefined) ?? [])]) {
    if (part) delete (part as Record<string, unknown>)['maxProperties']
  }
}

function operationOf(spec: Spec, method: string, path: string) {
  const verb = method.toLowerCase()
  const parts = path.split('/')
  const template = Object.keys(spec.paths).find((one) => {
    const wanted = one.split('/')
    return (
      spec.paths[one]?.[verb] !== undefined &&
      wanted.length === parts.length &&
      wanted.every(
        (part, i) => part === parts[i] || (part.startsWith('{') && !parts[i]!.startsWith('_')),
      )
    )
  })
  if (template === undefined) return undefined
  const pointer = `#/paths/${escaped(template)}/${verb}`
  return { operation: spec.paths[template]![verb]!, pointer }
}

function contentOf(spec: Spec, given: Schema | undefined, at: string) {
  if (!given) return undefined
  const whole = deref(spec, given)
  const pointer = '$ref' in given ? (given['$ref'] as string) : at
  const content = whole['content'] as Record<string, { schema: Schema }> | undefined
  const schema = content?.['application/json']?.schema
  return (
    schema && {
      schema: deref(spec, schema),
      pointer: `${pointer}/content/${escaped('application/json')}/schema`,
    }
  )
}

function pointerOf(schema: Schema, at: string): string {
  const ref = schema['$ref']
  return typeof ref === 'string' ? ref : at
}
