import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import { pageOf } from './addresses.ts'
import { beforeEach } from './before.ts'
import { sentence, type Telling } from './events.ts'
import { placeOf } from '../../domain/their-place.ts'
import type { ReleaseDeployment } from './shapes.ts'
import { allNamesOf, namesOf, spaced } from './words.ts'

/** What classic releases deployed to their stages; what has not started yet is no change. */
export function releaseEvents(telling: Telling): readonly ChangeEvent[] {
  const { deployments, deploymentsBefore } = telling.told
  const before = beforeEach([...deploymentsBefore, ...deployments], {
    placeOf: stageOf,
    bringOf: ({ release }) => release?.id ?? null,
    startOf: ({ startedOn }) => startedOn ?? Infinity,
    hasSucceeded: ({ deploymentStatus }) => deploymentStatus?.toLowerCase() === 'succeeded',
  })
  return deployments.flatMap((one) => releaseEvent(one, before.get(one), telling) ?? [])
}

function releaseEvent(
  deployment: ReleaseDeployment,
  before: ReleaseDeployment | undefined,
  { source, addresses, mapping }: Telling,
): ChangeEvent | null {
  const { release, releaseDefinition, releaseEnvironment, startedOn } = deployment
  if (startedOn === null) return null
  const previous = before?.release?.name ?? null
  return {
    ...unknownChange,
    ...placeOf(mapping, { environment: releaseEnvironment.name, ran: [releaseDefinition.name] }),
    id: `release:${deployment.id}`,
    source,
    kind: 'deployment',
    version: release?.name ?? null,
    previous,
    startedAtMs: startedOn,
    finishedAtMs: deployment.completedOn,
    state: stateOf(deployment),
    ...peopleOf(deployment),
    url: release?.id
      ? pageOf(addresses, ['_release'], { releaseId: release.id, _a: 'release-summary' })
      : null,
    rollback: previous === null ? null : `Redeploy ${previous} to the same stage.`,
    commit: commitOf(deployment),
    previousCommit: before ? commitOf(before) : null,
    notes: sentence([
      releaseDefinition.name,
      ['stage', releaseEnvironment.name],
      ['attempt', deployment.attempt === 1 ? null : deployment.attempt],
      ['started', spaced(deployment.reason)],
    ]),
  }
}

/** An approval that is waited for says more than that nothing is deployed. */
function stateOf({ deploymentStatus, operationStatus, ...approvals }: ReleaseDeployment) {
  const all = [...approvals.preDeployApprovals, ...approvals.postDeployApprovals]
  const waits = all.some(({ status }) => status?.toLowerCase() === 'pending')
  if (waits) return 'pending approval'
  const status = spaced(deploymentStatus)
  return status === null || status === 'not deployed' ? (spaced(operationStatus) ?? status) : status
}

/** What approves itself was approved by nobody. */
function peopleOf(deployment: ReleaseDeployment) {
  const { requestedFor, requestedBy, preDeployApprovals, postDeployApprovals } = deployment
  const approvals = [...preDeployApprovals, ...postDeployApprovals]
  const given = approvals.filter(
    ({ status, isAutomated }) => status?.toLowerCase() === 'approved' && isAutomated !== true,
  )
  const asked = approvals.flatMap(({ approvedBy, approver }) => [approvedBy, approver])
  return {
    actor: (requestedFor ?? requestedBy)?.name ?? null,
    approvedBy: namesOf(given.map(({ approvedBy, approver }) => approvedBy ?? approver)),
    alsoBy: allNamesOf([requestedFor, requestedBy, ...asked]),
  }
}

function stageOf(deployment: ReleaseDeployment): string {
  const { definitionEnvironmentId, releaseDefinition, releaseEnvironment } = deployment
  return definitionEnvironmentId ?? `${releaseDefinition.name}\0${releaseEnvironment.name}`
}

const commit = /^[0-9a-f]{40}$/i

/** Of its primary artifact, where that tells one. */
function commitOf({ release }: ReleaseDeployment): string | null {
  const artifacts = release?.artifacts ?? []
  const primary = artifacts.find(({ isPrimary }) => isPrimary === true) ?? artifacts[0]
  const told = primary?.definitionReference?.['sourceVersion']?.id ?? ''
  return commit.test(told) ? told : null
}
