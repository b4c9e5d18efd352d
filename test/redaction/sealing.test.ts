import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { openSqliteVault } from '../../src/adapters/sqlite/vault.ts'
import type { Vault } from '../../src/ports/vault.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'

function sqliteVaults(): readonly [Vault, Vault] {
  const home = join(mkdtempSync(join(tmpdir(), 'baton-')), 'home')
  const vaults = [openSqliteVault(home), openSqliteVault(home)] as const
  onTestFinished(() => vaults.forEach((vault) => vault.close()))
  return vaults
}

function memoryVaults(): readonly [Vault, Vault] {
  const vault = createMemoryVault()
  return [vault, vault]
}

test.each([
  ['sqlite', sqliteVaults],
  ['memory', memoryVaults],
])('many tokens sealed at once on %s keep their first meaning', (_, vaults) => {
  const [one, two] = vaults()
  one.seal('INC-1', '«user:a»', 'first')
  const pairs = [
    ['«user:a»', 'second'],
    ['«user:b»', 'bob'],
    ['«user:b»', 'other'],
  ] as const
  two.sealAll('INC-1', pairs)
  one.sealAll('INC-1', pairs)
  one.sealAll('INC-1', [])
  expect(['«user:a»', '«user:b»'].map((token) => two.open('INC-1', token))).toEqual([
    'first',
    'bob',
  ])
  expect(one.open('INC-2', '«user:b»')).toBeUndefined()
})
