import * as z from 'zod'

import type { ChangeDifference, ChangeRange, PullRequest } from '../../domain/change-difference.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { comparisonPage, pageSize } from './comparison.ts'
import { faultWords } from './fault.ts'
import { brokenWords } from './gaps.ts'
import { pullRequestsQuery } from './query.ts'
import type { Repository } from './read-code.ts'
import type { Session } from './session.ts'
import { loose, PullRequests } from './shapes.ts'

interface Asked {
  readonly session: Session
  readonly source: string
  readonly repository: Repository
}

const ByCommit = z.object({
  repository: z.record(z.string(), loose(z.object({ associatedPullRequests: PullRequests }))),
})

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
  const { source, session, repository } = asked
  const reasons: string[] = []
  const saying = (what: string) => (cause: unknown) => {
    const fault = cause instanceof VendorFault ? cause : new VendorFault('our side')
    reasons.push(`${what} ${faultWords(fault, nowMs())}`)
    return null
  }
  const basehead = `${from}...${to}`
  const first = await comparisonPage(session, repository, basehead, 1, signal)
  const last = Math.ceil(first.total_commits / pageSize)
  const pages = [first]
  for (const number of [last - 1, last].filter((one) => one > 1)) {
    const page = await comparisonPage(session, repository, basehead, number, signal).catch(
      saying('Some of the newer commits are missing.'),
    )
    if (page) pages.push(page)
  }
  const commits = pages
    .flatMap((page) => page.commits.items)
    .slice(-pageSize)
    .toReversed()
  const broken = pages.reduce((sum, page) => sum + page.commits.broken, first.files.broken)
  const { items: files } = first.files
  const pullRequests = await pullRequestsOf(
    asked,
    commits.map(({ id }) => id),
    signal,
  ).catch(saying('Its pull requests are missing.'))
  if (first.status === 'diverged') reasons.push(diverged)
  if (first.status === 'behind') reasons.push(backwards)
  if (files.length >= mostFiles) reasons.push(tooManyFiles)
  if (broken > 0) reasons.push(brokenWords(broken))
  return {
    commits,
    totalCommits: first.total_commits,
    pullRequests: pullRequests ?? [],
    files,
    totalFiles: files.length + first.files.broken,
    url: first.html_url,
    gaps: reasons.map((reason) => ({ source, reason })),
  }
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

/** A commit, a tag or a version, as git lets them be called; nothing that leads out of the address. */
function isRevision(text: string): boolean {
  return /^[\w@][\w@./+-]{0,199}$/.test(text) && !text.includes('..')
}
