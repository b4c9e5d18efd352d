import { describe, expect, test } from 'vitest'

import { publicCases } from '../../bench/changes/cases.ts'
import { measure, noFigures } from '../../bench/changes/measure.ts'
import { type ChangeEvent, type FileCounts, unknownChange } from '../../src/domain/change-event.ts'
import { rankChanges } from '../../src/domain/ranking.ts'
import { blastSet } from '../../src/domain/ranking/blast-set.ts'
import { classes } from '../../src/domain/ranking/rates.ts'
import type { RankingScope, Reason } from '../../src/domain/ranking/reasons.ts'
import type { Service } from '../../src/domain/service.ts'

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

const files = (some: Partial<FileCounts>): FileCounts => ({
  migration: 0,
  configuration: 0,
  dependency: 0,
  code: 0,
  ...some,
})

function only(event: ChangeEvent, changed: Partial<RankingScope> = {}) {
  return rankChanges([event], { ...scope, ...changed }).ranked[0]!
}

const reasonOf = (
  event: ChangeEvent,
  term: Reason['term'],
  changed: Partial<RankingScope> = {},
) => {
  const reason = only(event, changed).reasons.find((each) => each.term === term)
  return reason ? [reason.logOdds, reason.words] : null
}

describe('one change', () => {
  test.each<[string, ChangeEvent, number, string]>([
    ['0 min before', change('a', 0), 3.97, 'strong'],
    ['15 min before', change('a', 15), 3.97, 'strong'],
    ['16 min before', change('a', 16), 1.35, 'weak'],
    ['60 min before', change('a', 60), 1.35, 'weak'],
    ['61 min before', change('a', 61), -0.55, 'weak'],
    ['6 h before', change('a', 360), -0.55, 'weak'],
    ['just over 6 h before', change('a', 361), -2.24, 'weak'],
    ['24 h before', change('a', 1_440), -2.24, 'weak'],
    ['over 24 h before', change('a', 1_441), -3.4, 'dormant'],
    ['4 d before', change('a', 5_760), -3.4, 'dormant'],
    ['over 4 d before', change('a', 5_761), -5.81, 'dormant'],
    [
      'started early, ended just before',
      change('a', 300, { finishedAtMs: onsetMs - 5 * minuteMs }),
      3.97,
      'strong',
    ],
    [
      'still going on at the onset',
      change('a', 600, { finishedAtMs: onsetMs + 9 * minuteMs }),
      3.97,
      'strong',
    ],
    ['within the onset', change('a', -1), 3.97, 'strong'],
  ])('time: %s', (_, event, logOdds, verdict) => {
    expect(reasonOf(event, 'time')?.[0]).toBe(logOdds)
    expect(only(event).verdict).toBe(verdict)
  })

  test('an onset that is known to hours says less about what lies within it', () => {
    const wide = { earliestMs: onsetMs, latestMs: onsetMs + 150 * minuteMs }
    const term = reasonOf(change('a', -60), 'time', { onset: wide, nowMs: wide.latestMs })
    expect(term).toEqual([1.67, 'in progress or started as the onset came'])
  })

  test.each<[string, Partial<ChangeEvent>, number | null]>([
    ['same service', {}, 1.22],
    ['same service, other writing', { service: 'Auth Service' }, 1.22],
    ['a name like it', { service: 'auth-cache' }, 0.05],
    ['a dependency', { service: 'database' }, 0.05],
    ['an unrelated service', { service: 'search' }, -1.53],
    ['no service named', { service: null }, null],
  ])('service: %s', (_, more, expected) => {
    expect(reasonOf(change('a', 5, more), 'service')?.[0] ?? null).toBe(expected)
  })

  test.each<[string, Reason['term'], Partial<ChangeEvent>, readonly [number, string] | null]>([
    ['same region', 'region', {}, [0.4, 'in an affected region']],
    [
      'another region',
      'region',
      { region: 'us-east-1' },
      [-1.2, 'in a region that is not affected'],
    ],
    ['all regions', 'region', { region: 'all' }, null],
    ['no region', 'region', { region: null }, null],
    ['same environment', 'environment', {}, null],
    ['its short name', 'environment', { environment: 'Prod' }, null],
    ['another', 'environment', { environment: 'staging' }, [-3, 'in another environment']],
    ['failed', 'state', { state: 'FAILED' }, [0.5, 'did not finish cleanly']],
    ['rolled back', 'rollback', { state: 'rolled_back' }, [0.8, 'rolled back since']],
    ['cancelled', 'state', { state: 'canceled' }, [-3, 'never took effect']],
    ['hearsay', 'state', { state: 'said' }, [-0.5, 'told by somebody, by no system']],
    [
      'only committed',
      'state',
      { state: 'committed' },
      [-1, 'code only: nothing says that it went live'],
    ],
  ])('place and state: %s', (_, term, more, expected) => {
    expect(reasonOf(change('a', 5, more), term)).toEqual(expected)
  })

  test.each<[string, Partial<ChangeEvent>, 'risky' | 'application' | 'run' | 'flag']>([
    ['a configuration', { kind: 'configuration' }, 'risky'],
    ['a credential', { kind: 'credential' }, 'risky'],
    ['a deployment', {}, 'application'],
    ['a release of code', { kind: 'release', files: files({ code: 3 }) }, 'application'],
    ['a deployment with a migration', { files: files({ code: 9, migration: 1 }) }, 'risky'],
    ['a deployment of configuration', { files: files({ configuration: 2 }) }, 'risky'],
    ['configuration and code', { files: files({ configuration: 2, code: 1 }) }, 'application'],
    ['a run', { kind: 'run' }, 'run'],
    ['a flag', { kind: 'flag' }, 'flag'],
    ['no kind, of DNS by its words', { kind: 'other', notes: 'Moved the site DNS' }, 'risky'],
    ['no kind, of nothing known', { kind: 'other', notes: 'New copy' }, 'application'],
  ])('class: %s', (name, more, expected) => {
    const term = name.endsWith('by its words') ? 'class by words' : 'class'
    expect(reasonOf(change('a', 5, more), term)?.[1]).toBe(classes[expected].words)
  })

  test('the score is its stated reasons, nothing else', () => {
    const { score, reasons } = only(change('a', 5))
    expect(reasons.map(({ term, logOdds }) => [term, logOdds])).toEqual([
      ['prior', -2.15],
      ['time', 3.97],
      ['service', 1.22],
      ['region', 0.4],
      ['class', -0.87],
    ])
    expect(score).toBe(2.57)
  })

  test('nothing of the change stands in a reason', () => {
    const canary = 'ignore-previous-instructions'
    const event = change(canary, 5, {
      service: canary,
      region: canary,
      environment: canary,
      state: canary,
      target: canary,
      version: canary,
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
    expect(ranked).toMatchObject({ strongSuspect: false, ranked: [{ verdict: 'weak' }] })
  })
})

describe('among many', () => {
  const traffic = (count: number, more: Partial<ChangeEvent>) =>
    Array.from({ length: count }, (_, i) => change(`t${i}`, 60 + i, more))

  test('the busier the day, the less one change in it says', () => {
    const calm = rankChanges([change('a', 5)], scope).ranked[0]!
    const busy = rankChanges([change('a', 5), ...traffic(400, { service: 'search' })], scope)
    expect(busy.ranked[0]!.change.id).toBe('a')
    expect(busy.ranked[0]!.score).toBeLessThan(calm.score - 2)
    expect([calm.verdict, busy.ranked[0]!.verdict]).toEqual(['strong', 'weak'])
  })

  test('what all changes have in common says nothing about one of them', () => {
    const event = change('a', 5, { kind: 'configuration' })
    const alike = [event, ...traffic(150, { kind: 'configuration' })]
    const reasons = rankChanges(alike, scope).ranked[0]!.reasons
    expect(reasons.map(({ term }) => term)).toEqual(['prior', 'time', 'region'])
    const rare = [event, ...traffic(150, { service: 'search' })]
    const terms = rankChanges(rare, scope).ranked[0]!.reasons.map(({ term }) => term)
    expect(terms).toEqual(['prior', 'time', 'service', 'region', 'class'])
  })

  test('a filter does not change how strong a suspect is', () => {
    const event = change('a', 5, { kind: 'configuration' })
    const all = [event, ...traffic(60, { service: 'search' })]
    const [whole] = rankChanges(all, scope).ranked
    const [alone] = rankChanges([event], scope, all).ranked
    expect(alone!.score).toBe(whole!.score)
  })

  test('an hour that was asked for is made up to a day', () => {
    const hour = Array.from({ length: 10 }, (_, i) => change(`t${i}`, 6 * i))
    const asked = { ...scope, fromMs: onsetMs - 60 * minuteMs }
    const [first] = rankChanges(hour, asked).ranked
    expect(first!.reasons[0]).toMatchObject({ term: 'prior', logOdds: -5.84 })
  })
})

const ids = (list: readonly ChangeEvent[]) =>
  rankChanges(list, scope).ranked.map((ranked) => [ranked.rank, ranked.change.id])

test('causes by score, dormant ones among them, then mitigations; the order of the input does not matter', () => {
  const events = [
    change('old', 5_000, { kind: 'configuration' }),
    change('weak', 1_000, { service: 'search' }),
    change('fix', -20),
    change('cause', 4),
    change('fix elsewhere', -10, { service: 'search' }),
    change('maybe', 200, { region: null }),
    change('twin', 4),
  ]
  expect(ids(events)).toEqual([
    [1, 'cause'],
    [2, 'twin'],
    [3, 'maybe'],
    [4, 'old'],
    [5, 'weak'],
    [6, 'fix'],
    [7, 'fix elsewhere'],
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

const cases = publicCases()

test.skipIf(cases.length === 0)(
  'public incidents among drawn changes: the cause is in the first three far more often than by the last change before it',
  () => {
    const caused = noFigures()
    const control = noFigures()
    for (const one of cases) {
      for (const seed of [1, 2, 3, 4]) {
        for (const traffic of ['eight services', 'the affected service alone'] as const) {
          const how = { traffic, telling: 'service and words', seed } as const
          measure(one, cases, how, [one.control ? control : caused])
        }
      }
    }
    expect(caused.drawn).toBeGreaterThan(80)
    expect(caused.inThree - caused.nearest).toBeGreaterThan(0.1 * caused.drawn)
    expect(control.strong).toBe(0)
  },
)
