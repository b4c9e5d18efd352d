import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, test } from 'vitest'

import { defaultCadence } from '../../src/domain/cadence.ts'
import type { EntryDraft } from '../../src/domain/entry.ts'
import type { HandoffError } from '../../src/domain/error.ts'
import type { FactBody } from '../../src/domain/fact.ts'
import { casebookReader } from '../../src/record/projections.ts'
import { draft, newHome, openAt, start } from './support/home.ts'

const opened: FactBody<'incident.opened'> = {
  title: 'Sign-in fails',
  ticket: 'T-1',
  alert: null,
  report: null,
  detectedAt: '2026-11-23T06:50:00.000Z',
  window: { from: '2026-11-23T06:00:00.000Z', to: '2026-11-23T07:00:00.000Z' },
  environment: 'production',
  severity: 'SEV1',
  reasons: [],
  services: ['auth'],
  regions: ['eu-west-1'],
  segments: [],
  impact: {
    asOf: '2026-11-23T07:00:00.000Z',
    errorRate: null,
    baselineErrorRate: null,
    affectedUsers: null,
    burnRate: null,
    budgetExceeded: null,
  },
  support: 'maria',
  commander: 'omar',
}

const note = {
  type: 'decision',
  text: 'noted',
  at: '2026-11-23T07:00:00.000Z',
  owner: 'maria',
  region: 'eu-west-1',
  link: null,
}

const proposed = (request: string) => ({
  request,
  expiresAt: '2026-11-23T07:15:00.000Z',
})

const fact = (incident: string, kind: EntryDraft['kind'], body: object): EntryDraft =>
  draft('', { incident, kind, body: body as never })

function casebook(home = newHome()) {
  const clock = { now: start, nowMs: () => clock.now }
  const record = openAt(home, clock)
  return { clock, record, reader: casebookReader({ record, clock, cadence: defaultCadence }) }
}

function edit(home: string, sql: string): void {
  const db = new DatabaseSync(join(home, 'record.db'))
  db.exec(sql)
  db.close()
}

const notFound = (work: () => unknown) => {
  try {
    work()
    return undefined
  } catch (error) {
    const { code, hint } = error as { code: string; hint: string }
    return { code, hint }
  }
}

