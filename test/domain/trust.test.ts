import { expect, test } from 'vitest'

import {
  type Person,
  type Trust,
  aliasesOf,
  decidersOf,
  holdersOf,
  rolesOf,
} from '../../src/domain/trust.ts'

const person = (id: string, roles: readonly string[], rest: Partial<Person> = {}): Person => ({
  id,
  name: id,
  email: `${id}@Baton.example`,
  roles,
  keys: [{ publicKey: `ssh-ed25519 ${id}`, notAfterMs: null, revokedAtMs: null }],
  notAfterMs: null,
  ...rest,
})

const trust: Trust = {
  digest: '',
  people: [
    person('maria', ['incident-commander']),
    person('noor', ['incident-commander']),
    person('lee', ['service-owner:auth'], { notAfterMs: 100 }),
    person('sam', ['approver'], { email: null }),
    person('robo', ['incident-commander', 'agent']),
    person('kim', ['incident-commander'], { keys: [] }),
  ],
  rota: [{ role: 'incident-commander', fromMs: 10, toMs: 20, person: 'sam' }],
  matrix: [],
  policies: {},
}

test('roles come from people and the rota, and end with the person', () => {
  expect(rolesOf(trust, 'sam', 9)).toEqual(['approver'])
  expect(rolesOf(trust, 'sam', 10)).toEqual(['approver', 'incident-commander'])
  expect(rolesOf(trust, 'sam', 20)).toEqual(['approver'])
  expect(rolesOf(trust, 'lee', 100)).toEqual(['service-owner:auth'])
  expect(rolesOf(trust, 'lee', 101)).toEqual([])
  expect(rolesOf(trust, 'eve', 0)).toEqual([])
})

test('whoever is on the rota comes first', () => {
  const ids = holdersOf(trust, 'incident-commander', 15).map(({ id }) => id)
  expect(ids[0]).toBe('sam')
  expect(ids).toHaveLength(5)
})

test('all names of a person are one person', () => {
  expect(aliasesOf(trust, ' MARIA ')).toEqual(['maria', 'maria@baton.example'])
  expect(aliasesOf(trust, 'maria@baton.EXAMPLE')).toEqual(['maria@baton.example', 'maria'])
  expect(aliasesOf(trust, 'sam')).toEqual(['sam'])
  expect(aliasesOf(trust, 'eve')).toEqual(['eve'])
})

test('who may decide: by role, with a key, human, not the requester', () => {
  const change = { production: true, service: 'auth', requester: 'Maria@baton.example' }
  expect(decidersOf(trust, change, 5)).toEqual(['noor', 'lee'])
  expect(decidersOf(trust, change, 15)).toEqual(['noor', 'lee', 'sam'])
  expect(decidersOf(trust, { ...change, service: null }, 5)).toEqual(['noor'])
  expect(decidersOf(trust, { ...change, production: false }, 105)).toEqual(['noor', 'sam'])
})
