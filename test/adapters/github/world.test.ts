import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { localTrust } from '../../../src/adapters/local-trust/trust.ts'
import { loadConfig } from '../../../src/config.ts'
import type { World } from '../../../src/guard/contexts.ts'
import { openWorld } from '../../../src/world.ts'
import { deployed } from '../../support/github/repository.ts'
import { githubSource, hour, minuteMs, nowMs } from '../../support/github/source.ts'

test('an entry of baton.yaml is the source that list_deployments asks', async () => {
  const { github } = await githubSource({
    held: { deployments: [deployed(1, hour.fromMs + minuteMs, { environment: 'prod' })] },
  })
  const cwd = mkdtempSync(join(tmpdir(), 'baton-github-world-'))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  const yaml = `changes: [{ github: { repository: acme/shop, url: "${github.url}" }, service: shop, environments: { prod: production } }]\n`
  writeFileSync(join(cwd, 'baton.yaml'), yaml)
  const env = { HOME: cwd, BATON_GITHUB_TOKEN: 'github_pat_of_a_test' }
  const config = loadConfig({ env, cwd })
  const ground = {
    config,
    clock: { nowMs: () => nowMs },
    trustRoot: localTrust({ folder: config.trust }),
    reader: {} as World['reader'],
    record: { entries: () => [] },
  }
  const world = openWorld(ground, {})
  const { changes, gaps } = await world.changes.changes(hour, new AbortController().signal)
  expect(gaps).toEqual([])
  expect(changes).toMatchObject([
    { id: 'deployment:1', service: 'shop', environment: 'production' },
  ])
  expect(github.seen[0]?.headers.authorization).toBe('token github_pat_of_a_test')
})
