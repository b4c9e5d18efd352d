import { instantMs } from '../../../src/domain/time.ts'
import type * as documents from './documents.ts'

type Of<K extends keyof typeof documents> = ReturnType<(typeof documents)[K]>

/** What one project holds. */
export interface Holdings {
  readonly builds?: readonly Of<'build'>[]
  readonly environments?: readonly Of<'environment'>[]
  readonly records?: readonly Of<'record'>[]
  readonly deployments?: readonly Of<'deployment'>[]
  readonly approvals?: readonly Of<'approval'>[]
  /** Ids by the id of a run. */
  readonly workItems?: Readonly<Record<string, readonly string[]>>
  readonly commits?: readonly object[]
  readonly files?: readonly object[]
  /** What files hold, by the commit and the path. */
  readonly contents?: Readonly<Record<string, string>>
  /** Keeps environments where a Server before 7.1 had them. */
  readonly isOld?: boolean
  /** How many of a list it gives at once, whatever it is asked for. */
  readonly mostAtOnce?: number
}

export interface Told {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const prefix = /^\/fabrikam\/Web Shop\/_apis\//

/** What it answers to one address; undefined for what there is not. */
export function route(held: Holdings, path: string, query: URLSearchParams): Told | undefined {
  if (!prefix.test(path)) return undefined
  const told = path.replace(prefix, '')
  const isMoved = /^(pipelines|distributedtask)\/environments/.test(told)
  if (isMoved && told.startsWith('distributedtask') !== (held.isOld === true)) return undefined
  const place = told.replace(/^distributedtask/, 'pipelines')
  const records = /^pipelines\/environments\/(\d+)\/environmentdeploymentrecords$/.exec(place)?.[1]
  if (records !== undefined) {
    const own = (held.records ?? []).filter(
      ({ environmentId }) => String(environmentId) === records,
    )
    return paged(held, query, newest(own, 'startTime'), query.get('top') ?? '25')
  }
  const workItems = /^build\/builds\/(\d+)\/workitems$/.exec(place)?.[1]
  if (workItems !== undefined) {
    const ids = held.workItems?.[workItems] ?? []
    const value = ids.map((id) => ({ id, url: `https://elsewhere.example/${id}` }))
    return list(value.slice(0, Number(query.get('$top') ?? 100)))
  }
  switch (place) {
    case 'build/builds':
      return paged(held, query, buildsOf(held, query), query.get('$top') ?? '1000')
    case 'build/changes':
      return list(held.commits ?? [])
    case 'pipelines/environments':
      return paged(held, query, held.environments ?? [], query.get('$top') ?? '100')
    case 'release/deployments':
      return paged(held, query, deploymentsOf(held, query), query.get('$top') ?? '50')
    case 'pipelines/approvals':
      return list((held.approvals ?? []).slice(0, Number(query.get('top') ?? 100)))
    default:
      return repository(held, place, query)
  }
}

function repository(held: Holdings, place: string, query: URLSearchParams): Told | undefined {
  if (/^git\/repositories\/[^/]+\/commits$/.test(place)) {
    const isAhead = (query.get('searchCriteria.compareVersion.version') ?? '').startsWith('b')
    return list(isAhead ? (held.commits ?? []) : [])
  }
  if (/^git\/repositories\/[^/]+\/items$/.test(place)) {
    const commit = query.get('versionDescriptor.version')
    const content = held.contents?.[`${commit}:${query.get('path')}`]
    if (content === undefined) return undefined
    const item = { gitObjectType: 'blob', commitId: commit, path: query.get('path'), content }
    return { status: 200, body: item }
  }
  if (!/^git\/repositories\/[^/]+\/diffs\/commits$/.test(place)) return undefined
  const files = held.files ?? []
  const skip = Number(query.get('$skip') ?? 0)
  const top = Math.min(Number(query.get('$top') ?? 100), held.mostAtOnce ?? Infinity)
  const body = {
    allChangesIncluded: skip + top >= files.length,
    changeCounts: { Edit: files.length },
    changes: files.slice(skip, skip + top),
    commonCommit: query.get('baseVersion'),
    baseCommit: query.get('baseVersion'),
    targetCommit: query.get('targetVersion'),
    aheadCount: held.commits?.length ?? 0,
    behindCount: 0,
  }
  return { status: 200, body }
}

function buildsOf({ builds = [] }: Holdings, query: URLSearchParams) {
  const ids = query.get('buildIds')?.split(',')
  const number = query.get('buildNumber')
  const found = builds.filter(
    (one) =>
      (ids === undefined || ids.includes(String(one.id))) &&
      (number === null || one.buildNumber === number) &&
      within(one.startTime, query.get('minTime'), query.get('maxTime')),
  )
  return newest(found, 'startTime')
}

function deploymentsOf({ deployments = [] }: Holdings, query: URLSearchParams) {
  const status = query.get('deploymentStatus')
  const found = deployments.filter(
    (one) =>
      (status === null || one.deploymentStatus === status) &&
      within(one.startedOn, query.get('minStartedTime'), query.get('maxStartedTime')),
  )
  return newest(found, 'startedOn')
}

const moments = new Map<string, number>()

/** Read once: every page of a long list is found among all its members. */
function moment(text: string): number {
  const known = moments.get(text) ?? instantMs(text) ?? 0
  moments.set(text, known)
  return known
}

function within(text: string, from: string | null, to: string | null): boolean {
  const ms = moment(text)
  return (from === null || ms >= moment(from)) && (to === null || ms <= moment(to))
}

function newest<K extends string, T extends Readonly<Record<K, string>>>(
  all: readonly T[],
  by: K,
): readonly T[] {
  const keyed = all.map((one) => ({ one, ms: moment(one[by]) }))
  return keyed.toSorted((a, b) => b.ms - a.ms).map(({ one }) => one)
}

function paged(held: Holdings, query: URLSearchParams, all: readonly unknown[], top: string): Told {
  const from = Number(query.get('continuationToken') ?? 0)
  const size = Math.min(Number(top), held.mostAtOnce ?? Infinity)
  const until = from + size
  const told = list(all.slice(from, until))
  return until < all.length
    ? { ...told, headers: { 'x-ms-continuationtoken': String(until) } }
    : told
}

function list(value: readonly unknown[]): Told {
  return { status: 200, body: { count: value.length, value } }
}
