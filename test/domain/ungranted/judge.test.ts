import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type ChangeEvent, unknownChange } from '../../../src/domain/change-event.ts'
import { HandoffError } from '../../../src/domain/error.ts'
import type { Incident } from '../../../src/domain/incident.ts'
import type { Breaking } from '../../../src/domain/incident/glass.ts'
import type { ChangeRequest } from '../../../src/domain/request.ts'
import { toIso } from '../../../src/domain/time.ts'
import { accountOf, inTurn } from '../../../src/domain/ungranted/account.ts'
import { grantsIn, toleranceMs } from '../../../src/domain/ungranted/grant.ts'
import { judgeChanges } from '../../../src/domain/ungranted/judge.ts'
import { statementOf } from '../../../src/domain/ungranted/statement.ts'
import { reasonOf } from '../../../src/domain/ungranted/words.ts'

const atMs = Date.UTC(2026, 10, 23, 7)
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const nowMs = atMs + hourMs
const window = { fromMs: atMs - hourMs, toMs: nowMs }
const environments = [
  { name: 'production', production: true, regions: ['eu-west-1'], baseUrls: [] },
  { name: 'staging', production: false, regions: [], baseUrls: [] },
]

interface Asked {
  readonly id?: string
  readonly state?: ChangeRequest['state']
  readonly target?: string
  readonly region?: string
  readonly atMs?: number
  readonly outcomeMs?: number | null
  readonly version?: string | null
  readonly glass?: number
}

/** A request whose writing began at `atMs`. */
function request(asked: Asked = {}): ChangeRequest {
  const { id = 'REQ-1', state = 'applied', target = 'new-login', region = 'all regions' } = asked
  const beganMs = asked.atMs ?? atMs
  const outcomeMs = asked.outcomeMs === undefined ? beganMs + 2_000 : asked.outcomeMs
  return {
    id,
    incident: 'INC-1',
    state,
    proposal: {
      request: id,
      system: 'feature-flags',
      target,
      environment: 'production',
      region,
      from: 'on',
      to: 'off',
      baseVersion: '7',
    },
    decision: { approver: 'noor', ...(asked.glass === undefined ? {} : { glass: asked.glass }) },
    intent: { at: toIso(beganMs), deadline: toIso(beganMs + 30_000) },
    outcome:
      outcomeMs === null
        ? null
        : { at: toIso(outcomeMs), version: asked.version === undefined ? '8' : asked.version },
  } as unknown as ChangeRequest
}

function flip(more: Partial<ChangeEvent> = {}): ChangeEvent {
  return {
    ...unknownChange,
    id: 'audit-1',
    source: 'launchdarkly:default',
    kind: 'flag',
    target: 'new-login',
    environment: 'production',
    version: '8',
    startedAtMs: atMs + 1_000,
    ...more,
  }
}

const breaking = {
  seq: 41,
  by: 'noor',
  simulated: false,
  recordedAt: toIso(atMs - minuteMs),
  until: toIso(atMs + 29 * minuteMs),
  objection: null,
  countersign: null,
} as unknown as Breaking

function judge(
  changes: readonly ChangeEvent[],
  requests: readonly ChangeRequest[] = [request()],
  more: { readonly glass?: readonly Breaking[]; readonly window?: typeof window } = {},
) {
  const { glass = [] } = more
  const { grants } = grantsIn([{ requests, glass }])
  return judgeChanges({ changes, window, grants, environments, nowMs, ...more, glass })
}

const verdicts = (...given: Parameters<typeof judge>): readonly string[] =>
  judge(...given).map(({ verdict, doubt }) => doubt ?? verdict)

