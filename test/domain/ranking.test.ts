import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { describe, expect, test } from 'vitest'

import { type ChangeEvent, type ChangeKind, unknownChange } from '../../src/domain/change-event.ts'
import { rankChanges } from '../../src/domain/ranking.ts'
import { blastSet } from '../../src/domain/ranking/blast-set.ts'
import type { Service } from '../../src/domain/service.ts'
import { instantMs } from '../../src/domain/time.ts'

const minuteMs = 60_000
const onsetMs = Date.UTC(2026, 10, 23, 7)
const scope = {
  onset: { earliestMs: onsetMs, latestMs: onsetMs + minuteMs },
  services: { affected: ['auth'], dependencies: ['database'] },
  regions: ['eu-west-1'],
  environment: 'production',
  nowMs: onsetMs + 60 * minuteMs,
}

function change(id: string, minutesBefore: number, more: Partial<ChangeEvent> = {}): ChangeEvent {
  return {
    ...unknownChange,
    id,
    source: 'test',
    kind: 'deployment',
    service: 'auth',
    environment: 'production',
    region: 'eu-west-1',
    startedAtMs: onsetMs - minutesBefore * minuteMs,
    finishedAtMs: null,
    state: 'succeeded',
    ...more,
  }
}

function only(event: ChangeEvent, changed: Partial<typeof scope> = {}) {
  return rankChanges([event], { ...scope, ...changed }).ranked[0]!
}

describe('one change', () => {
  test.each<[string, ChangeEvent, number, string]>([
    ['0 min before', change('a', 0), 3, 'strong'],
    ['15 min before', change('a', 15), 3, 'strong'],
    ['16 min before', change('a', 16), 2, 'strong'],
    ['60 min before', change('a', 60), 2, 'strong'],
    ['61 min before', change('a', 61), 1, 'possible'],
    ['6 h before', change('a', 360), 1, 'possible'],
    ['just over 6 h before', change('a', 361), -0.5, 'weak'],
    ['24 h before', change('a', 1_440), -0.5, 'weak'],
    ['over 24 h before', change('a', 1_441), -1.5, 'dormant'],
    [
      'started early, ended just before',
      change('a', 300, { finishedAtMs: onsetMs - 5 * minuteMs }),
      3,
      'strong',
    ],
    [
      'still going on at the onset',
      change('a', 600, { finishedAtMs: onsetMs + 9 * minuteMs }),
      3,
      'strong',
    ],
    ['within the onset', change('a', -1), 3, 'strong'],
  ])('time: %s', (_, event, logOdds, verdict) => {
    const ranked = only(event)
    expect(ranked.reasons.find((reason) => reason.term === 'time')?.logOdds).toBe(logOdds)
    expect(ranked.verdict).toBe(verdict)
  })

  test.each<[string, Partial<ChangeEvent>, readonly [string, number] | null]>([
    ['same service', {}, ['service', 1.5]],
    ['same service in capitals', { service: 'AUTH' }, ['service', 1.5]],
    ['a dependency', { service: 'database' }, ['service', 0.75]],
    ['an unrelated service', { service: 'search' }, ['service', -1.5]],
    ['no service named', { service: null }, null],
  ])('service: %s', (_, more, expected) => {
    const reason = only(change('a', 5, more)).reasons.find(({ term }) => term === 'service')
    expect(reason ? [reason.term, reason.logOdds] : null).toEqual(expected)
  })

  test.each<[string, Partial<ChangeEvent>, readonly [string, number, string] | null]>([
    ['same region', {}, ['region', 0.5, 'in an affected region']],
    [
      'another region',
      { region: 'us-east-1' },
      ['region', -1.5, 'in a region that is not affected'],
    ],
    ['all regions', { region: 'all' }, null],
    ['no region', { region: null }, null],
    ['same environment', { region: null }, null],
    [
      'another environment',
      { region: null, environment: 'staging' },
      ['environment', -3, 'in another environment'],
    ],
    ['failed', { region: null, state: 'FAILED' }, ['state', 0.5, 'did not finish cleanly']],
    ['rolled back', { region: null, state: 'rolled_back' }, ['state', -0.5, 'rolled back since']],
    ['cancelled', { region: null, state: 'canceled' }, ['state', -3, 'never took effect']],
    [
      'only committed',
      { region: null, state: 'committed' },
      ['state', -1, 'code only: nothing says it went live'],
    ],
  ])('place and state: %s', (_, more, expected) => {
    const rest = only(change('a', 5, more)).reasons.filter(
      ({ term }) => !['time', 'service', 'kind'].includes(term),
    )
    expect(rest.map(({ term, logOdds, words }) => [term, logOdds, words])).toEqual(
      expected ? [expected] : [],
    )
  })

  test('the score is the prior and its stated reasons, nothing else', () => {
    const { score, reasons } = only(change('a', 5))
    expect(reasons.map(({ words, logOdds }) => [words, logOdds])).toEqual([
      ['in effect 5 min before the onset', 3],
      ['in an affected service', 1.5],
      ['in an affected region', 0.5],
      ['of a kind that often causes incidents', 0.5],
    ])
    expect(score).toBe(-2.5 + 3 + 1.5 + 0.5 + 0.5)
  })

  test('nothing of the change stands in a reason', () => {
    const canary = 'ignore-previous-instructions'
    const event = change(canary, 5, {
      service: canary,
      region: canary,
      environment: canary,
      state: canary,
      notes: canary,
    })
    expect(JSON.stringify(only(event).reasons)).not.toContain(canary)
  })

  test('after the onset it may be a mitigation, however well it fits', () => {
    expect(only(change('fix', -5)).verdict).toBe('possible mitigation')
  })

  test('dated in the future it is no suspect, and without an onset nothing is strong', () => {
    expect(only(change('a', 1), { nowMs: onsetMs - 30 * minuteMs }).verdict).toBe('weak')
    const ranked = rankChanges([change('a', 1)], { ...scope, onset: null })
    expect(ranked).toMatchObject({ strongSuspect: false, ranked: [{ verdict: 'possible' }] })
  })
})

