import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'

import { afterAll, beforeAll, expect, test } from 'vitest'

const demo = join(import.meta.dirname, '../../gameday/demo.ts')
const mostMs = 90_000
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  'the demo keeps every promise that it exercises, mends the service and leaves a packet',
  { timeout: mostMs + 10_000 },
  () => {
    const startedMs = performance.now()
    const { status, stdout } = spawnSync(execPath, [demo, join(folder, 'world')], {
      encoding: 'utf8',
      timeout: mostMs,
    })
    const tookMs = performance.now() - startedMs
    expect(stdout.split('\n').filter((line) => line.startsWith('  BROKEN'))).toEqual([])
    expect(status).toBe(0)
    expect(tookMs).toBeLessThan(mostMs)
    const rows = stdout.split('\n').filter((line) => /^ {2}G\d+ /.test(line))
    const states = rows.map((row) => /^ {2}(G\d+) +(kept|not exercised)/.exec(row)?.slice(1, 3))
    expect(states).toEqual([
      ['G1', 'kept'],
      ['G2', 'kept'],
      ['G3', 'not exercised'],
      ['G4', 'not exercised'],
      ['G5', 'kept'],
      ['G6', 'kept'],
      ['G7', 'kept'],
      ['G8', 'kept'],
      ['G9', 'kept'],
      ['G10', 'kept'],
      ['G11', 'kept'],
    ])
    expect(stdout).toContain('SIMULATED PERSON')
    expect(stdout).toContain('Recovery measured: yes')
    expect(stdout).toContain('Effects on production: new-token-validator off')
    const packets = readdirSync(join(folder, 'world', 'knowledge'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((file) => /packet.*\.md$/.test(file))
    expect(packets).toHaveLength(1)
  },
)
