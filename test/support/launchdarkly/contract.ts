import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { Ajv, type ValidateFunction } from 'ajv'

const file = resolve(
  import.meta.dirname,
  '../../../../shared/data/contracts/launchdarkly/ld-openapi.trimmed.json',
)

/** Whether the vendor's published schema lies beside the repository. */
export const hasContract = existsSync(file)

interface Spec {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
}

/** What is wrong with one reading by the vendor's schema; nothing when that is not there. */
export type Judge = (url: URL, answer: unknown) => readonly string[]

export function contractJudge(): Judge {
  if (!hasContract) return () => []
  const spec = JSON.parse(readFileSync(file, 'utf8')) as Spec
  const ajv = new Ajv({ strict: false, validateFormats: false })
  ajv.addSchema(spec, 'spec')
  const compiled = new Map<string, ValidateFunction>()
  return (url, answer) => {
    const path = Object.keys(spec.paths).find((one) =>
      new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(url.pathname),
    )
    const operation = path === undefined ? undefined : spec.paths[path]?.get
    if (path === undefined || operation === undefined) return [`GET ${url.pathname} is unknown`]
    const known = new Set((operation.parameters ?? []).map(({ name }) => name))
    const unknown = [...url.searchParams.keys()].filter((name) => !known.has(name))
    const pointer = `/paths/${path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}`
    const check =
      compiled.get(path) ??
      ajv.compile({ $ref: `spec#${pointer}/get/responses/200/content/application~1json/schema` })
    compiled.set(path, check)
    return [
      ...unknown.map((name) => `${path} takes no ${name}`),
      ...(check(answer) ? [] : [`answer of ${path}: ${ajv.errorsText(check.errors)}`]),
    ]
  }
}