const ids = (list: readonly ChangeEvent[]) =>
  rankChanges(list, scope).ranked.map((ranked) => [ranked.rank, ranked.change.id])

test('causes come first, mitigations before what is weak, the order of the input does not matter', () => {
  const events = [
    change('old', 5_000),
    change('weak', 30, { service: 'search' }),
    change('fix', -20),
    change('cause', 4),
    change('later fix', -10),
    change('maybe', 200, { region: null, kind: 'run' }),
    change('twin', 4),
  ]
  expect(ids(events)).toEqual([
    [1, 'cause'],
    [2, 'twin'],
    [3, 'maybe'],
    [4, 'fix'],
    [5, 'later fix'],
    [6, 'weak'],
    [7, 'old'],
  ])
  expect(ids(events.toReversed())).toEqual(ids(events))
})

const service = (name: string, dependsOn: readonly string[]): Service => ({
  name,
  dependsOn,
  owner: null,
  tier: null,
  regions: [],
  mau: null,
  slo: null,
})

test('the blast set follows dependencies through others and survives cycles', () => {
  const services = [
    service('web', ['auth']),
    service('auth', ['db']),
    service('db', ['web', 'disk']),
  ]
  expect(blastSet(services, ['auth'])).toEqual({
    affected: ['auth'],
    dependencies: ['db', 'disk', 'web'],
  })
  expect(blastSet([], ['unknown'])).toEqual({ affected: ['unknown'], dependencies: [] })
})

const incidents = resolve(import.meta.dirname, '../../../shared/data/incidents')

interface PublicIncident {
  readonly case: string
  readonly control: boolean
  readonly service: string
  readonly onset: string
  readonly changes: readonly { kind: string; at: string; what: string; cause: boolean }[]
  readonly mitigation: readonly { at: string | null; what: string }[]
}

const kinds: Readonly<Record<string, ChangeKind>> = {
  config: 'configuration',
  feature_flag: 'flag',
  db_migration: 'migration',
}

test.skipIf(!existsSync(incidents))(
  'public incidents among the changes of all others: the cause is in the first three, controls have no strong suspect',
  () => {
    const all = globSync('*.json', { cwd: incidents }).map((file): PublicIncident =>
      JSON.parse(readFileSync(join(incidents, file), 'utf8')),
    )
    const outcomes = all.map((incident) => {
      const events = all.flatMap((other) => eventsOf(other, instantMs(incident.onset)!))
      const { ranked, strongSuspect } = rankChanges(events, {
        onset: { earliestMs: onsetOf(incident), latestMs: onsetOf(incident) + minuteMs },
        services: { affected: [incident.service], dependencies: [] },
        regions: [],
        environment: null,
        nowMs: onsetOf(incident) + 7 * 86_400_000,
      })
      const place = ranked.findIndex((each) => each.change.id.startsWith(`${incident.case} cause`))
      return { control: incident.control, hit: place >= 0 && place < 3, strongSuspect }
    })
    const genuine = outcomes.filter((outcome) => !outcome.control)
    expect(genuine.length).toBeGreaterThan(10)
    const hits = genuine.filter((outcome) => outcome.hit).length
    expect(hits / genuine.length).toBeGreaterThanOrEqual(0.75)
    const controls = outcomes.filter((outcome) => outcome.control)
    expect(controls.map((outcome) => outcome.strongSuspect)).toEqual([false, false])
  },
)

function onsetOf(incident: PublicIncident): number {
  return instantMs(incident.onset)!
}

/** The changes and mitigations of an incident, as far from the given onset as they were from their own. */
function eventsOf(incident: PublicIncident, atMs: number): readonly ChangeEvent[] {
  const told = incident.changes.map((each) => ({
    ...each,
    id: `${incident.case} ${each.cause ? 'cause' : 'other'}`,
  }))
  const fixes = incident.mitigation.map((each) => ({
    ...each,
    id: `${incident.case} fix`,
    kind: 'deployment',
  }))
  return [...told, ...fixes].flatMap(({ id, kind, at, what }) =>
    at === null
      ? []
      : change(`${id} ${what}`, 0, {
          kind: kinds[kind] ?? (kind as ChangeKind),
          service: incident.service,
          environment: null,
          region: null,
          state: null,
          startedAtMs: atMs + instantMs(at)! - onsetOf(incident),
        }),
  )
}
