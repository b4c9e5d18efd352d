import type { ChangeEvent } from '../../domain/change-event.ts'
import type { Window } from '../../domain/window.ts'
import { codeChanges, filesByCommit, releaseChanges } from './code-changes.ts'
import { deploymentChanges, environmentOf, runOf } from './deployment-changes.ts'
import type { TheirNames } from '../../domain/their-place.ts'
import type { Missing } from './parts.ts'
import { readApprovals } from './read-approvals.ts'
import { type Code, type Limits, readCode, type Repository } from './read-code.ts'
import { readRuns } from './read-runs.ts'
import { runChanges } from './run-changes.ts'
import type { Session } from './session.ts'
import type { Environment, Run } from './shapes.ts'

/** All that was read for a window, also what lies before it. */
export interface Reading {
  readonly changes: readonly ChangeEvent[]
  readonly environments: readonly Environment[]
  readonly missing: readonly Missing[]
  readonly broken: number
}

export interface Asked {
  readonly session: Session
  readonly source: string
  readonly repository: Repository
  readonly mapping: TheirNames
  readonly limits: Limits
}

/** A run may begin this long before what it deploys. */
const leadMs = 3_600_000

/** Runs and all else at once, then who approved, where somebody had to. */
export async function readChanges(
  { session, source, repository, mapping, limits }: Asked,
  window: Window,
  signal: AbortSignal,
): Promise<Reading> {
  const early = { ...window, fromMs: window.fromMs - leadMs }
  const [code, { runs, ...rest }] = await Promise.all([
    readCode(session, repository, window, limits, signal),
    readRuns(session, repository, early, limits.runPages, signal),
  ])
  const byNumber = new Map(runs.map((run) => [run.id, run]))
  const found = await approvalsOf(session, code, byNumber, window, signal)
  const told = new Set(code.deployments.map(runOf).filter((id) => id !== null))
  return {
    changes: [
      ...deploymentChanges(code.deployments, {
        source,
        mapping,
        runs: byNumber,
        approvals: found.approvals,
        files: filesByCommit(code),
      }),
      ...runChanges(runs, told, source, mapping),
      ...releaseChanges(code.releases, source, mapping),
      ...codeChanges(code, source, mapping),
    ],
    environments: code.environments,
    missing: [...code.faults, ...rest.faults, ...found.faults],
    broken: code.broken + rest.broken,
  }
}

async function approvalsOf(
  session: Session,
  { deployments, environments, allEnvironments }: Code,
  runs: ReadonlyMap<number, Run>,
  window: Window,
  signal: AbortSignal,
): ReturnType<typeof readApprovals> {
  const reviewed = new Set(environments.filter(isReviewed).map(({ name }) => name))
  const numbers = deployments
    .filter(
      (deployment) =>
        deployment.createdAt >= window.fromMs - leadMs &&
        (!allEnvironments || reviewed.has(environmentOf(deployment) ?? '')),
    )
    .map(runOf)
    .filter((id) => id !== null)
  const known = [...new Set(numbers)].flatMap((id) => runs.get(id) ?? [])
  const found = await readApprovals(
    session,
    known.map((run) => run.node_id),
    signal,
  )
  return numbers.every((id) => runs.has(id))
    ? found
    : { ...found, faults: [...found.faults, { part: 'approvals', why: earlier, extent: 'some' }] }
}

const earlier = 'The runs of some deployments were not read.'

export function isReviewed({ protectionRules }: Environment): boolean {
  return protectionRules.includes('REQUIRED_REVIEWERS')
}
