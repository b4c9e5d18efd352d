import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import { countFiles, type FileClass, kindOfFiles } from '../../domain/file-class.ts'
import type { Commit } from './commits.ts'
import { pullRequestsOf } from './pull-requests.ts'
import type { Tag } from './tags.ts'

/** What is true of everything that a repository tells. */
export type Place = Pick<ChangeEvent, 'source' | 'service' | 'environment'>

const longestNote = 1_000

/** A commit is a change to code, not a deployment, whatever its subject says: its state is `committed` or `merged`. */
export function eventOfCommit(
  commit: Commit,
  place: Place,
  classOf: (path: string) => FileClass,
): ChangeEvent {
  const { sha, parents, note } = commit
  const isMerge = parents.length > 1
  const files = countFiles(commit.files, classOf)
  return {
    ...unknownChange,
    ...place,
    id: sha,
    kind: kindOfFiles(files),
    commit: sha,
    previousCommit: parents[0] ?? null,
    pullRequests: pullRequestsOf(commit.subject),
    files,
    startedAtMs: commit.atMs,
    state: isMerge ? 'merged' : 'committed',
    actor: commit.author,
    approvedBy: commit.approvedBy,
    alsoBy: commit.alsoBy,
    rollback: `git revert ${isMerge ? '-m 1 ' : ''}${sha.slice(0, 12)}`,
    notes: note === '' ? commit.subject : `${commit.subject}\n${note.slice(0, longestNote)}`,
  }
}

/** A tag that was moved is told at each place; one without a tagger says that its date is its commit's. */
export function eventOfTag(tag: Tag, place: Place): ChangeEvent {
  const { name, commit, previous, moved, isDated } = tag
  return {
    ...unknownChange,
    ...place,
    id: moved === 'away' ? `tag:${name}@${commit.slice(0, 12)}` : `tag:${name}`,
    kind: 'release',
    version: name,
    previous: previous?.name ?? null,
    commit,
    previousCommit: previous?.commit ?? null,
    startedAtMs: tag.atMs,
    state: stateOf(moved, isDated),
    actor: tag.author,
    notes: tag.subject,
  }
}

function stateOf(moved: Tag['moved'], isDated: boolean): string {
  if (moved === 'away') return 'moved-since'
  if (!isDated) return 'commit-date'
  return moved === 'here' ? 'moved-here' : 'tagged'
}
