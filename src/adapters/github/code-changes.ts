import { type ChangeEvent, type FileCounts, unknownChange } from '../../domain/change-event.ts'
import { countFiles, kindOfFiles } from '../../domain/file-class.ts'
import { type TheirNames, placeOf } from '../../domain/their-place.ts'
import type { Code } from './read-code.ts'
import type { Commit, PullRequest, Release } from './shapes.ts'

/** What came to the default branch: each pull request once, each commit that came without one. Code only, nothing deployed. */
export function codeChanges(
  { commits, branch }: Pick<Code, 'commits' | 'branch'>,
  source: string,
  mapping: TheirNames,
): readonly ChangeEvent[] {
  const told = new Map<string, ChangeEvent>()
  for (const commit of commits) {
    const merged = mergedBy(commit, branch)
    const change = merged
      ? mergeChange(merged, commit, source, mapping)
      : commitChange(commit, source, mapping)
    told.set(change.id, change)
  }
  return [...told.values()]
}

function mergedBy({ associatedPullRequests }: Commit, branch: string | null) {
  return associatedPullRequests.find(
    (one) => one.mergedAt !== null && (branch === null || one.baseRefName === branch),
  )
}

function mergeChange(
  merged: PullRequest,
  commit: Commit,
  source: string,
  mapping: TheirNames,
): ChangeEvent {
  const paths = pathsOf(merged)
  const files = paths && countFiles(paths)
  return {
    ...unknownChange,
    ...placeOf(mapping, { paths }),
    id: `pull:${merged.number}`,
    source,
    kind: files ? kindOfFiles(files) : 'other',
    startedAtMs: merged.mergedAt ?? commit.committedDate,
    state: 'committed',
    actor: merged.mergedBy ?? merged.author,
    alsoBy: [merged.author, ...namesOf(commit)].filter((one) => one !== null),
    url: merged.url,
    rollback: `Revert pull request #${merged.number}.`,
    commit: merged.mergeCommit?.oid ?? commit.oid,
    pullRequests: [String(merged.number)],
    files,
    notes: merged.title,
  }
}

function commitChange(commit: Commit, source: string, mapping: TheirNames): ChangeEvent {
  return {
    ...unknownChange,
    ...placeOf(mapping, {}),
    id: commit.oid,
    source,
    kind: 'other',
    startedAtMs: commit.committedDate,
    state: 'committed',
    actor: commit.author?.user ?? commit.author?.name ?? null,
    alsoBy: namesOf(commit),
    url: commit.url,
    rollback: `Revert commit ${commit.oid.slice(0, 12)}.`,
    commit: commit.oid,
    notes: commit.messageHeadline,
  }
}

function namesOf({ author }: Commit): readonly string[] {
  return [author?.user ?? null, author?.name ?? null].filter((one) => one !== null)
}

/** Classes of files by the commit that brought them to the default branch. */
export function filesByCommit({
  commits,
  branch,
}: Pick<Code, 'commits' | 'branch'>): ReadonlyMap<string, FileCounts> {
  const files = new Map<string, FileCounts>()
  for (const commit of commits) {
    const merged = mergedBy(commit, branch)
    const paths = merged && pathsOf(merged)
    if (paths && (merged.mergeCommit?.oid ?? commit.oid) === commit.oid) {
      files.set(commit.oid, countFiles(paths))
    }
  }
  return files
}

function pathsOf({ files }: PullRequest): readonly string[] | null {
  return files && files.nodes.map(({ path }) => path)
}

/** Published releases, each with the one before it whose tag begins alike. */
export function releaseChanges(
  releases: readonly Release[],
  source: string,
  mapping: TheirNames,
): readonly ChangeEvent[] {
  const published = releases
    .filter(({ isDraft }) => !isDraft)
    .toSorted((a, b) => momentOf(a) - momentOf(b))
  const before = new Map<string, Release>()
  return published.map((release) => {
    const place = placeOf(mapping, { tag: release.tagName })
    const line = `${place.service} ${release.tagName.replace(/[v._-]*\d.*$/, '')}`
    const previous = before.get(line)
    if (!release.isPrerelease) before.set(line, release)
    return {
      ...unknownChange,
      ...place,
      id: `release:${release.tagName}`,
      source,
      kind: 'release',
      version: release.tagName,
      previous: previous?.tagName ?? null,
      startedAtMs: momentOf(release),
      state: release.isPrerelease ? 'prerelease' : 'released',
      actor: release.author,
      url: release.url,
      rollback: previous === undefined ? null : `Go back to ${previous.tagName}.`,
      commit: release.tagCommit?.oid ?? null,
      previousCommit: previous?.tagCommit?.oid ?? null,
      notes: release.name ?? '',
    }
  })
}

function momentOf({ publishedAt, createdAt }: Release): number {
  return publishedAt ?? createdAt
}
