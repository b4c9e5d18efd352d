import type { ChangeDifference, ChangeRange, FileChange } from '../../domain/change-difference.ts'
import type { FileClass } from '../../domain/file-class.ts'
import { type GitLimits, git } from './command.ts'
import { readCommits } from './commits.ts'
import { withKeys } from './keys.ts'
import { pullRequestsOf } from './pull-requests.ts'
import { gapsOf, shallowClone } from './words.ts'

interface Reading {
  readonly folder: string
  readonly source: string
  readonly limits: GitLimits
  readonly classOf: (path: string) => FileClass
  readonly signal: AbortSignal
}

const mostCommits = 100
const mostFiles = 200

/** A commit, a tag or a branch by its plain name: nothing that git would read as an option, a range or an expression. */
const plainRevision = /^(?!.*(?:\.\.|@\{|\/\/))[A-Za-z0-9_][\w./+@#-]{0,199}$/

/** What lies between two commits, tags or branches of a repository; null when it does not know both. */
export async function differenceIn(
  { from, to }: ChangeRange,
  reading: Reading,
): Promise<ChangeDifference | null> {
  const { folder, limits, signal, source } = reading
  const ask = (args: readonly string[]) => git(folder, args, limits, signal)
  const before = await commitOf(from, ask)
  const after = before === null ? null : await commitOf(to, ask)
  if (before === null || after === null) return null
  const counted = await ask([
    'rev-list',
    '--first-parent',
    '--left-right',
    '--count',
    `${before}...${after}`,
  ])
  const [left = 0, right = 0] = counted.ok ? counted.text.trim().split(/\s+/).map(Number) : []
  const log = await readCommits(reading, [`--max-count=${mostCommits}`, `${before}..${after}`])
  const told = await ask([...numbers, before, after, '--'])
  const shallow = await ask(['rev-parse', '--is-shallow-repository'])
  const commits = log.ok ? log.commits : []
  const files = told.ok ? filesOf(told.text, told.cut, reading.classOf) : []
  const numbered = new Map(
    commits.flatMap((commit) =>
      pullRequestsOf(commit.subject).map((number) => [number, commit] as const),
    ),
  )
  return {
    commits: commits.map(({ sha, atMs, author, alsoBy, approvedBy, subject }) => ({
      id: sha,
      atMs,
      author,
      alsoBy: [...alsoBy, ...approvedBy],
      subject,
    })),
    totalCommits: counted.ok ? right : commits.length,
    pullRequests: [...numbered].map(([number, { subject, author }]) => ({
      number,
      title: subject,
      author,
      url: null,
    })),
    files: await withKeys(files.slice(0, mostFiles), { before, after }, ask),
    totalFiles: files.length,
    url: null,
    gaps: gapsOf(source, {
      [shallowClone]: shallow.ok && shallow.text.trim() === 'true',
      [`The former version has ${left} commits that the later one is without: it was taken back, or is of another branch.`]:
        left > 0,
      'Not all commits between the two could be read.': !log.ok || log.cut || !counted.ok,
      'Not all files between the two could be read.': !told.ok || told.cut,
    }),
  }
}

/** The hash of the commit that is meant; null for a name that means none. */
async function commitOf(
  name: string,
  ask: (args: readonly string[]) => ReturnType<typeof git>,
): Promise<string | null> {
  if (!plainRevision.test(name)) return null
  const found = await ask([
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${name}^{commit}`,
  ])
  const hash = found.ok ? found.text.trim() : ''
  return /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(hash) ? hash : null
}

const numbers = [
  'diff',
  '--numstat',
  '-z',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--ignore-submodules=all',
  '-O/dev/null',
]

/** Counts of lines and path of each file; a binary file has no lines. */
function filesOf(
  text: string,
  cut: boolean,
  classOf: (path: string) => FileClass,
): readonly FileChange[] {
  const rows = text.split('\0').slice(0, cut ? -2 : -1)
  return rows.flatMap((row) => {
    const [, added = '', removed = '', path = ''] = /^(\d+|-)\t(\d+|-)\t([^]+)$/.exec(row) ?? []
    if (path === '') return []
    const lines = (count: string): number => (count === '-' ? 0 : Number(count))
    return [{ path, class: classOf(path), added: lines(added), removed: lines(removed), keys: [] }]
  })
}
