import { type ChangeEvent, unknownChange } from '../../domain/change-event.ts'
import { pageOf } from './addresses.ts'
import { sentence, type Telling } from './events.ts'
import { placeOf } from './place.ts'
import type { Told } from './read-window.ts'
import type { ReleaseDeployment } from './shapes.ts'
import { spaced } from './words.ts'

/** What a classic release deployed to a stage; null while it has not started. */
export function releaseEvent(
  deployment: ReleaseDeployment,
  { source, addresses, mapping, told }: Telling,
): ChangeEvent | null {
  const { release, releaseDefinition, releaseEnvironment, startedOn } = deployment
  if (startedOn === null) return null
  const before = beforeOf(deployment, told)
  const previous = before?.release?.name ?? null
  return {
    ...unknownChange,
    ...placeOf(mapping, releaseEnvironment.name, releaseDefinition.name),
    id: `release:${deployment.id}`,
    source,
    kind: 'deployment',
    version: release?.name ?? null,
    previous,
    startedAtMs: startedOn,
    finishedAtMs: deployment.completedOn,
    state: stateOf(deployment),
    actor: deployment.requestedFor ?? deployment.requestedBy,
    approvedBy: approversOf(deployment),
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

/** People alone: what approves itself was approved by nobody. */
function approversOf({ preDeployApprovals, postDeployApprovals }: ReleaseDeployment) {
  const given = [...preDeployApprovals, ...postDeployApprovals].filter(
    ({ status, isAutomated }) => status?.toLowerCase() === 'approved' && isAutomated !== true,
  )
  return [...new Set(given.flatMap(({ approvedBy, approver }) => approvedBy ?? approver ?? []))]
}

/** What succeeded in the same stage before, another release. */
function beforeOf(
  deployment: ReleaseDeployment,
  { deployments, deploymentsBefore }: Told,
): ReleaseDeployment | undefined {
  const { startedOn } = deployment
  const stage = stageOf(deployment)
  return [...deployments, ...deploymentsBefore]
    .filter(
      (other) =>
        stageOf(other) === stage &&
        other.release?.id !== deployment.release?.id &&
        other.deploymentStatus?.toLowerCase() === 'succeeded' &&
        (other.startedOn ?? Infinity) < (startedOn ?? 0),
    )
    .toSorted((a, b) => (b.startedOn ?? 0) - (a.startedOn ?? 0))[0]
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
