import { type ChangeEvent, type FileCounts, unknownChange } from '../../domain/change-event.ts'
import { type TheirNames, placeOf } from '../../domain/their-place.ts'
import type { Approval } from './read-approvals.ts'
import type { Deployment, Run, Status } from './shapes.ts'

/** What is known beside the deployments themselves. */
export interface Known {
  readonly source: string
  readonly mapping: TheirNames
  readonly runs: ReadonlyMap<number, Run>
  readonly approvals: ReadonlyMap<string, readonly Approval[]>
  /** By the commit that a deployment brought. */
  readonly files: ReadonlyMap<string, FileCounts>
}

/** Each deployment with what ran in its environment before: the last one of the same service that succeeded. */
export function deploymentChanges(
  deployments: readonly Deployment[],
  known: Known,
): readonly ChangeEvent[] {
  const before = new Map<string, Deployment>()
  const oldestFirst = deployments.toSorted(
    (a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  )
  return oldestFirst.map((deployment) => {
    const change = changeOf(deployment, known)
    const place = JSON.stringify([environmentOf(deployment), change.service])
    const previous = before.get(place)
    if (statusesOf(deployment).some(({ state }) => state === 'SUCCESS')) {
      before.set(place, deployment)
    }
    return previous === undefined ? change : { ...change, ...takenBackTo(previous, deployment) }
  })
}

function changeOf(deployment: Deployment, known: Known): ChangeEvent {
  const { mapping, source, files } = known
  const { id, databaseId, createdAt, commitOid, commit, creator, description } = deployment
  const statuses = statusesOf(deployment)
  const environment = environmentOf(deployment)
  const run = known.runs.get(runOf(deployment) ?? Number.NaN)
  const end = statuses.find(({ state }) => ends.has(state))
  const started = statuses.find(({ state }) => state === 'IN_PROGRESS')
  return {
    ...unknownChange,
    id: `deployment:${databaseId ?? id}`,
    source,
    kind: 'deployment',
    ...placeOf(mapping, { environment, ran: run ? workflowsOf(run) : [] }),
    version: versionOf(deployment),
    startedAtMs: started?.createdAt ?? createdAt,
    finishedAtMs: end?.createdAt ?? null,
    state: stateOf(deployment, statuses),
    actor: creator,
    approvedBy: approversOf(deployment, environment, known),
    url: statuses.findLast(({ logUrl }) => logUrl)?.logUrl ?? run?.html_url ?? null,
    commit: commitOid,
    pullRequests: commit?.associatedPullRequests ?? [],
    files: files.get(commitOid ?? '') ?? null,
    notes: description ?? '',
  }
}

const ends = new Set(['SUCCESS', 'FAILURE', 'ERROR'])

/** How it ended; that a later one took its place is no state of its own unless nothing else is told. */
function stateOf({ state }: Deployment, statuses: readonly Status[]): string {
  const last = statuses.findLast((status) => status.state !== 'INACTIVE') ?? statuses.at(-1)
  return (last?.state ?? state ?? 'unknown').toLowerCase()
}

/** Oldest first, each once. */
function statusesOf({ statuses, latestStatus }: Deployment): readonly Status[] {
  const all = latestStatus === null ? statuses : [...statuses, latestStatus]
  const each = new Map(all.map((status) => [`${status.createdAt} ${status.state}`, status]))
  return [...each.values()].toSorted((a, b) => a.createdAt - b.createdAt || order(a) - order(b))
}

/** Of one second: what begins before what ends before what is over. */
function order({ state }: Status): number {
  return state === 'INACTIVE' ? 2 : ends.has(state) ? 1 : 0
}

/** The tag that was deployed, else the commit: a branch is no version. */
function versionOf({ ref, commitOid }: Deployment): string | null {
  return ref?.prefix === 'refs/tags/' ? ref.name : commitOid
}

export function environmentOf({ originalEnvironment, environment }: Deployment): string | null {
  return originalEnvironment ?? environment
}

/** The number of the workflow run that made it, as the address of its log tells. */
export function runOf(deployment: Deployment): number | null {
  for (const { logUrl } of statusesOf(deployment)) {
    const [, id] = /\/actions\/runs\/(\d{1,15})(?:\/|$)/.exec(logUrl ?? '') ?? []
    if (id !== undefined) return Number(id)
  }
  return null
}

/** By its name and by that of its file. */
export function workflowsOf({ name, path }: Run): readonly (string | null)[] {
  return [name, path?.split('@')[0]?.split('/').at(-1) ?? null]
}

function approversOf(
  deployment: Deployment,
  environment: string | null,
  { approvals, runs }: Known,
): readonly string[] {
  const run = runs.get(runOf(deployment) ?? Number.NaN)
  const reviews = approvals.get(run?.node_id ?? '') ?? []
  const own = reviews.filter(({ environments }) => environments.includes(environment ?? ''))
  return [...new Set(own.map(({ by }) => by))]
}

function takenBackTo(
  previous: Deployment,
  deployment: Deployment,
): Pick<ChangeEvent, 'previous' | 'previousCommit' | 'rollback'> {
  const version = versionOf(previous)
  const environment = environmentOf(deployment)
  return {
    previous: version,
    previousCommit: previous.commitOid,
    rollback:
      version === null
        ? null
        : `Redeploy ${version}${environment === null ? '' : ` to ${environment}`}.`,
  }
}
