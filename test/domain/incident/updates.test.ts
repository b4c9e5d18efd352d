import { expect, test } from 'vitest'

import type { FactBody } from '../../../src/domain/fact.ts'
import { toMinute, instantMs } from '../../../src/domain/time.ts'
import { at, incidentOf, note, opened, proposed } from '../../documents/case.ts'

type Drafts = Parameters<typeof incidentOf>[0]
type Audience = 'customers' | 'executive' | 'internal'

const opening: Drafts[number] = { kind: 'incident.opened', minute: 0, body: opened }

/** A publication from proposal to outcome, whose intent is on record at `minute` and whose outcome `late` minutes after. */
function published(
  minute: number,
  audience: Audience,
  next: number | 'none',
  { id = `REQ-${audience}-${minute}`, late = 0, end = 'applied' } = {},
): Drafts {
  const promise = next === 'none' ? 'none' : toMinute(instantMs(at(next))!)
  const to = {
    audience,
    channel: 'outbox',
    subject: 'S',
    text: `Words.\n\nNext update: ${promise}`,
  }
  const target = `${audience}/outbox`
  const proposal = {
    ...proposed,
    request: id,
    system: 'messages',
    target,
    to,
    tool: 'publish_update',
  }
  const decided = { request: id, digest: '', decision: 'granted', reason: 'x', approver: 'ines' }
  const outcome =
    end === 'applied'
      ? { request: id, version: '1', readBack: null, reconciled: late > 0 }
      : { request: id, reason: 'x', reconciled: false }
  return [
    { kind: 'change.proposed', minute, body: proposal },
    ...(audience === 'customers'
      ? [
          {
            kind: 'change.decided',
            minute,
            body: decided as unknown as FactBody<'change.decided'>,
          } as const,
        ]
      : []),
    {
      kind: 'change.applying',
      minute,
      body: { request: id, digest: '', owner: 'p', deadline: at(minute + 1) },
    },
    { kind: `change.${end}`, minute: minute + late, body: outcome } as unknown as Drafts[number],
  ]
}

const word = (minute: number): Drafts[number] => ({
  kind: 'note.recorded',
  minute,
  body: note('update_sent', 'Told them by phone'),
})

/** SEV2: the first update is due after 30 minutes, each next one after 60. */
const dueAt = (...drafts: Drafts): string =>
  toMinute(instantMs(incidentOf([opening, ...drafts], 20).nextUpdateDue)!).slice(11)

test('a publication counts as the update from its intent on, and no later than it promises', () => {
  expect(dueAt()).toBe('07:30Z')
  expect(dueAt(...published(10, 'internal', 70))).toBe('08:10Z')
  expect(dueAt(...published(10, 'internal', 40))).toBe('07:40Z')
  expect(dueAt(...published(10, 'internal', 70, { late: 5 }))).toBe('08:10Z')
  expect(dueAt(...published(10, 'executive', 'none'))).toBe('08:10Z')
})

test('what did not go out counts as nothing', () => {
  for (const end of ['failed', 'unknown']) {
    expect(dueAt(...published(10, 'internal', 40, { end }))).toBe('07:30Z')
  }
})

test('a promise is redeemed by an update for the same audience or by somebody’s word, by nothing else', () => {
  const first = published(5, 'customers', 15)
  expect(dueAt(...first)).toBe('07:15Z')
  expect(dueAt(...first, ...published(10, 'internal', 70))).toBe('07:15Z')
  expect(dueAt(...first, ...published(10, 'customers', 60))).toBe('08:00Z')
  expect(dueAt(...first, ...published(10, 'customers', 'none'))).toBe('08:10Z')
  expect(dueAt(...first, word(12))).toBe('08:12Z')
  expect(dueAt(word(4), ...first)).toBe('07:15Z')
})

test('changes and publications stand apart, and the newest update is the later of note and publication', () => {
  const incident = incidentOf([
    opening,
    { kind: 'change.proposed', minute: 1, body: proposed },
    ...published(10, 'internal', 70),
    word(8),
  ])
  expect(incident.requests.map(({ id }) => id)).toEqual(['REQ-1'])
  expect(incident.publications.map(({ id }) => id)).toEqual(['REQ-internal-10'])
  expect(incident.nextUpdateDue).toBe(at(70))
  expect(incident.updateEveryMs).toBe(60 * 60_000)
})
