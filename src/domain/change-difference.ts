import type { FileClass } from './file-class.ts'
import type { Gap } from './gap.ts'

/** Two versions of one source: what ran before, and what a change brought. */
export interface ChangeRange {
  readonly source: string
  /** Commits, tags or versions as the source names them. */
  readonly from: string
  readonly to: string
}

/** What lies between two versions, as the source tells it; lists are the newest, totals count all. Still raw. */
export interface ChangeDifference {
  readonly commits: readonly CommitBetween[]
  readonly totalCommits: number
  readonly pullRequests: readonly PullRequest[]
  readonly files: readonly FileChange[]
  readonly totalFiles: number
  /** Where people see the same. */
  readonly url: string | null
  readonly gaps: readonly Gap[]
}

export interface CommitBetween {
  readonly id: string
  readonly atMs: number
  readonly author: string | null
  /** Who else had a hand in it: never shown, but known. */
  readonly alsoBy?: readonly string[]
  readonly subject: string
}

export interface PullRequest {
  readonly number: string
  readonly title: string
  readonly author: string | null
  readonly url: string | null
}

export interface FileChange {
  readonly path: string
  readonly class: FileClass
  readonly added: number
  readonly removed: number
  /** Names of the settings whose lines changed, never their values; for configuration alone. */
  readonly keys: readonly string[]
}
