import type * as z from 'zod'

import { toIso } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { changesQuery } from './query.ts'
import { asParts, type Part } from './parts.ts'
import type { Session } from './session.ts'
import { Commit, Deployment, Environment, kept, Release } from './shapes.ts'

export interface Repository {
  readonly owner: string
  readonly name: string
}

/** What GraphQL tells of a window. Deployments go further back than it, as far as the page that ends it. */
export interface Code {
  readonly deployments: readonly Deployment[]
  readonly releases: readonly Release[]
  readonly commits: readonly Commit[]
  readonly environments: readonly Environment[]
  readonly branch: string | null
  readonly faults: readonly Missing[]
  readonly broken: number
}

/** What is not known, and why; `cut` when some of it was read before. */
export interface Missing {
  readonly part: Part | 'everything' | 'runs' | 'approvals'
  readonly why: VendorFault | string
  readonly cut: boolean
}

export interface Limits {
  readonly deploymentPages: number
  readonly commitPages: number
  readonly releasePages: number
  readonly runPages: number
}

/** Pages through deployments and releases until they are older than the window, and through its commits to the end. */
export async function readCode(
  session: Session,
  { owner, name }: Repository,
  window: Window,
  limits: Limits,
  signal: AbortSignal,
): Promise<Code> {
  const lists = {
    deployments: listOf(Deployment, limits.deploymentPages, ({ createdAt }) => createdAt),
    releases: listOf(Release, limits.releasePages, ({ createdAt }) => createdAt),
    commits: listOf(Commit, limits.commitPages, () => Number.POSITIVE_INFINITY),
  }
  const environments = listOf(Environment, 1, () => 0)
  const faults: Missing[] = []
  let branch: string | null = null
  const wanted = (): readonly (keyof typeof lists)[] =>
    (Object.keys(lists) as (keyof typeof lists)[]).filter((part) => lists[part].goesOn)
  for (let page = 0; wanted().length > 0; page += 1) {
    const asked = wanted()
    const variables = {
      owner,
      name,
      since: gitTime(window.fromMs),
      until: Number.isFinite(window.toMs) ? gitTime(window.toMs) : null,
      ...Object.fromEntries(asked.map((part) => [part, lists[part].cursor])),
      withDeployments: asked.includes('deployments'),
      withReleases: asked.includes('releases'),
      withCommits: asked.includes('commits'),
      withEnvironments: page === 0,
    }
    try {
      const answer = asParts(await session.graph(changesQuery, variables, signal))
      branch ??= answer.branch
      if (page === 0) environments.take(answer.parts.environments, 0)
      for (const [part, fault] of answer.faults) faults.push({ part, why: fault, cut: page > 0 })
      for (const part of asked) lists[part].take(answer.parts[part], window.fromMs)
    } catch (cause) {
      const why = cause instanceof VendorFault ? cause : new VendorFault('our side')
      const missing: readonly Missing['part'][] = page === 0 ? ['everything'] : asked
      faults.push(...missing.map((part) => ({ part, why, cut: page > 0 })))
      break
    }
  }
  for (const part of Object.keys(lists) as (keyof typeof lists)[]) {
    if (lists[part].full) faults.push({ part, why: tooMany, cut: true })
  }
  return {
    deployments: lists.deployments.items,
    releases: lists.releases.items,
    commits: lists.commits.items,
    environments: environments.items,
    branch,
    faults,
    broken: [...Object.values(lists), environments].reduce((sum, { broken }) => sum + broken, 0),
  }
}

export const tooMany = 'The window holds more than are read at once. Ask for a shorter one.'

/** One list as it is paged through; `oldestMs` says how old a member is. */
function listOf<T extends z.ZodType>(
  schema: T,
  mostPages: number,
  ageOf: (item: z.output<T>) => number,
) {
  let pages = 0
  const list = {
    items: [] as z.output<T>[],
    broken: 0,
    cursor: null as string | null,
    goesOn: true,
    full: false,
    take(part: ReturnType<typeof asParts>['parts'][Part], fromMs: number): void {
      list.goesOn = false
      if (part === null) return
      pages += 1
      const { items, broken } = kept(schema, part.nodes)
      list.items.push(...items)
      list.broken += broken
      const last = items.at(-1)
      const isOlder = last !== undefined && ageOf(last) < fromMs
      const { hasNextPage, endCursor } = part.page
      if (!hasNextPage || endCursor === null || endCursor === list.cursor || isOlder) return
      list.cursor = endCursor
      list.goesOn = pages < mostPages
      list.full = !list.goesOn
    },
  }
  return list
}

/** git keeps no parts of seconds. */
function gitTime(ms: number): string {
  return toIso(Math.floor(ms / 1_000) * 1_000).replace('.000Z', 'Z')
}
