import type { FileChange } from '../../domain/change-difference.ts'
import { settingKeys } from '../../domain/setting-keys.ts'
import type { git } from './command.ts'

const mostPatches = 20
/** So many lines around show under which names a nested setting stands. */
const contextLines = 20

/** The same files; of the first twenty of configuration which settings were touched between two commits. */
export async function withKeys(
  files: readonly FileChange[],
  { before, after }: { readonly before: string; readonly after: string },
  ask: (args: readonly string[]) => ReturnType<typeof git>,
): Promise<readonly FileChange[]> {
  const read = files.filter((file) => file.class === 'configuration').slice(0, mostPatches)
  const keys = new Map<string, readonly string[]>()
  for (const { path } of read) {
    const patch = await ask([...patchOf, before, after, '--', path])
    if (patch.ok) keys.set(path, settingKeys(path, patch.text))
  }
  return files.map((file) => ({ ...file, keys: keys.get(file.path) ?? file.keys }))
}

const patchOf = [
  // A path may look like a pattern.
  '--literal-pathspecs',
  'diff',
  `--unified=${contextLines}`,
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '-O/dev/null',
]
