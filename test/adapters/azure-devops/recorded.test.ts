import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { azureDevOpsChanges } from '../../../src/adapters/azure-devops/changes.ts'
import * as shapes from '../../../src/adapters/azure-devops/shapes.ts'
import { azureDevOpsOptions } from '../../support/azure-devops/options.ts'
import { openAzureDevOps } from '../../support/azure-devops/server.ts'

const folder = resolve(import.meta.dirname, '../../../../shared/data/real/azure-devops')
const isThere = existsSync(folder)
const signal = new AbortController().signal

/** Answers that were recorded; without them, which lie beside the repository alone, these tests are skipped. */
function recorded(kind: RegExp): readonly unknown[] {
  if (!isThere) return []
  return readdirSync(folder)
    .filter((file) => kind.test(file))
    .map((file) => {
      const { responses } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        responses: { 200: { body: unknown } }
      }
      return responses[200].body
    })
}

test.runIf(isThere)('every recorded deployment and approval can be read', () => {
  const deployments = recorded(/^release_7\.1__deployments_GET/)
  const approvals = recorded(/^approvalsAndChecks.*QueryApproval/)
  expect(deployments.length + approvals.length).toBeGreaterThanOrEqual(3)
  const read = [
    ...deployments.map((body) => shapes.listOf(shapes.ReleaseDeployment, body)),
    ...approvals.map((body) => shapes.listOf(shapes.Approval, body)),
  ]
  expect(read.map(({ broken }) => broken)).toEqual(read.map(() => 0))
  expect(read.every(({ items }) => items.length > 0)).toBe(true)
})

test.runIf(isThere)(
  'recorded deployments become changes with state, stage, release and approver',
  async () => {
    for (const body of recorded(/^release_7\.1__deployments_GET/)) {
      const { value } = body as { value: readonly { startedOn: string }[] }
      const started = value.map(({ startedOn }) => Date.parse(startedOn))
      const window = { fromMs: Math.min(...started), toMs: Math.max(...started) + 1 }
      const fake = await openAzureDevOps({
        nowMs: () => window.toMs,
        twist: (path, told) => (path.endsWith('/deployments') ? { status: 200, body } : told),
      })
      onTestFinished(fake.close)
      const source = azureDevOpsChanges(azureDevOpsOptions(fake.url, () => window.toMs))
      const { changes, gaps } = await source.changes(window, signal)
      expect(gaps).toEqual([])
      expect(changes).toHaveLength(value.length)
      const known = changes.filter(
        ({ version, environment, state, actor }) => version && environment && state && actor,
      )
      expect(known).toHaveLength(value.length)
      expect(changes.some(({ approvedBy }) => approvedBy.length > 0)).toBe(true)
      expect(fake.violations).toEqual([])
    }
  },
)
