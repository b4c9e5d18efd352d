import { expect, test } from 'vitest'

import { HandoffError } from '../../../src/domain/error.ts'
import { evidenceNamedIn, refuseUnknownEvidence } from '../../../src/domain/incident/evidence.ts'
import { complete, evidence, incidentOf } from '../../documents/case.ts'

const id = evidence.evidence

test.each([
  [id, [id]],
  [` ${id.toLowerCase()} `, [id]],
  [`evidence/${id}.ndjson`, [id]],
  [`incidents/INC-7Q3F/evidence/${id}`, [id]],
  [`baton://incidents/INC-7Q3F/evidence/${id}`, [id]],
  [`the excerpt ${id}, and ${id}.`, [id, id]],
  ['EV-MADEUP1', ['EV-MADEUP1']],
  ['evidence/EV-MADEUP1.txt', ['EV-MADEUP1']],
  ['EV-1042', []],
  ['DEV-1NG7S3GWA73D', []],
  [`${id}9`, [`${id}9`]],
  [`see ${id}9`, []],
  ['https://github.com/acme/ev-charger/issues/5', []],
  ['correlation id 7c1e9fa', []],
  ['', []],
])('%j names %j', (reference, named) => {
  expect(evidenceNamedIn(reference)).toEqual(named)
})

test('only what the incident holds may be cited, and the refusal says what that is', () => {
  const holder = incidentOf(complete)
  expect(() => refuseUnknownEvidence(holder, [undefined, id, 'SUP-1042'])).not.toThrow()
  const words = (of: typeof holder): string | undefined => {
    try {
      refuseUnknownEvidence(of, [id, 'EV-0000000AAAAA'])
      return 'allowed'
    } catch (cause) {
      return (cause as HandoffError).hint
    }
  }
  expect(words(holder)).toBe(`Newest: ${id}. Others: capture_evidence first.`)
  const none = incidentOf(complete.filter(({ kind }) => kind !== 'evidence.captured'))
  expect(words(none)).toBe('It holds none yet: capture_evidence first.')
})
