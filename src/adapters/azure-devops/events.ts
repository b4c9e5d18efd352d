import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import { type Addresses, pageOf } from './addresses.ts'
import { type TheirNames, placeOf } from '../../domain/their-place.ts'
import type { StageDeployment } from './read-records.ts'
import type { Told } from './read-window.ts'
import type { Approval, Build } from './shapes.ts'
import { allNamesOf, branchOf, namesOf, pullRequestOf, spaced } from './words.ts'

/** What events are made with. */
export interface Telling {
  readonly source: string
  readonly addresses: Addresses
  readonly mapping: TheirNames
  readonly told: Told
}

/** A run of a pipeline, by YAML or not; null while it has not started. */
export function runEvent(build: Build, telling: Telling): ChangeEvent | null {
  const { source, addresses, mapping, told } = telling
  if (build.startTime === null) return null
  const isOver = build.status?.toLowerCase() === 'completed'
  const waits = approvalsOf(told, build.id).some(isPending)
  return {
    ...unknownChange,
    ...placeOf(mapping, { ran: [build.definition.name] }),
    id: `run:${build.id}`,
    source,
    kind: 'run',
    version: build.buildNumber,
    startedAtMs: build.startTime,
    finishedAtMs: build.finishTime,
    state: waits ? 'pending approval' : spaced(isOver ? build.result : build.status),
    ...peopleOf(told, build, build.id),
    url: runPage(addresses, build.id),
    commit: build.sourceVersion,
    pullRequests: pullRequestsOf(build),
    notes: sentence([
      build.definition.name,
      ['of', branchOf(build.sourceBranch)],
      ['started by', spaced(build.reason)],
      ['for work items', told.workItems.get(build.id)?.join(', ') ?? null],
    ]),
  }
}

/** What a stage of a YAML pipeline deployed to an environment. */
export function stageEvent(stage: StageDeployment, telling: Telling): ChangeEvent {
  const { source, addresses, mapping, told } = telling
  const { environment, record, before, startedAtMs, finishedAtMs, result } = stage
  const run = record.owner.id ?? ''
  const build = told.buildById.get(run)
  const previous = before?.owner.name ?? null
  return {
    ...unknownChange,
    ...placeOf(mapping, { environment: environment.name, ran: [record.definition.name] }),
    id: `environment:${environment.id}:${record.id}`,
    source,
    kind: 'deployment',
    version: record.owner.name,
    previous,
    startedAtMs,
    finishedAtMs,
    state: finishedAtMs === null ? 'in progress' : spaced(result),
    ...peopleOf(told, build, run),
    url: record.owner.id === null ? null : runPage(addresses, run),
    rollback:
      previous === null ? null : `Run the stage of run ${previous} again to deploy that version.`,
    commit: build?.sourceVersion ?? null,
    previousCommit: told.buildById.get(before?.owner.id ?? '')?.sourceVersion ?? null,
    pullRequests: build === undefined ? [] : pullRequestsOf(build),
    notes: sentence([
      record.definition.name,
      ['stage', record.stageName],
      ['attempt', record.stageAttempt === 1 ? null : record.stageAttempt],
      ['for work items', told.workItems.get(run)?.join(', ') ?? null],
    ]),
  }
}

export function runPage(addresses: Addresses, id: string): string | null {
  return pageOf(addresses, ['_build', 'results'], { buildId: id })
}

/** Parts with what introduces them, those that are not known left out. */
export function sentence(
  parts: readonly (string | null | readonly [string, string | number | null])[],
): string {
  return parts
    .flatMap((part) => {
      if (part === null || typeof part === 'string') return part ?? []
      return part[1] === null || part[1] === '' ? [] : `${part[0]} ${part[1]}`
    })
    .join(', ')
}

function approvalsOf({ approvals }: Told, run: string): readonly Approval[] {
  return approvals.filter(({ pipeline }) => pipeline?.owner.id === run)
}

function isPending({ status }: Approval): boolean {
  return status?.toLowerCase() === 'pending'
}

function peopleOf(told: Told, build: Build | undefined, run: string) {
  const steps = approvalsOf(told, run).flatMap((approval) => approval.steps)
  const given = steps.filter(({ status }) => status?.toLowerCase() === 'approved')
  const { requestedFor = null, requestedBy = null } = build ?? {}
  const assigned = steps.flatMap(({ actualApprover, assignedApprover }) => [
    actualApprover,
    assignedApprover,
  ])
  return {
    actor: requestedFor?.name ?? null,
    approvedBy: namesOf(given.map(({ actualApprover }) => actualApprover)),
    alsoBy: allNamesOf([requestedFor, requestedBy, ...assigned]),
  }
}

/** Of a run that a pull request or its merge started. */
function pullRequestsOf({ triggerInfo }: Build): readonly string[] {
  const { 'pr.number': number, 'ci.message': message } = triggerInfo ?? {}
  if (typeof number === 'string' && /^\d{1,9}$/.test(number)) return [number]
  const found = typeof message === 'string' ? pullRequestOf(message) : null
  return found === null ? [] : [found]
}
