import { toIso } from '../../../src/domain/time.ts'

/** Answers as Azure DevOps gives them, with what identifies people invented. */
export function person(name: string) {
  const account = `${name.toLowerCase().replaceAll(' ', '.')}@fabrikam.example`
  return { id: `id-${name}`, displayName: name, uniqueName: account, imageUrl: null }
}

interface Run {
  readonly id: number
  readonly number?: string
  readonly startedAt: number
  readonly pipeline?: { readonly id: number; readonly name: string }
  readonly commit?: string
  readonly result?: string | null
  readonly status?: string
  readonly repository?: Readonly<Record<string, unknown>>
  readonly message?: string
  readonly by?: string
}

export function build(run: Run) {
  const { id, startedAt, pipeline = { id: 7, name: 'deploy-auth' } } = run
  const { status = 'completed', result = 'succeeded' } = run
  return {
    _links: { web: { href: `https://elsewhere.example/${id}` } },
    id,
    buildNumber: run.number ?? `20261123.${id}`,
    status,
    result: status === 'completed' ? result : null,
    queueTime: `${toIso(startedAt - 5_000).slice(0, -1)}1234Z`,
    startTime: `${toIso(startedAt).slice(0, -1)}1234Z`,
    finishTime: status === 'completed' ? toIso(startedAt + 240_000) : null,
    reason: 'individualCI',
    priority: 'normal',
    sourceBranch: 'refs/heads/main',
    sourceVersion: run.commit ?? sha(id),
    definition: { ...pipeline, type: 'build', path: '\\', revision: 3 },
    repository: run.repository ?? { id: 'repo-1', type: 'TfsGit', name: 'shop' },
    requestedFor: person(run.by ?? 'Ines Prado'),
    requestedBy: person('Build Service'),
    triggerInfo: {
      'ci.message': run.message ?? 'Merged PR 41: Cache the keys',
      'ci.sourceSha': sha(id),
    },
    tags: [],
  }
}

export function sha(id: number): string {
  return id.toString(16).padStart(40, 'a')
}

export function environment(id: number, name: string) {
  return {
    id,
    name,
    description: '',
    createdBy: person('Ines Prado'),
    createdOn: '2025-01-01T00:00:00Z',
    project: { id: '00000000-0000-4000-8000-000000000001', name: 'Web Shop' },
  }
}

interface Stage {
  readonly id: number
  readonly environmentId: number
  readonly run: { readonly id: number; readonly name: string }
  readonly startedAt: number
  readonly pipeline?: { readonly id: number; readonly name: string }
  readonly job?: string
  readonly result?: string | null
}

export function record(stage: Stage) {
  const { id, environmentId, run, startedAt, result = 'succeeded' } = stage
  return {
    id,
    environmentId,
    definition: { ...(stage.pipeline ?? { id: 7, name: 'deploy-auth' }), _links: {} },
    owner: { ...run, _links: {} },
    stageName: 'Deploy',
    stageAttempt: 1,
    jobName: stage.job ?? 'web',
    jobAttempt: 1,
    planType: 'Build',
    planId: '00000000-0000-4000-8000-000000000002',
    queueTime: toIso(startedAt - 1_000),
    startTime: toIso(startedAt),
    finishTime: result === null ? null : toIso(startedAt + 60_000),
    result,
  }
}

interface Release {
  readonly id: number
  readonly release: { readonly id: number; readonly name: string }
  readonly startedAt: number
  readonly stage?: string
  readonly status?: string
  readonly operation?: string
  readonly approvals?: readonly ReturnType<typeof releaseApproval>[]
}

export function deployment(given: Release) {
  const { id, release, startedAt, stage = 'PROD', status = 'succeeded' } = given
  return {
    id,
    release: {
      ...release,
      artifacts: [
        {
          type: 'Build',
          alias: '_shop',
          isPrimary: true,
          definitionReference: { sourceVersion: { id: sha(release.id), name: '' }, broken: null },
        },
      ],
      _links: { web: { href: 'https://elsewhere.example/release' } },
      createdOn: '0001-01-01T00:00:00',
    },
    releaseDefinition: { id: 3, name: 'Billing', _links: {} },
    releaseEnvironment: { id: id + 1_000, name: stage, _links: {} },
    definitionEnvironmentId: stage === 'PROD' ? 43 : 44,
    attempt: 1,
    reason: 'manual',
    deploymentStatus: status,
    operationStatus: given.operation ?? 'Approved',
    requestedBy: person('Ines Prado'),
    requestedFor: person('Ines Prado'),
    queuedOn: '0001-01-01T00:00:00',
    startedOn: toIso(startedAt),
    completedOn: status === 'inProgress' ? '0001-01-01T00:00:00' : toIso(startedAt + 90_000),
    lastModifiedOn: toIso(startedAt + 90_000),
    lastModifiedBy: null,
    conditions: [],
    preDeployApprovals: given.approvals ?? [],
    postDeployApprovals: [],
  }
}

export function releaseApproval(status: string, by: string | null, isAutomated = false) {
  return {
    id: 221,
    revision: 1,
    approver: person('Release Managers'),
    approvedBy: by === null ? null : person(by),
    approvalType: 'preDeploy',
    status,
    comments: 'Good to go',
    isAutomated,
  }
}

export function approval(run: number, status: string, by: string | null) {
  return {
    id: `06239b11-a904-43a1-be6a-${String(run).padStart(12, '0')}`,
    status,
    createdOn: '2026-11-23T07:00:00.58Z',
    lastModifiedOn: '2026-11-23T07:01:00.5806001Z',
    executionOrder: 'anyOrder',
    minRequiredApprovers: 1,
    blockedApprovers: [],
    steps: [
      {
        assignedApprover: person('Release Managers'),
        actualApprover: by === null ? null : person(by),
        status,
        order: 1,
      },
    ],
    pipeline: { id: '7', name: 'deploy-auth', owner: { id: run, name: `20261123.${run}` } },
  }
}
