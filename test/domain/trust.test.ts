import { expect, test } from 'vitest'

import {
  type Person,
  type Trust,
  aliasesOf,
  holdersOf,
  humanOf,
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

test.each([
  ['maria', 'maria'],
  [' Maria@BATON.example ', 'maria'],
  ['sam', 'sam'],
  ['nhaddad', undefined],
  ['', undefined],
  ['robo', undefined],
])('the human behind %j is %s', (name, id) => {
  expect(humanOf(trust, name)?.id).toBe(id)
})

test('a name that stands for two people stands for nobody', () => {
  const twice = { ...trust, people: [...trust.people, person('mia', [], { email: 'maria' })] }
  expect(humanOf(twice, 'maria')).toBeUndefined()
})
