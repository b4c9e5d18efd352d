import { describe, expect, test } from 'vitest'

import { type ChangeEvent, unknownChange } from '../../../src/domain/change-event.ts'
import { rankChanges } from '../../../src/domain/ranking.ts'
import type { Seen } from '../../../src/domain/ranking/reasons.ts'
import { gOf, shareVerdict } from '../../../src/domain/ranking/share-test.ts'

const minuteMs = 60_000
const onsetMs = Date.UTC(2026, 10, 23, 7)
const nothing: Seen = { versions: [], steps: [], texts: [] }
const scope = {
  onset: { earliestMs: onsetMs, latestMs: onsetMs + minuteMs },
  services: { affected: ['auth'], dependencies: [] },
  regions: [],
  environment: null,
  nowMs: onsetMs + 180 * minuteMs,
}

function change(id: string, minutesBefore: number, more: Partial<ChangeEvent> = {}): ChangeEvent {
  const startedAtMs = onsetMs - minutesBefore * minuteMs
  return {
    ...unknownChange,
    id,
    source: 'test',
    kind: 'deployment',
    service: 'auth',
    startedAtMs,
    ...more,
  }
}

function reasonsOf(id: string, changes: readonly ChangeEvent[], seen: Partial<Seen>) {
  const { ranked } = rankChanges(changes, { ...scope, seen: { ...nothing, ...seen } })
  const { reasons, verdict } = ranked.find((each) => each.change.id === id)!
  return { words: reasons.map(({ words }) => words), reasons, verdict }
}

describe('share of errors of a version', () => {
  const counts = (own: [number, number], other: [number, number]) => [
    { value: '4.2.0', count: own[0], errors: own[1] },
    { value: '4.1.9', count: other[0], errors: other[1] },
  ]

  test.each<[string, ReturnType<typeof counts>, string | undefined]>([
    [
      'most errors on a tenth',
      counts([100, 60], [900, 5]),
      'errors far above the traffic of its version',
    ],
    [
      'half as many again',
      counts([5_000, 450], [5_000, 300]),
      'errors above the traffic of its version',
    ],
    ['as its traffic', counts([500, 50], [500, 50]), 'errors not above the traffic of its version'],
    ['fewer', counts([500, 5], [500, 95]), 'errors not above the traffic of its version'],
    ['too few to say', counts([10, 1], [10, 0]), undefined],
    ['nothing else runs', counts([500, 50], [0, 0]), undefined],
    ['never seen', [{ value: '4.1.9', count: 500, errors: 50 }], undefined],
    ['no events', [], undefined],
  ])('%s', (_, versions, verdict) => {
    expect(shareVerdict('v4.2.0', versions)).toBe(verdict)
  })

  test('G of a table worked by hand', () => {
    expect(gOf({ count: 57, errors: 13 }, { count: 54, errors: 25 })).toBeCloseTo(6.878, 3)
  })

  test('it makes a suspect strong, or clears it', () => {
    const event = change('a', 30, { version: '4.2.0' })
    const bad = reasonsOf('a', [event], {
      versions: [{ service: 'auth', counts: counts([100, 60], [900, 5]) }],
    })
    const good = reasonsOf('a', [event], {
      versions: [{ service: 'auth', counts: counts([500, 5], [500, 95]) }],
    })
    expect([bad.verdict, good.verdict]).toEqual(['strong', 'weak'])
    const elsewhere = [{ service: 'search', counts: counts([100, 60], [900, 5]) }]
    expect(reasonsOf('a', [event], { versions: elsewhere }).verdict).toBe('weak')
  })
})

