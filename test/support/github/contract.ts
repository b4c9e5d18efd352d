import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { Ajv, type ValidateFunction } from 'ajv'

import { deref, escaped, type Schema } from '../openapi.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/data/contracts/github')
const files = {
  'api.github.com': resolve(folder, 'api.github.com.trimmed.json'),
  'enterprise server': resolve(folder, 'ghes-3.19.trimmed.json'),
}
export type Edition = keyof typeof files

/** Whether GitHub's published description lies beside the repository. */
export const hasContract = Object.values(files).every((file) => existsSync(file))

interface Operation {
  readonly parameters?: readonly Schema[]
  readonly responses: Readonly<Record<string, Schema>>
}
interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly status: number
  readonly answer: unknown
}

/** What is wrong with one exchange by GitHub's description; empty when nothing is, or when it is not there. */
export type Judge = (exchange: Exchange) => readonly string[]

const judges = new Map<Edition, Judge>()

export function contractJudge(edition: Edition): Judge {
  const judge = judges.get(edition) ?? (hasContract ? openJudge(files[edition]) : () => [])
  judges.set(edition, judge)
  return judge
}

function openJudge(file: string): Judge {
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Spec
  loosen(spec)
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addSchema(spec, 'spec')
  const compiled = new Map<string, ValidateFunction>()
  return ({ method, path, query, status, answer }) => {
    const verb = method.toLowerCase()
    const template = Object.keys(spec.paths).find(
      (one) => spec.paths[one]?.[verb] && fits(one, path),
    )
    if (template === undefined) return [`${method} ${path} is not described`]
    const operation = spec.paths[template]![verb]!
    const known = new Set(
      (operation.parameters ?? []).map((one) => (deref(spec, one)['name'] ?? '') as string),
    )
    const faults = [...query.keys()]
      .filter((name) => !known.has(name))
      .map((name) => `${method} ${template} takes no ${name}`)
    const response = operation.responses[String(status)]
    if (response === undefined) return [...faults, `${method} ${template} never answers ${status}`]
    const content = deref(spec, response)['content'] as Record<string, unknown> | undefined
    if (!content?.['application/json']) return faults
    const ref = response['$ref'] as string | undefined
    const at = ref ?? `#/paths/${escaped(template)}/${verb}/responses/${status}`
    const pointer = `${at}/content/${escaped('application/json')}/schema`
    const check = compiled.get(pointer) ?? ajv.compile({ $ref: `spec${pointer}` })
    compiled.set(pointer, check)
    return check(answer)
      ? faults
      : [...faults, `answer of ${template}: ${ajv.errorsText(check.errors)}`]
  }
}

function fits(template: string, path: string): boolean {
  const parts = path.split('/')
  const wanted = template.split('/')
  return (
    wanted.length === parts.length &&
    wanted.every((part, i) => part === parts[i] || part.startsWith('{'))
  )
}

/** OpenAPI 3.0 writes what may be null as `nullable`. */
function loosen(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  const schema = node as Record<string, unknown>
  if (schema['nullable'] === true && typeof schema['type'] === 'string') {
    schema['type'] = [schema['type'], 'null']
    if (Array.isArray(schema['enum'])) schema['enum'] = [...(schema['enum'] as unknown[]), null]
  }
  for (const member of Object.values(schema)) loosen(member)
  if (schema['nullable'] === true && schema['type'] === undefined) {
    const { nullable: _, ...rest } = schema
    for (const key of Object.keys(schema)) delete schema[key]
    schema['anyOf'] = [rest, { type: 'null' }]
  }
  if ('nullable' in schema && typeof schema['nullable'] === 'boolean') delete schema['nullable']
}