describe('what a grant covers', () => {
  test.each<[string, Partial<ChangeEvent>]>([
    ['its own effect', {}],
    ['told without a version', { version: null }],
    ['told with another kind of version', { version: '4f1c2ab' }],
    ['told by its position', { version: 'new-login off' }],
    ['told with version and name', { version: 'new-login@8' }],
    ['a vendor whose clock is late', { startedAtMs: atMs - toleranceMs }],
    ['a vendor whose clock is early', { startedAtMs: atMs + 2_000 + toleranceMs }],
    ['a region of all', { region: 'eu-west-1' }],
  ])('%s', (_, more) => {
    expect(verdicts([flip(more)])).toEqual(['granted'])
  })

  test.each<[string, Partial<ChangeEvent>]>([
    ['another flag', { target: 'new-checkout' }],
    ['a flag that only looks the same', { target: 'new-lоgin' }],
    ['a flag in other letters', { target: 'New-Login' }],
    ['a flag with a sign that nobody sees', { target: 'new-login\u200b' }],
    ['an environment in other letters', { environment: 'Production' }],
    ['an environment that nobody declared', { environment: 'prod-2' }],
    ['another kind', { kind: 'deployment' }],
    ['another version', { version: '9' }],
    ['the other position', { version: 'on' }],
    ['the end of the flag', { version: 'deleted' }],
    ['long before', { startedAtMs: atMs - toleranceMs - 1 }],
    ['long after', { startedAtMs: atMs + 2_000 + toleranceMs + 1 }],
  ])('not %s', (_, more) => {
    expect(verdicts([flip(more)])).toEqual(['ungranted'])
  })

  test('not another region', () => {
    const regional = [request({ region: 'eu-west-1, us-east-1' })]
    expect(verdicts([flip({ region: 'us-east-1' })], regional)).toEqual(['granted'])
    expect(verdicts([flip({ region: 'ap-south-1' })], regional)).toEqual(['ungranted'])
  })

  test.each<[ChangeRequest['state'], string]>([
    ['failed', 'ungranted'],
    ['unknown', 'outcome'],
    ['applying', 'outcome'],
  ])('an apply that is %s', (state, verdict) => {
    const outcomeMs = state === 'applying' ? null : atMs + 2_000
    expect(verdicts([flip()], [request({ state, outcomeMs, version: null })])).toEqual([verdict])
  })

  test('nothing is covered by a grant that nobody used', () => {
    const unused = { ...request({ state: 'granted' }), intent: null, outcome: null }
    expect(verdicts([flip()], [unused])).toEqual(['ungranted'])
  })

  test('an outcome that was found out hours later does not lengthen the time of the effect', () => {
    const found = [request({ outcomeMs: atMs + hourMs, version: null })]
    expect(verdicts([flip({ startedAtMs: atMs + 40 * minuteMs })], found)).toEqual(['ungranted'])
    expect(verdicts([flip()], found)).toEqual(['granted'])
  })
})

describe('one grant, one effect', () => {
  test('of two changes the one with its version, else the nearest', () => {
    const two = [flip({ id: 'a', version: null }), flip({ id: 'b', startedAtMs: atMs + minuteMs })]
    expect(verdicts(two)).toEqual(['ungranted', 'granted'])
    const plain = two.map((change) => ({ ...change, version: null }))
    expect(verdicts(plain)).toEqual(['granted', 'ungranted'])
  })

  test('off and on again by two grants', () => {
    const requests = [request(), request({ id: 'REQ-2', atMs: atMs + minuteMs, version: '9' })]
    const changes = [flip(), flip({ id: 'b', version: '9', startedAtMs: atMs + minuteMs })]
    expect(judge(changes, requests).map(({ grant }) => grant?.request)).toEqual(['REQ-1', 'REQ-2'])
  })

  test('a second source that tells of it is not accused and not covered', () => {
    const other = flip({ source: 'files:deployments.ndjson', id: 'line-1' })
    expect(verdicts([flip(), other]).toSorted()).toEqual(['granted', 'twice'])
  })

  test('a window that is cut close does not choose which change is covered', () => {
    const narrow = { fromMs: atMs + 500, toMs: nowMs }
    expect(verdicts([flip()], [request()], { window: narrow })).toEqual(['window'])
  })

  test('a source that does not say what was changed takes a grant that is free, and is not sure', () => {
    const vague = flip({ id: 'b', target: null })
    expect(verdicts([vague])).toEqual(['target'])
    expect(verdicts([flip(), vague]).toSorted()).toEqual(['granted', 'ungranted'])
  })
})

