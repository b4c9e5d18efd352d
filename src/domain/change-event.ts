import type { FileClass } from './file-class.ts'

export const changeKinds = [
  'deployment',
  'run',
  'release',
  'flag',
  'configuration',
  'migration',
  'network',
  'credential',
  'infrastructure',
  'other',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Something that changed somewhere, as its source tells it. Still raw. */
export interface ChangeEvent {
  readonly id: string
  readonly source: string
  readonly kind: ChangeKind
  readonly service: string | null
  /** What was changed where that is not a service itself: a flag, a host, a setting, a table. */
  readonly target: string | null
  readonly environment: string | null
  readonly region: string | null
  readonly version: string | null
  readonly previous: string | null
  readonly startedAtMs: number
  readonly finishedAtMs: number | null
  readonly state: string | null
  readonly actor: string | null
  /** Who allowed it, as the source names them. */
  readonly approvedBy: readonly string[]
  /** Who else had a hand in it: never shown, but known, so that no text tells their names. */
  readonly alsoBy: readonly string[]
  readonly url: string | null
  /** How its source says it is taken back. */
  readonly rollback: string | null
  /** The commit that it brought, and the one that ran before. */
  readonly commit: string | null
  readonly previousCommit: string | null
  /** Numbers of the pull requests that came with it. */
  readonly pullRequests: readonly string[]
  /** How many files of each class were touched; null when nobody looked. */
  readonly files: FileCounts | null
  readonly notes: string
}

export type FileCounts = Readonly<Record<FileClass, number>>

/** A change of which nothing more is known. */
export const unknownChange = {
  service: null,
  target: null,
  environment: null,
  region: null,
  version: null,
  previous: null,
  finishedAtMs: null,
  state: null,
  actor: null,
  approvedBy: [],
  alsoBy: [],
  url: null,
  rollback: null,
  commit: null,
  previousCommit: null,
  pullRequests: [],
  files: null,
  notes: '',
} as const satisfies Omit<ChangeEvent, 'id' | 'source' | 'kind' | 'startedAtMs'>