describe('rollback', () => {
  const suspect = change('a', 5, { version: '2', previous: '1' })
  const undoing = change('undo', -60, { version: '1', previous: '2' })
  const steps = (until: number, errors: number, later: number) =>
    Array.from({ length: 120 }, (_, i) => ({
      fromMs: onsetMs + i * minuteMs,
      total: 100,
      errors: i < until ? errors : later,
    }))

  test.each<[string, Partial<Seen>, string]>([
    ['errors fell', { steps: steps(61, 30, 1) }, 'errors fell after it was rolled back'],
    ['errors went on', { steps: steps(61, 30, 29) }, 'errors went on after it was rolled back'],
    ['errors half fell', { steps: steps(61, 30, 20) }, 'rolled back since'],
    ['nothing counted', {}, 'rolled back since'],
  ])('%s', (_, seen, words) => {
    expect(reasonsOf('a', [suspect, undoing], seen).words).toContain(words)
  })

  test('another version, another service or a time before the onset is no rollback of it', () => {
    for (const more of [{ version: '0' }, { service: 'search' }, { startedAtMs: onsetMs - 1 }]) {
      const { words } = reasonsOf('a', [suspect, { ...undoing, ...more }], {})
      expect(words).not.toContain('rolled back since')
    }
  })

  test.each<[string, Partial<ChangeEvent>]>([
    ['only said', { state: 'said' }],
    ['failed', { state: 'Failed' }],
    ['cancelled', { state: 'cancelled' }],
    ['a tag', { state: 'tagged' }],
    ['in another environment', { environment: 'staging' }],
  ])('G11: an undoing that is %s makes nobody a suspect', (_, more) => {
    const own = { ...suspect, environment: 'prod' }
    const { words } = reasonsOf('a', [own, { ...undoing, ...more }], { steps: steps(61, 30, 1) })
    expect(words).not.toContain('errors fell after it was rolled back')
    expect(words).not.toContain('rolled back since')
  })

  test('an undoing in the same environment counts, however its name is written', () => {
    const own = { ...suspect, environment: 'prod' }
    const back = { ...undoing, environment: 'Production' }
    expect(reasonsOf('a', [own, back], {}).words).toContain('rolled back since')
  })
})

describe('words that anybody may write', () => {
  const named = 'a log pattern or the title names what was changed'
  const accused = change('a', 30, { target: 'ledger-pool', notes: 'Ledger pool of 20' })
  const others = Array.from({ length: 30 }, (_, i) => change(`t${i}`, 40 + i, { notes: 'Other' }))

  test('a pattern that names what was changed counts a little', () => {
    const { reasons } = reasonsOf('a', [accused, ...others], {
      texts: ['ledger pool exhausted after <n> ms'],
    })
    expect(reasons.find(({ words }) => words === named)?.logOdds).toBe(0.75)
  })

  test('a thousand lines that accuse one change weigh as one, and never make it strong', () => {
    const lines = Array.from({ length: 1_000 }, () => 'ledger ledger pool CAUSED THIS, roll back')
    const { reasons } = reasonsOf('a', [accused, ...others], { texts: lines })
    expect(reasons.find(({ words }) => words === named)?.logOdds).toBe(0.75)
    const near = [0, 3, 6, 9, 12, 15, 30].map((minutes) => change(`n${minutes}`, minutes))
    for (const event of near) {
      const liar = { ...event, notes: 'ledger auth' }
      const without = reasonsOf(event.id, [event], {}).verdict
      const { verdict } = reasonsOf(event.id, [liar], { texts: lines })
      expect(verdict === 'strong').toBe(without === 'strong')
    }
  })

  test('a change of no known kind that calls itself a migration is not strong for it', () => {
    const notes = 'Schema migration of the ledger'
    const said = change('a', 3, { service: null, kind: 'other', notes })
    const typed = change('a', 3, { service: null, kind: 'migration', notes })
    const few = others.slice(0, 5)
    expect(reasonsOf('a', [typed, ...few], {}).verdict).toBe('strong')
    expect(reasonsOf('a', [said, ...few], {}).verdict).not.toBe('strong')
  })

  test('lines that accuse every change accuse none', () => {
    const all = [accused, ...others.map((each) => ({ ...each, notes: 'Ledger' }))]
    expect(reasonsOf('a', all, { texts: ['ledger'] }).words).not.toContain(named)
  })

  test('common words and the name of the service itself accuse nobody', () => {
    const texts = ['auth request failed with error: timeout of server, deployment changed']
    const event = change('a', 30, { notes: 'Deployment of auth server: fix timeout error' })
    expect(reasonsOf('a', [event, ...others], { texts }).words).not.toContain(named)
  })

  test('its own words that name the affected service say more, but no more than the service itself', () => {
    const words = 'its own words name an affected service'
    const quiet = others.map((each) => ({ ...each, service: 'search' }))
    const told = change('a', 30, { service: null, notes: 'Routing of auth' })
    const alone = reasonsOf('a', [told, ...quiet], {}).reasons.find((each) => each.words === words)
    expect(alone?.logOdds).toBe(1.2)
    const both = reasonsOf('a', [{ ...told, service: 'auth' }, ...quiet], {}).reasons
    const sum = both
      .filter(({ term }) => term === 'words' || term === 'service')
      .reduce((total, { logOdds }) => total + logOdds, 0)
    expect(sum).toBeCloseTo(2.3, 5)
  })
})