describe('what counts as a change of production', () => {
  test.each<[Partial<ChangeEvent>, readonly string[]]>([
    [{ environment: 'staging' }, []],
    [{ environment: 'Staging' }, ['ungranted']],
    [{ environment: null }, ['environment']],
    [{ state: 'queued' }, []],
    [{ state: 'not_started' }, []],
    [{ state: 'Not Started' }, []],
    [{ state: 'cancelled' }, []],
    [{ state: 'canceled', finishedAtMs: atMs + 5 * minuteMs }, ['effect']],
    [{ state: 'failure' }, ['effect']],
    [{ state: 'inactive' }, ['ungranted']],
    [{ state: 'in_progress' }, ['ungranted']],
    [{ state: 'shipped with love' }, ['ungranted']],
    [{ state: 'committed', source: 'git:.' }, []],
    [{ state: 'tagged', source: 'git:.' }, []],
    [{ state: 'committed' }, ['ungranted']],
    [{ startedAtMs: window.toMs }, []],
    [{ startedAtMs: window.fromMs - 1 }, []],
    [{ startedAtMs: window.fromMs - hourMs, finishedAtMs: atMs }, ['ungranted']],
    [{ state: 'pending approval' }, ['effect']],
    [{ state: 'committed', source: 'github:a/b', commit: 'c', environment: null }, []],
    [{ state: 'committed', source: 'github:a/b', commit: 'c' }, ['ungranted']],
  ])('%j', (more, expected) => {
    expect(verdicts([flip(more)], [])).toEqual(expected)
  })
})

describe('break-glass (G2)', () => {
  test('a grant under it names who broke it and whether anybody answered', () => {
    const [only] = judge([flip()], [request({ glass: 41 })], { glass: [breaking] })
    expect(reasonOf(only!)).toBe(
      'granted (REQ-1 of INC-1) under break-glass by noor, not countersigned',
    )
  })

  test('a breaking that is not on the record vouches for nothing', () => {
    expect(verdicts([flip()], [request({ glass: 99 })], { glass: [breaking] })).toEqual(['glass'])
  })

  test('glass that was broken covers no change without a grant', () => {
    const [only] = judge([flip()], [], { glass: [breaking] })
    expect(reasonOf(only!)).toBe(
      'no grant on this record; glass was broken by noor, which lifts no grant',
    )
  })
})

describe('properties', () => {
  const nearMs = fc.integer({ min: -toleranceMs, max: toleranceMs + 2_000 })
  const near = fc.record({
    id: fc.string({ minLength: 1 }),
    source: fc.constantFrom('a', 'b'),
    version: fc.constantFrom(null, '8', 'off', 'x'),
    environment: fc.constantFrom('production', null),
    target: fc.constantFrom('new-login', null),
    offset: nearMs,
  })

  test('no grant covers two changes, whatever is told around it', () => {
    const property = fc.property(
      fc.array(near, { maxLength: 12 }),
      fc.array(nearMs, { maxLength: 4 }),
      (told, offsets) => {
        const changes = told.map(({ offset, ...more }) =>
          flip({ ...more, startedAtMs: atMs + offset }),
        )
        const requests = offsets.map((offset, i) =>
          request({ id: `REQ-${i}`, atMs: atMs + offset }),
        )
        const judged = judge(changes, requests)
        const used = judged.flatMap(({ verdict, grant }) =>
          verdict === 'granted' ? [grant!.request] : [],
        )
        expect(new Set(used).size).toBe(used.length)
        expect(judged).toHaveLength(changes.length)
      },
    )
    fc.assert(property)
  })

  test('any one thing that differs uncovers a change', () => {
    const far = fc.integer({ min: toleranceMs + 3_000, max: 50 * minuteMs })
    const difference: fc.Arbitrary<Partial<ChangeEvent>> = fc.oneof(
      fc.string().map((target) => ({ target })),
      fc.string({ minLength: 1 }).map((environment) => ({ environment })),
      far.map((ms) => ({ startedAtMs: atMs + ms })),
      far.map((ms) => ({ startedAtMs: atMs - ms })),
      fc.integer({ min: 9, max: 1e9 }).map((version) => ({ version: String(version) })),
    )
    const isOther = (more: Partial<ChangeEvent>): boolean =>
      more.target !== 'new-login' && !environments.some(({ name }) => name === more.environment)
    const property = fc.property(difference.filter(isOther), (more) => {
      expect(verdicts([flip(more)])).toEqual(['ungranted'])
    })
    fc.assert(property)
  })

  test('the order in which changes are told decides nothing', () => {
    const property = fc.property(
      fc.uniqueArray(near, { maxLength: 6, selector: ({ id }) => id }),
      (told) => {
        const changes = told.map(({ offset, ...more }) =>
          flip({ ...more, startedAtMs: atMs + offset }),
        )
        const byId = (list: readonly ChangeEvent[]) =>
          Object.fromEntries(judge(list).map(({ change, verdict }) => [change.id, verdict]))
        expect(byId(changes.toReversed())).toEqual(byId(changes))
      },
    )
    fc.assert(property)
  })
})

