import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { localTrust } from '../../../src/adapters/local-trust/trust.ts'
import { HandoffError } from '../../../src/domain/error.ts'
import { sha256 } from '../../../src/domain/json.ts'
import { makeSigner } from '../../support-approvals/rig.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-trust-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const read = () => localTrust({ folder }).read()
const key = makeSigner().publicKey
const other = makeSigner().publicKey

/** What the refusal says, and that it keeps values and paths to itself. */
function refused(): string {
  const error = thrown()
  expect([error.code, error.rule]).toEqual(['UPSTREAM', 'trust-readable'])
  expect(`${error.message} ${error.hint}`).not.toContain(folder)
  return error.message
}

function thrown(): HandoffError {
  try {
    read()
  } catch (error) {
    if (error instanceof HandoffError) return error
    throw error
  }
  throw new Error('it was accepted')
}

test('people, rota, matrix and policies are read', () => {
  write(
    'people.yaml',
    `people:
  - id: noor
    name: Noor Haddad
    email: noor@baton.example
    roles: [incident-commander, "service-owner:auth"]
    keys:
      - ${key} noor@laptop
      - {key: "${other}", notAfter: "2027-01-01T00:00:00Z", revokedAt: "2026-12-01T00:00:00+01:00"}
    notAfter: "2028-01-01T00:00:00Z"
rota: [{role: sre, from: "2026-11-23T00:00:00Z", to: "2026-11-24T00:00:00Z", person: noor}]
matrix: [{severity: SEV1, level: 1, role: sre, within: 15m}]
`,
  )
  write('policies/night.cedar', '// none')
  write('policies/notes.txt', 'not a policy')
  const { digest, ...trust } = read()
  expect(digest).toMatch(/^[0-9a-f]{64}$/)
  expect(trust).toEqual({
    people: [
      {
        id: 'noor',
        name: 'Noor Haddad',
        email: 'noor@baton.example',
        roles: ['incident-commander', 'service-owner:auth'],
        keys: [
          { publicKey: key, notAfterMs: null, revokedAtMs: null },
          {
            publicKey: other,
            notAfterMs: Date.UTC(2027, 0, 1),
            revokedAtMs: Date.UTC(2026, 10, 30, 23),
          },
        ],
        notAfterMs: Date.UTC(2028, 0, 1),
      },
    ],
    rota: [
      {
        role: 'sre',
        fromMs: Date.UTC(2026, 10, 23),
        toMs: Date.UTC(2026, 10, 24),
        person: 'noor',
      },
    ],
    matrix: [{ severity: 'SEV1', level: 1, role: 'sre', withinMs: 900_000 }],
    policies: { 'night.cedar': '// none' },
  })
})

test('no folder and an empty one are an empty trust with the digest of nothing', () => {
  const nothing = { digest: sha256(''), people: [], rota: [], matrix: [], policies: {} }
  expect(read()).toEqual(nothing)
  expect(localTrust({ folder: join(folder, 'absent') }).read()).toEqual(nothing)
})

test('the digest covers every file, its path and its content', () => {
  const seen = new Set<string>()
  const steps = [
    () => write('people.yaml', 'people: []'),
    () => write('people.yaml', 'people: [ ]'),
    () => write('policies/a.cedar', '// a'),
    () => write('notes/deep/x', '1'),
    () => write('notes/deep/x', '2'),
    () => rmSync(join(folder, 'policies/a.cedar')),
    () => write('policies/b.cedar', '// a'),
  ]
  for (const step of steps) {
    step()
    seen.add(read().digest)
  }
  expect(seen.size).toBe(steps.length)
  const before = read().digest
  write('.git/FETCH_HEAD', 'x')
  expect(read().digest).toBe(before)
})

test('a linked people.yaml is read and counted', () => {
  write('v1/people.yaml', 'people: [{id: noor, name: Noor}]')
  symlinkSync(join('v1', 'people.yaml'), join(folder, 'people.yaml'))
  const before = read()
  expect(before.people.map(({ id }) => id)).toEqual(['noor'])
  write('v1/people.yaml', 'people: []')
  expect(read().digest).not.toBe(before.digest)
})

test.each([
  ['unknown key at the top', 'persons: []', 'unknown key persons'],
  ['unknown key of a person', 'people: [{id: a, name: A, role: x}]', 'unknown key people.0.role'],
  ['wildcard id', 'people: [{id: "*", name: A}]', 'people.0.id is malformed'],
  ['pattern id', 'people: [{id: "a?", name: A}]', 'people.0.id is malformed'],
  ['upper-case id', 'people: [{id: Noor, name: A}]', 'people.0.id is malformed'],
  ['path id', 'people: [{id: "../a", name: A}]', 'people.0.id is malformed'],
  ['list id', 'people: [{id: "a,b", name: A}]', 'people.0.id is malformed'],
  [
    'time without zone',
    'people: [{id: a, name: A, notAfter: "2027-01-01"}]',
    'people.0.notAfter is malformed',
  ],
  ['no YAML', 'people: [', 'it is not readable YAML'],
  ['a key twice in a map', 'people: []\npeople: []', 'it is not readable YAML'],
  ['no key', 'people: [{id: a, name: A, keys: [secret-value]}]', 'people.0.keys.0 is malformed'],
  [
    'two people with one id',
    'people: [{id: a, name: A}, {id: a, name: B}]',
    'an id or e-mail address stands there twice',
  ],
  [
    'two people with one address',
    'people: [{id: a, name: A, email: X@y.z}, {id: b, name: B, email: x@y.z}]',
    'an id or e-mail address stands there twice',
  ],
  [
    'two people with one key',
    `people: [{id: a, name: A, keys: ["${key} one"]}, {id: b, name: B, keys: ["${key} two"]}]`,
    'a key stands there twice',
  ],
  [
    'a key whose blob is of another type',
    `people: [{id: a, name: A, keys: ["${key.replace('ssh-ed25519', 'ssh-rsa')}"]}]`,
    'people.0.keys.0 is malformed',
  ],
])('refused: %s', (_, text, why) => {
  write('people.yaml', text)
  expect(refused()).toBe(`The trust file people.yaml is not valid: ${why}.`)
})

test('a file that is too large or gone behind its link is refused', () => {
  write('big', 'x'.repeat(1_048_577))
  expect(refused()).toBe('The trust folder cannot be read. A file in it is larger than 1 MiB.')
  rmSync(join(folder, 'big'))
  symlinkSync(join(folder, 'absent'), join(folder, 'people.yaml'))
  expect(refused()).toBe('The trust folder cannot be read. A file in it cannot be read.')
})
