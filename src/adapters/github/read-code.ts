import type * as z from 'zod'

import { toIso } from '../../domain/time.ts'
import type { Window } from '../../domain/window.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import { changesQuery } from './query.ts'
import { asParts, type Listed, type Missing } from './parts.ts'
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
  /** Whether these are all that there are. */
  readonly allEnvironments: boolean
  readonly branch: string | null
  readonly faults: readonly Missing[]
  readonly broken: number
}

export interface Limits {
  readonly deploymentPages: number
  readonly commitPages: number
  readonly releasePages: number
  readonly runPages: number
}

/** Entries of a page: as many as GitHub gives, and fewer where that takes it longer than it allows itself. */
const large = { many: 100, some: 50 }
const small = { many: 25, some: 15 }

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
  let sizes = large
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
      ...sizes,
      withDeployments: asked.includes('deployments'),
      withReleases: asked.includes('releases'),
      withCommits: asked.includes('commits'),
      withEnvironments: page === 0,
    }
    try {
      const answer = await session.graph(changesQuery, variables, signal, sizes === small)
      const found = asParts(answer, page === 0 ? [...asked, 'environments'] : asked)
      branch ??= found.branch
      faults.push(...found.missing)
      if (page === 0) environments.take(found.given.get('environments') ?? null, 0)
      for (const part of asked) lists[part].take(found.given.get(part) ?? null, window.fromMs)
    } catch (cause) {
      const why = cause instanceof VendorFault ? cause : new VendorFault('our side')
      if (why.kind === 'unavailable' && sizes === large) {
        sizes = small
        page -= 1
        continue
      }
      const extent = page === 0 ? 'all' : 'older'
      const missing: readonly Missing['part'][] = page === 0 ? ['everything'] : asked
      faults.push(...missing.map((part) => ({ part, why, extent }) as const))
      break
    }
  }
  for (const part of Object.keys(lists) as (keyof typeof lists)[]) {
    if (lists[part].isCut) faults.push({ part, why: tooMany, extent: 'older' })
  }
  return {
    deployments: lists.deployments.items,
    releases: lists.releases.items,
    commits: lists.commits.items,
    environments: environments.items,
    allEnvironments: !environments.isCut && !faults.some(({ part }) => blinding.has(part)),
    branch,
    faults,
    broken: [...Object.values(lists), environments].reduce((sum, { broken }) => sum + broken, 0),
  }
}

const blinding = new Set<Missing['part']>(['everything', 'environments'])

export const tooMany = 'The window holds more than are read at once. Ask for a shorter one.'

/** One list as it is paged through; `ageOf` says when a member came to be. */
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
    isCut: false,
    take(page: Listed | null, fromMs: number): void {
      list.goesOn = false
      if (page === null) return
      pages += 1
      const { items, broken } = kept(schema, page.nodes)
      list.items.push(...items)
      list.broken += broken
      const last = items.at(-1)
      const { hasNextPage, endCursor } = page.pageInfo
      if (!hasNextPage || (last !== undefined && ageOf(last) < fromMs)) return
      list.goesOn = endCursor !== null && endCursor !== list.cursor && pages < mostPages
      list.isCut = !list.goesOn
      list.cursor = endCursor
    },
  }
  return list
}

/** git keeps no parts of seconds. */
function gitTime(ms: number): string {
  return toIso(Math.floor(ms / 1_000) * 1_000).replace('.000Z', 'Z')
}
