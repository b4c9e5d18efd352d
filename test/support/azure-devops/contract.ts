import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { Ajv, type ValidateFunction } from 'ajv'

const folder = resolve(import.meta.dirname, '../../../../shared/data/contracts/azure-devops')

/** Whether the vendor's published schemas lie beside the repository. */
export const hasContract = existsSync(folder)

interface Schema {
  readonly [key: string]: unknown
}

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly $ref?: string }[]
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly 'x-ms-paths'?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly definitions: Readonly<Record<string, Schema>>
}

export interface Exchange {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly answer: unknown
}

/** What is wrong with one exchange by the vendor's schemas; empty when nothing is, or when they are not there. */
export type Judge = (exchange: Exchange) => readonly string[]

export function contractJudge(): Judge {
  judge ??= hasContract ? openJudge() : () => []
  return judge
}

let judge: Judge | undefined

function openJudge(): Judge {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false })
  const specs = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Spec)
  for (const [place, { definitions }] of specs.entries()) {
    relax(definitions)
    ajv.addSchema({ definitions }, `spec${place}`)
  }
  const compiled = new Map<unknown, ValidateFunction>()
  return ({ method, path, query, answer }) => {
    const found = operationsOf(specs, method, path)
    if (found.length === 0) return [`${method} ${path} is not in the contract`]
    const known = new Set(
      found.flatMap(({ operation }) => (operation.parameters ?? []).map(({ name }) => name)),
    )
    const faults = [...query.keys()]
      .filter((name) => name !== 'api-version' && !known.has(name))
      .map((name) => `${path} takes no ${name}`)
    const { operation, place } = found[0]!
    const schema = operation.responses['200']?.schema
    if (schema === undefined || isTrimmed(specs[place]!, schema)) return faults
    const check = compiled.get(schema) ?? ajv.compile(pointed(schema, place))
    compiled.set(schema, check)
    if (!check(unwrapped(schema, answer))) {
      faults.push(`answer of ${path}: ${ajv.errorsText(check.errors)}`)
    }
    return faults
  }
}

/** A path may be published several times, once for each set of parameters. */
function operationsOf(specs: readonly Spec[], method: string, path: string) {
  const verb = method.toLowerCase()
  const parts = path.split('/')
  return specs.flatMap((spec, place) =>
    Object.entries({ ...spec['x-ms-paths'], ...spec.paths }).flatMap(([template, verbs]) => {
      const wanted = template.replace(/\?.*$/, '').split('/')
      const fits =
        wanted.length === parts.length &&
        wanted.every((part, i) => part === parts[i] || part.startsWith('{'))
      const operation = verbs[verb]
      return fits && operation ? [{ operation, place }] : []
    }),
  )
}

/** Some answers are left out of the copy that lies there. */
function isTrimmed({ definitions }: Spec, schema: Schema): boolean {
  const reference = schema['$ref']
  if (typeof reference !== 'string') return false
  const name = /^#\/definitions\/(.+)$/.exec(reference)?.[1]
  return name !== undefined && definitions[name] === undefined
}

/** Lists are published bare and come wrapped. */
function unwrapped(schema: Schema, answer: unknown): unknown {
  const isWrapped = schema['type'] === 'array' && !Array.isArray(answer)
  return isWrapped ? (answer as { readonly value?: unknown }).value : answer
}

/** What is published holds only when every field may be null and the case of enums does not matter. */
function relax(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  const schema = node as Record<string, unknown>
  const values = schema['enum']
  if (Array.isArray(values)) {
    delete schema['type']
    delete schema['enum']
    const any = values.map((one) => String(one).toLowerCase())
    schema['anyOf'] = [
      { type: 'null' },
      { type: 'string', pattern: `^(?:${any.map(caseless).join('|')})$` },
    ]
  } else if (typeof schema['type'] === 'string') {
    // An item of a repository is published as a text of an unnamed type.
    if (schema['format'] === 'T') delete schema['type']
    else schema['type'] = [schema['type'], 'null']
  } else if (typeof schema['$ref'] === 'string') {
    const reference = schema['$ref']
    delete schema['$ref']
    schema['anyOf'] = [{ type: 'null' }, { $ref: reference }]
    return
  }
  for (const [key, member] of Object.entries(schema)) if (key !== 'anyOf') relax(member)
}

function caseless(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
}

/** The schema with its references leading into that specification. */
function pointed(schema: Schema, place: number): Schema {
  const text = JSON.stringify(schema).replaceAll('"#/', `"spec${place}#/`)
  return JSON.parse(text) as Schema
}
