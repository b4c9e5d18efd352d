import { patchLines } from './setting-keys/patch-lines.ts'
import { type LineReader, readerOf } from './setting-keys/readers.ts'

const longestPatch = 1_000_000
const mostKeys = 100

/**
 * Names of the settings whose lines a unified patch of this file touched, sorted, at most 100, never a value.
 * Nested ones are dotted paths as far as the patch shows their parents; empty when the file is no configuration.
 */
export function settingKeys(path: string, patch: string): readonly string[] {
  const before = readerOf(path)
  const after = readerOf(path)
  if (before === null || after === null) return []
  const keys = new Set<string>()
  for (const line of patchLines(patch.slice(0, longestPatch))) {
    if (line.kind === 'hunk') for (const side of [before, after]) side.begin(line.text)
    else {
      if (line.kind !== 'added') note(keys, before, line.text, line.kind === 'removed')
      if (line.kind !== 'removed') note(keys, after, line.text, line.kind === 'added')
    }
    if (keys.size >= mostKeys) break
  }
  return [...keys].slice(0, mostKeys).toSorted()
}

function note(keys: Set<string>, side: LineReader, text: string, changed: boolean): void {
  const names = side.read(text)
  if (changed) for (const name of names) keys.add(name)
}
