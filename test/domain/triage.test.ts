import { expect, test } from 'vitest'

import { type TriageInput, triage } from '../../src/domain/triage.ts'

const nothing: TriageInput = {
  errorRate: null,
  burnRate: null,
  affectedShare: null,
  coreService: false,
  alertSeverity: null,
  report: '',
  stated: null,
}

test.each<[string, Partial<TriageInput>, string]>([
  ['nothing known', {}, 'SEV4'],
  ['data loss is reported', { report: 'Orders vanished: DATA LOSS since noon' }, 'SEV1'],
  ['a core service fails for a quarter', { coreService: true, errorRate: 0.25 }, 'SEV1'],
  ['another service fails for a quarter', { errorRate: 0.25 }, 'SEV2'],
  ['one in twenty users', { affectedShare: 0.05 }, 'SEV2'],
  ['fast burn', { burnRate: 14.4 }, 'SEV2'],
  ['a critical alert', { alertSeverity: 'critical' }, 'SEV2'],
  ['slow burn', { burnRate: 6 }, 'SEV3'],
  ['one per cent', { errorRate: 0.01 }, 'SEV3'],
  ['just below one per cent', { errorRate: 0.0099 }, 'SEV4'],
  ['a core service cannot be used', { coreService: true, report: 'users cannot log in' }, 'SEV3'],
])('%s: %o is %s', (_name, known, severity) => {
  expect(triage({ ...nothing, ...known }).severity).toBe(severity)
})

test('a stated severity raises, never lowers, and both are said', () => {
  expect(triage({ ...nothing, stated: 'SEV1' })).toEqual({
    severity: 'SEV1',
    reasons: [
      'no measured or reported impact reaches a higher severity',
      'raised to SEV1 by the requester',
    ],
  })
  expect(triage({ ...nothing, burnRate: 20, stated: 'SEV4' })).toEqual({
    severity: 'SEV2',
    reasons: [
      'the error budget burns at 14.4 times its allowance or faster',
      'SEV4 was asked for; lowering needs the incident commander',
    ],
  })
})

test('the report is never repeated in the reasons', () => {
  const { reasons } = triage({ ...nothing, report: 'breach at ada@example.com' })
  expect(reasons).toEqual(['the report speaks of data loss or a security breach'])
})
