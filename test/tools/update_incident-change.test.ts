import { expect, test } from 'vitest'

import { timelineRows } from '../../src/documents/timeline.ts'
import { caseForEachTest, door, incident } from '../support/case.ts'
import { refusal } from '../support/incident.ts'

caseForEachTest()

const update = (change: string, more: object = {}) =>
  door.call('update_incident', { incident, reason: 'said in the bridge', change, ...more })
const window = { from: '2026-11-23T06:00Z', to: '2026-11-23T07:30Z', limit: 50 }
const said = async (scope: object = { incident }) => {
  const { structured } = await door.call('list_deployments', { ...scope, ...window })
  return (structured['changes'] as { source: string }[]).filter(({ source }) => source === 'record')
}

test('G6: a change that somebody made by hand is on the record, then listed in this and other incidents', async () => {
  const { text, structured } = await update(
    'network 2026-11-23T06:35Z auth eu-west-1: firewall rule 12 was replaced',
  )
  expect(text).toMatch(/^Updated INC-\S+, entry \d+: change\./)
  expect(structured).toMatchObject({ changed: ['change'] })
  const entries = door.house.record.entries({ kinds: ['report.recorded'] })
  expect(entries).toMatchObject([
    { incident, actor: { id: 'maria', kind: 'agent' }, body: { feed: null, kind: 'network' } },
  ])
  const row = {
    id: 'said:network:20261123T063500Z:auth',
    kind: 'network',
    service: 'auth',
    environment: 'production',
    region: 'eu-west-1',
    startedAt: '2026-11-23T06:35:00Z',
    state: 'said',
    notes: { text: 'firewall rule 12 was replaced' },
  }
  expect(await said()).toMatchObject([row])
  const other = await door.call('open_incident', { title: 'Invoices are late', service: 'billing' })
  expect(await said({ incident: other.structured['incident'] })).toMatchObject([row])
})

test('G5: the timeline names it at the time when it was made, with its region', async () => {
  await update('network 2026-11-23T06:35Z auth eu-west-1: firewall rule 12 was replaced')
  const rows = timelineRows(door.house.casebook.incident(incident), null)
  expect(rows.find(({ milestone }) => milestone === 'Change')).toEqual({
    milestone: 'Change',
    at: '2026-11-23T06:35Z',
    owner: 'said to maria',
    region: 'eu-west-1',
    notes: 'Network in auth by hand: firewall rule 12 was replaced.',
    link: '',
  })
})

test('beside other values one call states both; what nobody knows is a hyphen', async () => {
  const { structured } = await update('other 2026-11-23T06:40:30+00:00 - -: disk was swapped', {
    impact: 'Logins fail',
  })
  expect(structured['changed']).toEqual(['impact', 'change'])
  const [row] = await said()
  expect(row).toMatchObject({ kind: 'other', startedAt: '2026-11-23T06:40:30Z' })
  expect(row).not.toHaveProperty('service')
})

test('without anything told there is no source of that name', async () => {
  const { structured } = await door.call('list_deployments', { incident, ...window })
  expect(structured['sources']).toEqual(['files:deployments.ndjson'])
})

test.each([
  ['configuration auth: no start', 'INVALID_INPUT'],
  ['sabotage 2026-11-23T06:35Z auth eu-west-1: x y', 'INVALID_INPUT'],
  ['network yesterday auth eu-west-1: a rule', 'INVALID_INPUT'],
  ['network 2026-11-23T06:35 auth eu-west-1: a rule', 'INVALID_INPUT'],
  ['network 2026-11-23T09:35Z auth eu-west-1: a rule', 'INVALID_INPUT'],
  ['network 2026-11-23T06:35Z nobody eu-west-1: a rule', 'NOT_FOUND'],
  ['network 2026-11-23T06:35Z auth mars-1: a rule', 'NOT_FOUND'],
  ['network 2026-11-23T06:35Z auth eu-west-1: ', 'INVALID_INPUT'],
])('G6: "%s" is refused with %s, and nothing is told', async (change, code) => {
  const reply = await update(change)
  expect(refusal(reply)).toMatchObject({ isError: true, code })
  expect(reply.text).not.toContain('sabotage')
  expect(door.house.record.entries({ kinds: ['report.recorded'] })).toEqual([])
})

test('G1: whom somebody names in it is hidden on the record and in the list', async () => {
  await update('credential 2026-11-23T06:35Z auth -: key of nadia.roe@leak.example was rotated')
  const kept = JSON.stringify([door.house.record.entries({}), await said(), door.received])
  expect(kept).not.toContain('nadia.roe')
  expect(kept).toContain('was rotated')
})
