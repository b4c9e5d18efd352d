import * as z from 'zod'

import type {
  ChangeDifference,
  ChangeRange,
  CommitBetween,
  FileChange,
  PullRequest,
} from '../../domain/change-difference.ts'
import { classOfFile } from '../../domain/file-class.ts'
import { settingKeys } from '../../domain/setting-keys.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { faultWords } from './fault.ts'
import { brokenWords } from './gaps.ts'
import { pullRequestsQuery } from './query.ts'
import type { Repository } from './read-code.ts'
import { type Session, unreadable } from './session.ts'
import { Instant, kept, loose, PullRequests } from './shapes.ts'

interface Asked {
  readonly session: Session
  readonly source: string
  readonly repository: Repository
}

const Compared = z.object({
  status: z.string(),
  html_url: loose(z.string()),
  total_commits: z.number(),
  commits: z.array(z.unknown()),
  files: z.array(z.unknown()).catch([]),
})

const Commit = z.object({
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  commit: z.object({
    message: z.string(),
    author: loose(z.object({ name: loose(z.string()) })),
    committer: z.object({ date: Instant, name: loose(z.string()) }),
  }),
  author: loose(z.object({ login: z.string() })),
})

const File = z.object({
  filename: z.string(),
  additions: z.number().catch(0),
  deletions: z.number().catch(0),
  patch: z.string().catch(''),
})

const ByCommit = z.object({
  repository: z.record(z.string(), loose(z.object({ associatedPullRequests: PullRequests }))),
})

const pageSize = 100
/** GitHub names no more files of one comparison. */
const mostFiles = 300

/** What lies between two commits or tags of the repository; null when it does not know them and they are not its own. */
export async function differenceOf(
  asked: Asked,
  range: ChangeRange,
  signal: AbortSignal,
  nowMs: () => number,
): Promise<ChangeDifference | null> {
  const isOwn = range.source === asked.source
  if (![range.from, range.to].every(isRevision)) return null
  try {
    return await compared(asked, range, signal, nowMs)
  } catch (cause) {
    if (!isOwn) return null
    const fault = cause instanceof VendorFault ? cause : new VendorFault('our side')
    const reason = fault.kind === 'missing' ? gone : faultWords(fault, nowMs())
    return { ...nothing, gaps: [{ source: asked.source, reason }] }
  }
}

const gone =
  'One of the two versions is not there any more, or our credentials may not see it (404): a tag or branch may have been moved or deleted. Compare the commits instead.'
const diverged =
  'The two versions have parted: the newer does not build on the older, as after a forced push. What the older alone had is not listed.'
const backwards =
  'The second version is older than the first: this went back, and what went with it is not listed.'

const tooManyFiles = 'More files changed than GitHub names at once: there are others.'

const nothing = {
  commits: [],
  totalCommits: 0,
  pullRequests: [],
  files: [],
  totalFiles: 0,
  url: null,
} as const

async function compared(
  asked: Asked,
  { from, to }: ChangeRange,
  signal: AbortSignal,
  nowMs: () => number,
): Promise<ChangeDifference> {
  const { source } = asked
  const reasons: string[] = []
  const saying = (what: string) => (cause: unknown) => {
    const fault = cause instanceof VendorFault ? cause : new VendorFault('our side')
    reasons.push(`${what} ${faultWords(fault, nowMs())}`)
    return null
  }
  const basehead = `${from}...${to}`
  const first = await pageOf(asked, basehead, 1, signal)
  const last = Math.ceil(first.total_commits / pageSize)
  const pages = [first]
  for (const number of [last - 1, last].filter((one) => one > 1)) {
    const page = await pageOf(asked, basehead, number, signal).catch(
      saying('Some of the newer commits are missing.'),
    )
    if (page) pages.push(page)
  }
  const { items: oldestFirst, broken } = kept(
    Commit,
    pages.flatMap(({ commits }) => commits),
  )
  const commits = oldestFirst.slice(-pageSize).toReversed()
  const files = kept(File, first.files)
  const pullRequests = await pullRequestsOf(
    asked,
    commits.map(({ sha }) => sha),
    signal,
  ).catch(saying('Its pull requests are missing.'))
  if (first.status === 'diverged') reasons.push(diverged)
  if (first.status === 'behind') reasons.push(backwards)
  if (first.files.length >= mostFiles) reasons.push(tooManyFiles)
  if (broken + files.broken > 0) reasons.push(brokenWords(broken + files.broken))
  return {
    commits: commits.map(commitOf),
    totalCommits: first.total_commits,
    pullRequests: pullRequests ?? [],
    files: files.items.map(fileOf),
    totalFiles: first.files.length,
    url: first.html_url,
    gaps: reasons.map((reason) => ({ source, reason })),
  }
}

async function pageOf(
  { session, repository: { owner, name } }: Asked,
  basehead: string,
  page: number,
  signal: AbortSignal,
) {
  const route = '/repos/{owner}/{repo}/compare/{basehead}'
  const asked = { owner, repo: name, basehead, per_page: pageSize, page }
  const answer = await session.get(route, asked, signal)
  const found = Compared.safeParse(answer)
  if (!found.success) throw new VendorFault(unreadable(answer))
  return found.data
}

async function pullRequestsOf(
  { session, repository }: Asked,
  commits: readonly string[],
  signal: AbortSignal,
): Promise<readonly PullRequest[]> {
  if (commits.length === 0) return []
  const { data } = await session.graph(pullRequestsQuery(commits), { ...repository }, signal)
  const found = ByCommit.safeParse(data)
  if (!found.success) throw new VendorFault('unexpected')
  const merged = Object.values(found.data.repository)
    .flatMap((commit) => commit?.associatedPullRequests ?? [])
    .filter(({ mergedAt }) => mergedAt !== null)
    .map(({ number, title, author, url }) => ({ number: String(number), title, author, url }))
  return [...new Map(merged.map((one) => [one.number, one])).values()]
}

function commitOf({ sha, commit, author }: z.output<typeof Commit>): CommitBetween {
  return {
    id: sha,
    atMs: commit.committer.date,
    author: author?.login ?? commit.author?.name ?? null,
    alsoBy: [commit.author?.name, commit.committer.name].flatMap((one) => one ?? []),
    subject: commit.message.split('\n', 1)[0] ?? '',
  }
}

function fileOf({ filename, additions, deletions, patch }: z.output<typeof File>): FileChange {
  const kind = classOfFile(filename)
  const keys = kind === 'configuration' ? settingKeys(filename, patch) : []
  return { path: filename, class: kind, added: additions, removed: deletions, keys }
}

/** A commit, a tag or a version, as git lets them be called; nothing that leads out of the address. */
function isRevision(text: string): boolean {
  return /^[\w@][\w@./+-]{0,199}$/.test(text) && !text.includes('..')
}