describe('incidents', () => {
  test('of an empty record are none, and asking for one says how to begin', () => {
    const { reader } = casebook()
    expect(reader.incidents()).toEqual([])
    expect(reader.checkpoint()).toBeNull()
    expect(notFound(() => reader.incident('INC-1'))).toEqual({
      code: 'NOT_FOUND',
      hint: 'No incident is open; start with open_incident.',
    })
  })

  test('are folded newest first, and follow what other processes append', async () => {
    const home = newHome()
    const { reader, record, clock } = casebook(home)
    await record.append([fact('INC-1', 'incident.opened', opened)])
    expect(reader.incidents().map(({ id }) => id)).toEqual(['INC-1'])
    clock.now += 1_000
    await openAt(home, clock).append([
      fact('INC-2', 'incident.opened', { ...opened, severity: 'SEV4' }),
      fact('INC-1', 'note.recorded', note),
      fact('INC-3', 'note.recorded', note),
    ])
    expect(reader.incidents().map(({ id, lastSeq }) => [id, lastSeq])).toEqual([
      ['INC-2', 2],
      ['INC-1', 3],
    ])
    expect(reader.incident('INC-1').notes.map(({ text, seq }) => [text, seq])).toEqual([
      ['noted', 3],
    ])
    expect(reader.entries('INC-1').map(({ seq }) => seq)).toEqual([1, 3])
    expect(notFound(() => reader.incident('INC-3'))).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('become overdue by the clock alone', async () => {
    const { reader, record, clock } = casebook()
    await record.append([fact('INC-1', 'incident.opened', opened)])
    expect(reader.incident('INC-1')).toMatchObject({
      nextUpdateDue: '2026-11-23T07:15:00.000Z',
      updateOverdue: false,
    })
    clock.now += 15 * 60_000 + 1
    expect(reader.incident('INC-1').updateOverdue).toBe(true)
  })

  test('are folded again only when something was stated or time changes them', async () => {
    const { reader, record, clock } = casebook()
    await record.append([fact('INC-1', 'incident.opened', opened)])
    const first = reader.incident('INC-1')
    await record.append([fact('INC-1', 'call.asked', { call: 'c1' })])
    clock.now += 15 * 60_000 - 1
    expect(reader.incident('INC-1')).toBe(first)
    expect(reader.entries('INC-1').map(({ seq }) => seq)).toEqual([1, 2])
    clock.now += 2
    const late = reader.incident('INC-1')
    expect([first.updateOverdue, late.updateOverdue]).toEqual([false, true])
    clock.now += 3_600_000
    expect(reader.incident('INC-1')).toBe(late)
    clock.now -= 3_600_000 + 2
    expect(reader.incident('INC-1').updateOverdue).toBe(false)
    await record.append([fact('INC-1', 'note.recorded', note)])
    expect(reader.incident('INC-1').notes).toHaveLength(1)
  })

  test('that are open are named in a refusal, five at most', async () => {
    const { reader, record } = casebook()
    await record.append(
      Array.from({ length: 7 }, (_, n) => fact(`INC-${n}`, 'incident.opened', opened)),
    )
    await record.append([fact('INC-6', 'handoff.acknowledged', { by: 'eva', readBack: 'yes' })])
    expect(notFound(() => reader.incident("INC-1'; DROP"))).toEqual({
      code: 'NOT_FOUND',
      hint: 'Open incidents: INC-5, INC-4, INC-3, INC-2, INC-1 and older ones.',
    })
  })
})

describe('requests', () => {
  test('are found across incidents and expire by the clock', async () => {
    const { reader, record, clock } = casebook()
    await record.append([
      fact('INC-1', 'change.proposed', proposed('REQ-A')),
      fact('INC-2', 'change.proposed', proposed('REQ-B')),
    ])
    expect(reader.request('REQ-B')).toMatchObject({ incident: 'INC-2', state: 'proposed' })
    await record.append([fact('INC-2', 'change.withdrawn', { request: 'REQ-B' })])
    expect(reader.request('REQ-B').state).toBe('withdrawn')
    clock.now += 15 * 60_000
    expect(reader.request('REQ-A').state).toBe('expired')
    expect(notFound(() => reader.request('REQ-C'))?.code).toBe('NOT_FOUND')
  })

  test('a second proposal of the same id in another incident does not take it over', async () => {
    const { reader, record } = casebook()
    await record.append([
      fact('INC-1', 'change.proposed', proposed('REQ-A')),
      fact('INC-2', 'change.proposed', proposed('REQ-A')),
    ])
    expect(reader.request('REQ-A').incident).toBe('INC-1')
  })

  test('a grant lapses by the clock, also when it was seen before', async () => {
    const { reader, record, clock } = casebook()
    await record.append([
      fact('INC-1', 'change.proposed', proposed('REQ-A')),
      fact('INC-1', 'change.decided', { request: 'REQ-A', decision: 'granted' }),
    ])
    const states = [0, 600_000 - 1, 1].map((ms) => {
      clock.now += ms
      return reader.request('REQ-A').state
    })
    expect(states).toEqual(['granted', 'granted', 'expired'])
  })
})

describe('an entry about a change that lost its body', () => {
  const damaged = (work: () => unknown) => {
    try {
      work()
      return undefined
    } catch (cause) {
      const { code, rule, detail } = cause as HandoffError
      return `${code} ${rule}: ${detail}`
    }
  }

  /** A request that was applied, in a record where somebody then erased that; another incident beside it. */
  async function erased(kind: string) {
    const home = newHome()
    const { record } = casebook(home)
    await record.append([
      fact('INC-1', 'incident.opened', opened),
      fact('INC-1', 'change.proposed', proposed('REQ-A')),
      fact('INC-1', 'change.decided', { request: 'REQ-A', decision: 'granted' }),
      fact('INC-1', 'change.applying', { request: 'REQ-A' }),
      fact('INC-1', 'change.applied', { request: 'REQ-A', version: '8' }),
      fact('INC-2', 'incident.opened', opened),
      fact('INC-2', 'change.proposed', proposed('REQ-B')),
    ])
    edit(home, `UPDATE entry SET body = NULL, once = NULL WHERE kind = '${kind}'`)
    return casebook(home)
  }

  test.each([
    ['change.decided', 3],
    ['change.applying', 4],
    ['change.applied', 5],
  ])('makes the requests of its incident unusable: %s', async (kind, seq) => {
    const { reader } = await erased(kind)
    const refused = `UPSTREAM record-intact: entry ${seq} has lost its body`
    expect(damaged(() => reader.request('REQ-A'))).toBe(refused)
    expect(damaged(() => reader.incident('INC-1').requests)).toBe(refused)
    expect(damaged(() => reader.incidents().map(({ requests }) => requests))).toBe(refused)
    expect(reader.incidents().map(({ id, severity }) => [id, severity])).toEqual([
      ['INC-2', 'SEV1'],
      ['INC-1', 'SEV1'],
    ])
    expect(reader.request('REQ-B').state).toBe('proposed')
  })

  test('a proposal that was erased is no request that never was', async () => {
    const { reader } = await erased('change.proposed')
    expect(damaged(() => reader.request('REQ-A'))).toContain('UPSTREAM record-intact')
  })
})
