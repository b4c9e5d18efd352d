import { expect, test } from 'vitest'

import { caseForEachTest, door, incident } from '../support/case.ts'
import type { Reply } from '../support/door.ts'
import { refusal } from '../support/incident.ts'

caseForEachTest()

const note = (type: string, text: string, more: object = {}): Promise<Reply> =>
  door.call('record_note', { incident, type, text, ...more })

test('a note is recorded with who, when and where', async () => {
  const { text } = await note('risk', 'Sessions older than a day must log in again')
  expect(text.replace(incident, 'INC')).toMatchInlineSnapshot(
    `"Recorded risk on INC as entry 5. Next update due 2026-11-23T07:15Z."`,
  )
  expect(door.house.casebook.incident(incident).notes).toMatchObject([
    {
      type: 'risk',
      at: '2026-11-23T07:00:00.000Z',
      owner: 'maria',
      region: 'eu-west-1',
      link: null,
    },
  ])
})

test('G5: a note is about what happened: no instant without zone, none ahead, no recovery before the detection', async () => {
  for (const [type, text, at] of [
    ['observation', 'It fails', '2026-11-23T07:00:00'],
    ['observation', 'It fails', '2026-11-23T07:00:01Z'],
    ['decision', 'Resolved: the flag is off', '2026-11-23T06:44:59Z'],
  ] as const) {
    expect(refusal(await note(type, text, { at })), at).toMatchObject({ code: 'INVALID_INPUT' })
  }
  expect(door.house.casebook.incident(incident).notes).toEqual([])
  const resolved = await note('decision', 'Resolved: the flag is off', {
    at: '2026-11-23T07:50:00+01:00',
  })
  expect(resolved.isError).toBe(false)
})

test('G9: an update that says nothing clears nothing', async () => {
  for (const words of ['sent', 'tbd', '...', 'to be determined']) {
    expect(refusal(await note('update_sent', words)), words).toMatchObject({
      code: 'INVALID_INPUT',
    })
  }
})

test('asks have a tool of their own', async () => {
  for (const given of [
    { type: 'ask' },
    { type: 'risk', due: '2026-11-23T09:00Z' },
    { role: 'fix' },
  ]) {
    const refused = await note('risk', 'Fix it for good', given)
    expect(refusal(refused)).toMatchObject({ isError: true, code: 'INVALID_INPUT' })
  }
})
