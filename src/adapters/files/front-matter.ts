import { createRequire } from 'node:module'

const mostCharacters = 64 * 1024

/** A Markdown file in two: `head` is its front matter as data, `text` the rest. */
export interface Parts {
  /** Undefined without front matter, and when it is longer than 65,536 characters, broken or uses an alias. */
  readonly head: unknown
  readonly text: string
}

/** Splits a file; with the schema `failsafe` every scalar stays a string as it was typed. */
export function splitFrontMatter(file: string, schema: 'core' | 'failsafe'): Parts {
  const found = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(file)
  const [whole = '', yaml] = found ?? []
  const head = yaml === undefined ? undefined : parseYaml(yaml, schema)
  return { head, text: file.slice(whole.length) }
}

/** The parser is loaded at the first front matter and not before. */
function parseYaml(yaml: string, schema: 'core' | 'failsafe'): unknown {
  if (yaml.length > mostCharacters) return undefined
  const { parseDocument } = createRequire(import.meta.url)('yaml') as typeof import('yaml')
  try {
    const document = parseDocument(yaml, { schema, logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 })
  } catch {
    return undefined
  }
}
