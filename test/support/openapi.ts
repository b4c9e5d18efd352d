/** A published description of an interface, as far as the judges of exchanges look at it. */
export interface Schema {
  readonly [key: string]: unknown
}

/** What a schema refers to, itself where it refers to nothing. */
export function deref(spec: object, schema: Schema): Schema {
  const ref = schema['$ref']
  if (typeof ref !== 'string') return schema
  let found: unknown = spec
  for (const part of ref.slice(2).split('/')) {
    found = (found as Schema)[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return found as Schema
}

/** A name as part of a JSON pointer within a URI. */
export function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
}
