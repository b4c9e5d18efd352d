import type {
  ChangeDifference,
  ChangeRange,
  CommitBetween,
  PullRequest,
} from '../../domain/change-difference.ts'
import { classOfFile } from '../../domain/file-class.ts'
import type { Gap } from '../../domain/gap.ts'
import { type Addresses, pageOf } from './addresses.ts'
import { faultWords } from './fault.ts'
import { asFault } from './pages.ts'
import * as questions from './questions.ts'
import { endsOf } from './range-ends.ts'
import { readFiles } from './read-files.ts'
import { withSettings } from './read-settings.ts'
import type { Repositories } from './repositories.ts'
import type { Session } from './session.ts'
import { Commit, RunChange } from './shapes.ts'
import { allNamesOf, pullRequestOf } from './words.ts'

interface Scope {
  readonly session: Session
  readonly addresses: Addresses
  readonly repositories: Repositories
  readonly source: string
  readonly nowMs: () => number
}

const noLines =
  'Azure DevOps does not tell which lines of a file changed: lines and names of settings are those of the first files of configuration alone.'
const mostCommits = 200

/** Between two runs by their numbers, or two commits; null where it knows not both. Its faults are gaps of its own ranges alone. */
export async function difference(
  scope: Scope,
  range: ChangeRange,
  signal: AbortSignal,
): Promise<ChangeDifference | null> {
  const { session, repositories, source, nowMs } = scope
  try {
    const ends = await endsOf(session, range, repositories, signal)
    if (ends === null) return null
    return ends.kind === 'commits'
      ? await betweenCommits(scope, ends, signal)
      : await betweenRuns(scope, ends, signal)
  } catch (cause) {
    const fault = asFault(cause)
    const isUnknown = fault.kind === 'missing' || fault.kind === 'rejected'
    if (isUnknown || range.source !== source) return null
    return { ...nothing, gaps: [{ source, reason: faultWords(fault, nowMs()) }] }
  }
}

const nothing: ChangeDifference = {
  commits: [],
  totalCommits: 0,
  pullRequests: [],
  files: [],
  totalFiles: 0,
  url: null,
  gaps: [],
}

async function betweenCommits(
  { session, addresses, source, nowMs }: Scope,
  {
    from,
    to,
    repository,
  }: { readonly from: string; readonly to: string; readonly repository: string },
  signal: AbortSignal,
): Promise<ChangeDifference> {
  const read = await readFiles(session, { repository, from, to }, signal)
  const gaps: Gap[] = [{ source, reason: noLines }]
  if (read.isCut) gaps.push({ source, reason: 'More files changed than are read at once.' })
  if (read.ahead === 0 && read.behind > 0) {
    gaps.push({
      source,
      reason: `The later version is the older one: ${read.behind} commits were taken back.`,
    })
  }
  let commits: readonly CommitBetween[] = []
  try {
    commits = await commitsBetween(session, { repository, from, to }, read.ahead, signal)
  } catch (cause) {
    gaps.push({ source, reason: `Its commits are missing. ${faultWords(asFault(cause), nowMs())}` })
  }
  const files = read.paths.map((path) => ({
    path,
    class: classOfFile(path),
    added: 0,
    removed: 0,
    keys: [],
  }))
  return {
    commits,
    totalCommits: Math.max(read.ahead, commits.length),
    pullRequests: pullRequestsOf(commits, addresses, repository),
    files: await withSettings(session, files, { repository, from, to }, signal),
    totalFiles: read.paths.length,
    url: pageOf(addresses, ['_git', repository, 'branchCompare'], {
      baseVersion: `GC${from}`,
      targetVersion: `GC${to}`,
      _a: 'files',
    }),
    gaps,
  }
}

/** Which of the two versions the question starts from is told by the answer: it holds the later one. */
async function commitsBetween(
  session: Session,
  {
    repository,
    from,
    to,
  }: { readonly repository: string; readonly from: string; readonly to: string },
  ahead: number,
  signal: AbortSignal,
): Promise<readonly CommitBetween[]> {
  if (ahead === 0) return []
  for (const [item, compare] of [
    [from, to],
    [to, from],
  ] as const) {
    const question = questions.commitsOf(repository, { item, compare })
    const { items } = await session.list(question, Commit, signal)
    if (!items.some(({ commitId }) => commitId === to)) continue
    return items.map(({ commitId, comment, author, committer }) => ({
      id: commitId,
      atMs: committer?.date ?? author?.date ?? 0,
      author: author?.name ?? committer?.name ?? null,
      subject: subjectOf(comment),
    }))
  }
  return []
}

async function betweenRuns(
  { session, addresses, source }: Scope,
  { from, to }: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<ChangeDifference> {
  const { items } = await session.list(questions.changesBetween(from, to), RunChange, signal)
  const commits = items.map(({ id, message, timestamp, author }) => ({
    id,
    atMs: timestamp ?? 0,
    author: author?.name ?? null,
    alsoBy: allNamesOf([author]),
    subject: subjectOf(message),
  }))
  const gaps: Gap[] = [
    { source, reason: 'Its repository lies elsewhere, so the files are missing.' },
    ...(items.length < mostCommits
      ? []
      : [{ source, reason: 'More commits came than are read at once.' }]),
  ]
  return {
    ...nothing,
    commits,
    totalCommits: commits.length,
    pullRequests: pullRequestsOf(commits, addresses, null),
    gaps,
  }
}

function subjectOf(message: string | null): string {
  return (message ?? '').split(/\r?\n/, 1)[0] ?? ''
}

/** Those whose merge is among the commits. */
function pullRequestsOf(
  commits: readonly CommitBetween[],
  addresses: Addresses,
  repository: string | null,
): readonly PullRequest[] {
  return commits.flatMap(({ subject, author }) => {
    const number = pullRequestOf(subject)
    if (number === null) return []
    const title = subject.replace(/^Merged PR \d+:?\s*/, '')
    const path = repository === null ? null : ['_git', repository, 'pullrequest', number]
    return [{ number, title, author, url: path && pageOf(addresses, path) }]
  })
}
