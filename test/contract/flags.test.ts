import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { launchDarklyFile } from '../../src/adapters/launchdarkly-file/flags.ts'
import type { FlagReader, FlagWriter } from '../../src/ports/flags.ts'

const signal = new AbortController().signal

/** Whom the flag names; no adapter may tell. */
const named = ['ann.field@customer.example', 'bob.moor@customer.example', 'u-4711']

/**
 * Each adapter holds a boolean flag `new-login`, on, version 7, in `production` alone: two users named one by one are served
 * variation 1, so are users by e-mail and by segment, a share of the users of one country is served either, all others 0.
 */
interface Row {
  readonly name: string
  make(): Promise<FlagReader & FlagWriter>
}

const rows: readonly Row[] = [
  {
    name: 'LaunchDarkly flag file',
    async make() {
      const root = await mkdtemp(join(tmpdir(), 'baton-flags-'))
      const flag = {
        on: true,
        version: 7,
        variations: [true, false],
        fallthrough: { variation: 0 },
        offVariation: 1,
        targets: [{ variation: 1, values: named.slice(0, 2) }],
        prerequisites: [],
        rules: [
          {
            variation: 1,
            clauses: [
              { attribute: 'email', op: 'in', values: named },
              { attribute: '', op: 'segmentMatch', values: ['beta'] },
            ],
          },
          {
            rollout: { variations: [{ variation: 0, weight: 50_000 }] },
            clauses: [{ attribute: 'country', op: 'in', values: ['de'] }],
          },
        ],
      }
      await writeFile(join(root, 'flags.json'), JSON.stringify({ flags: { 'new-login': flag } }))
      return launchDarklyFile({
        root,
        entries: [{ environment: 'production', file: 'flags.json' }],
      })
    },
  },
]

describe.each(rows)('flags: $name', (row) => {
  test('reads state, version and what a synthetic user is served', async () => {
    const flags = await row.make()
    const state = await flags.read('production', 'new-login', signal)
    expect(state).toMatchObject({
      flag: 'new-login',
      environment: 'production',
      on: true,
      version: '7',
      toggleable: true,
      served: true,
      variations: [true, false],
    })
    expect(await flags.list('production', signal)).toEqual([state])
  })

  test('G1: tells the shape of the targeting and nobody whom it names', async () => {
    const flags = await row.make()
    const state = await flags.read('production', 'new-login', signal)
    expect(state.targeting).toEqual({
      individuals: 2,
      rules: [
        { attributes: ['email', 'segment'], values: 4, serves: 1 },
        { attributes: ['country'], values: 1, serves: 'rollout' },
      ],
      fallthrough: 0,
      off: 1,
      prerequisites: [],
    })
    const said = JSON.stringify([state, await flags.list('production', signal)])
    expect(named.filter((name) => said.includes(name))).toEqual([])
  })

  test('toggles with the version it read and reads back version + 1', async () => {
    const flags = await row.make()
    await flags.toggle('production', 'new-login', false, '7', signal)
    expect(await flags.read('production', 'new-login', signal)).toMatchObject({
      on: false,
      version: '8',
      served: false,
    })
  })

  test('refuses a stale version and writes nothing', async () => {
    const flags = await row.make()
    await expect(flags.toggle('production', 'new-login', false, '6', signal)).rejects.toMatchObject(
      { code: 'CONFLICT' },
    )
    expect(await flags.read('production', 'new-login', signal)).toMatchObject({
      on: true,
      version: '7',
    })
  })

  test('names no key of the source for an unknown one', async () => {
    const flags = await row.make()
    await expect(flags.read('production', 'new-logim', signal)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: 'get_flags lists the keys that there are; give one as it stands there.',
    })
  })

  test('knows its environments', async () => {
    const flags = await row.make()
    expect(await flags.environments()).toEqual(['production'])
    await expect(flags.read('staging', 'new-login', signal)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      hint: 'Environments with flags: production.',
    })
  })
})
