import { assignments } from './assignments.ts'
import { indented } from './indented.ts'
import { jsonMembers } from './json-members.ts'

/** Reads one side of a patch, line by line. */
export interface LineReader {
  /** A new hunk: what stood before it is not known, but for the line that git shows in its header. */
  begin(heading: string): void
  /** Paths of the settings that this line sets or continues. */
  read(line: string): readonly string[]
}

const byEnding: readonly (readonly [RegExp, () => LineReader])[] = [
  [/(^|\/)\.env(\.[\w.-]+)?$|\.env$|\.envrc$/i, () => assignments({ sections: false })],
  [/\.properties$/i, () => assignments({ sections: false })],
  [/\.(ini|cfg|cnf|conf|toml|editorconfig)$/i, () => assignments({ sections: true })],
  [/\.ya?ml$/i, () => indented('yaml')],
  [/\.(tf|tfvars|hcl)$/i, () => indented('hcl')],
  [/\.(json|json5|jsonc|tfvars\.json)$/i, () => jsonMembers()],
]

/** A reader for the format that a file's name tells, or null for none that we read. */
export function readerOf(path: string): LineReader | null {
  const name = path.slice(-200)
  return byEnding.find(([ending]) => ending.test(name))?.[1]() ?? null
}
