import type { FileChange } from '../../domain/change-difference.ts'
import { settingKeys } from '../../domain/setting-keys.ts'
import { linePatch } from './line-patch.ts'
import { asFault } from './pages.ts'
import * as questions from './questions.ts'
import type { Session } from './session.ts'
import { Content } from './shapes.ts'

interface Versions {
  readonly repository: string
  readonly from: string
  readonly to: string
}

const mostFiles = 6
const longestFile = 500_000

/** The same files; of the first six of configuration, lines and names of settings by comparing both versions here. */
export async function withSettings(
  session: Session,
  files: readonly FileChange[],
  versions: Versions,
  signal: AbortSignal,
): Promise<readonly FileChange[]> {
  const read = files.filter((file) => file.class === 'configuration').slice(0, mostFiles)
  const compared = await Promise.all(
    read.map(async (file) => [file.path, await compare(session, file, versions, signal)] as const),
  )
  const known = new Map(compared)
  return files.map((file) => known.get(file.path) ?? file)
}

/** A version that cannot be read leaves the file as it is; one that is not there is empty. */
async function compare(
  session: Session,
  file: FileChange,
  { repository, from, to }: Versions,
  signal: AbortSignal,
): Promise<FileChange> {
  const [before, after] = await Promise.all(
    [from, to].map(async (commit) => {
      try {
        const question = questions.fileAt(repository, commit, file.path)
        return (await session.one(question, Content, signal)).content ?? ''
      } catch (cause) {
        return asFault(cause).kind === 'missing' ? '' : null
      }
    }),
  )
  if (typeof before !== 'string' || typeof after !== 'string') return file
  if (before.length + after.length > longestFile) return file
  const compared = linePatch(before, after)
  if (compared === null) return file
  const { patch, added, removed } = compared
  return { ...file, added, removed, keys: settingKeys(file.path, patch) }
}
