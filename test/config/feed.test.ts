import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { loadConfig } from '../../src/config.ts'

function feedsOf(yaml: string, env: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), 'baton-feed-'))
  writeFileSync(join(cwd, 'baton.yaml'), yaml)
  return loadConfig({ env: { HOME: cwd, ...env }, cwd }).changes.flatMap((target) =>
    target.kind === 'feed' ? [{ fault: target.fault, token: target.token() }] : [],
  )
}

const one = 'a'.repeat(24)
const other = 'b'.repeat(24)
const two = `changes:
  - feed: {name: ci}
  - feed: {name: network, credentials: NETWORK}
`

test('G2: two feeds with one token are both silenced, because nobody could tell who speaks', () => {
  expect(feedsOf(two, { BATON_FEED_TOKEN: one, NETWORK_TOKEN: other })).toEqual([
    { fault: null, token: one },
    { fault: null, token: other },
  ])
  const shared = { fault: expect.stringContaining('another feed has the same'), token: null }
  expect(feedsOf(two, { BATON_FEED_TOKEN: one, NETWORK_TOKEN: one })).toEqual([shared, shared])
})
