import { createHash } from 'node:crypto'

export interface Deployed {
  readonly id: number
  readonly atMs: number
  readonly environment: string
  readonly sha: string
  readonly ref?: { readonly name: string; readonly prefix: string } | null
  readonly creator?: string
  /** Its run, named in the address of its log. */
  readonly run?: number
  readonly description?: string
  readonly statuses?: readonly { readonly state: string; readonly atMs: number }[]
}

export interface Ran {
  readonly id: number
  readonly atMs: number
  readonly endMs?: number | null
  readonly name?: string
  readonly path?: string
  readonly event?: string
  readonly conclusion?: string | null
  readonly sha?: string
  readonly approvedBy?: Readonly<Record<string, readonly string[]>>
}

export interface Released {
  readonly tag: string
  readonly atMs: number
  readonly sha?: string
  readonly isDraft?: boolean
}

export interface Committed {
  readonly sha: string
  readonly atMs: number
  readonly subject: string
  readonly author?: string
  readonly pull?: {
    readonly number: number
    readonly title: string
    readonly mergedAtMs: number
    readonly mergedBy: string
    readonly paths: readonly string[]
    readonly base?: string
  }
}

/** A repository as it is held in memory; lists may come in any order. */
export interface Held {
  readonly deployments?: readonly Deployed[]
  readonly runs?: readonly Ran[]
  readonly releases?: readonly Released[]
  readonly commits?: readonly Committed[]
  /** Rules of protection by environment. */
  readonly environments?: Readonly<Record<string, readonly string[]>>
  /** Files between any two commits, by path. */
  readonly files?: readonly { readonly path: string; readonly patch?: string }[]
}

/** A commit's hash for any word. */
export function sha(word: string): string {
  return createHash('sha1').update(word).digest('hex')
}

/** A deployment of its run that went well within three minutes. */
export function deployed(id: number, atMs: number, more: Partial<Deployed> = {}): Deployed {
  return {
    id,
    atMs,
    environment: 'production',
    sha: sha(`commit ${id}`),
    creator: 'octo-dev',
    run: id + 1_000_000,
    statuses: [
      { state: 'IN_PROGRESS', atMs: atMs + 5_000 },
      { state: 'SUCCESS', atMs: atMs + 180_000 },
    ],
    ...more,
  }
}
