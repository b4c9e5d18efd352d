import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { sharedTargets } from '../../../src/adapters/launchdarkly-file/shared-targets.ts'

const environments = [
  { name: 'production', production: true },
  { name: 'staging', production: false },
  { name: 'lab', production: false },
]

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'baton-shared-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'real'))
  writeFileSync(join(root, 'real/flags.json'), '{}')
  writeFileSync(join(root, 'staging.json'), '{}')
  symlinkSync('real/flags.json', join(root, 'link.json'))
  symlinkSync('real', join(root, 'linked'))
  linkSync(join(root, 'real/flags.json'), join(root, 'hard.json'))
  return root
}

function shared(production: string, staging: string): readonly string[] {
  const root = folder()
  const flags = [
    { environment: 'production', file: production },
    { environment: 'staging', file: staging },
  ]
  return [...sharedTargets({ root, flags, environments })].toSorted()
}

test.each([
  ['the same name', 'real/flags.json', 'real/flags.json'],
  ['another spelling', 'real/flags.json', './real/../real/flags.json'],
  ['a link to the file', 'real/flags.json', 'link.json'],
  ['a link that production uses', 'link.json', 'real/flags.json'],
  ['a folder that is a link', 'real/flags.json', 'linked/flags.json'],
  ['a hard link', 'real/flags.json', 'hard.json'],
  ['a file that is not there yet', 'real/later.json', 'linked/later.json'],
  ['a folder that is not there yet', 'later/flags.json', './later/flags.json'],
])('%s shares the file with production', (_, production, staging) => {
  expect(shared(production, staging)).toEqual(['production', 'staging'])
})

test.each(['staging.json', 'real/other.json', 'flags.json', 'later/flags.json'])(
  'a file of its own (%s) is shared with nobody',
  (staging) => {
    expect(shared('real/flags.json', staging)).toEqual(['production'])
  },
)

test('an environment that nobody declared is production; two others may share as they like', () => {
  const root = folder()
  const flags = ['staging', 'lab', 'undeclared'].map((environment) => ({
    environment,
    file: environment === 'undeclared' ? 'link.json' : 'staging.json',
  }))
  expect([...sharedTargets({ root, flags, environments })]).toEqual(['undeclared'])
})
