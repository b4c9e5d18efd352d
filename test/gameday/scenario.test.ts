import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { loadScenario, loadTruth } from '../../gameday/scenario/load.ts'

const file = join(import.meta.dirname, '../../gameday/scenario/auth-regression.yaml')
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenario-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the scenario and its sealed truth agree', () => {
  const scenario = loadScenario(file)
  const truth = loadTruth(file)
  const cause = scenario.changes.find(({ id }) => id === truth.cause)
  expect(cause?.at).toBe(truth.onset)
  expect(scenario.fault.onset).toBe(2_237_000)
  expect(truth.onset).toBe(scenario.fault.onset)
  expect(truth.mitigation).toEqual({
    flag: scenario.fault.flag,
    environment: 'production',
    to: 'off',
  })
})

test('a harmless deployment of another service comes shortly before the onset', () => {
  const { changes, fault } = loadScenario(file)
  const herring = changes.find(
    ({ kind, service, at }) => kind === 'deployment' && service !== 'auth' && at > fault.onset,
  )
  expect(herring?.id).toBe('deploy-orders-2.31.0')
  expect(herring!.at - fault.onset).toBeLessThan(10 * 60_000)
})

test('every place where text can be planted is planted', () => {
  const places = new Set(loadScenario(file).plants.map(({ where }) => where))
  expect([...places].toSorted()).toEqual(['commit', 'deployment', 'log', 'ticket'])
})

test.each([
  ['an unknown key', 'name: auth-regression', 'name: auth-regression\nsurprise: 1', 'surprise'],
  [
    'a time that is no duration',
    'onset: 2237s',
    'onset: soon',
    'fault.onset: a duration such as 38m',
  ],
  ['a share above one', 'share: 0.35', 'share: 3', 'fault.cohort.share'],
])('%s is refused by name', (_, from, to, named) => {
  const broken = join(folder, 'broken.yaml')
  writeFileSync(broken, readFileSync(file, 'utf8').replace(from, to))
  expect(() => loadScenario(broken)).toThrow(named)
})