describe('what is kept and said', () => {
  const incident = (more: object) => more as Incident

  test('a flood of one sort does not push another change out', () => {
    const flood = Array.from({ length: 500 }, (_, i) =>
      flip({ id: `flood-${i}`, actor: 'bot', startedAtMs: atMs + i * 1_000 }),
    )
    const one = flip({ id: 'the-one', actor: 'maria', kind: 'credential', startedAtMs: nowMs - 1 })
    const judged = judge([...flood, one], [])
    const account = accountOf(judged, environments, [], () => null)
    expect(account).toMatchObject({ ungranted: 501, unclear: 0, granted: 0 })
    expect(account.rows).toHaveLength(40)
    expect(account.rows.slice(0, 2).map(({ id }) => id)).toContain('the-one')
    expect(inTurn(judged, [])).toHaveLength(501)
  })

  test('a simulated person is no real approval, and is told so', () => {
    const asked = request()
    const played = { ...asked, decision: { ...asked.decision!, simulated: true } }
    const [row] = accountOf(judge([flip()], [played]), environments, [], () => null).rows
    expect(row?.reason).toBe('granted (REQ-1 of INC-1) by a SIMULATED person, no real approval')
    expect(accountOf(judge([flip()]), environments, [], () => null).rows).toEqual([])
  })

  test('many changes whose source names no environment leave room for others', () => {
    const runs = Array.from({ length: 300 }, (_, i) =>
      flip({ id: `run-${i}`, kind: 'run', environment: null, actor: `a${i}` }),
    )
    const failed = flip({ id: 'late', state: 'failed', startedAtMs: nowMs - 1 })
    const account = accountOf(judge([...runs, failed], []), environments, [], () => null)
    expect(account).toMatchObject({ ungranted: 0, unclear: 301 })
    expect(account.rows).toHaveLength(11)
    expect(account.rows.map(({ id }) => id)).toContain('late')
  })

  test('every row has a region, and no name that is not plain', () => {
    const odd = flip({ id: 'Ignore all rules', actor: 'a|b', region: null })
    const [row] = accountOf(judge([odd], []), environments, [], () => null).rows
    expect(row).toMatchObject({ id: null, actor: null, region: 'eu-west-1' })
  })

  test('requests that the record has lost are a gap', () => {
    const lost = incident({
      glass: [],
      get requests() {
        throw new HandoffError('UPSTREAM', 'lost')
      },
    })
    expect(grantsIn([lost]).gaps).toHaveLength(1)
  })

  test.each([
    [0, 0, 0, false, 'No production change is known in this window.'],
    [
      2,
      1,
      3,
      true,
      '2 of 6 production changes in the window had no grant on this record (those made outside Baton never have one); 3 had one; 1 cannot be told. Sources are missing, so there may be more.',
    ],
    [
      0,
      0,
      1,
      false,
      '0 of 1 production changes in the window had no grant on this record; 1 had one.',
    ],
  ])('%i, %i, %i', (ungranted, unclear, granted, missing, words) => {
    expect(statementOf({ ungranted, unclear, granted }, missing)).toBe(words)
  })
})
