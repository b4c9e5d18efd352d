import { expect, test } from 'vitest'

import { type ActName, namespaceOf, parseAct } from '../../src/domain/act.ts'
import { HandoffError } from '../../src/domain/error.ts'
import { type JsonObject, canonicalJson } from '../../src/domain/json.ts'

const common = {
  v: 1,
  incident: 'INC-1NG7S3GAWK',
  by: 'noor',
  about: 0,
  reason: 'nobody can log in',
  trust: 'a'.repeat(64),
  at: '2026-11-23T07:00:00.000Z',
  nonce: 'n'.repeat(22),
}

const own: Readonly<Record<ActName, JsonObject>> = {
  acknowledge: {},
  'break-glass': { until: '2026-11-23T07:30:00.000Z' },
  countersign: { done: 'd'.repeat(64) },
  object: { done: 'd'.repeat(64) },
  'lower-severity': { from: 'SEV1', to: 'SEV3' },
  'hand-command': { from: null, to: 'lee' },
}
const acts = Object.keys(own) as ActName[]
const whole = (act: ActName, bent: JsonObject = {}) => ({ ...common, ...own[act], act, ...bent })

/** The rule with which a text is refused; undefined when it is read. */
function ruleOf(text: string): string | undefined {
  try {
    parseAct(text)
    return undefined
  } catch (cause) {
    expect((cause as HandoffError).code).toBe('INVALID_INPUT')
    return (cause as HandoffError).rule
  }
}

test.each(acts)('%s is read back as it was signed', (act) => {
  expect(parseAct(canonicalJson(whole(act)))).toEqual(whole(act))
})

test('each act has a namespace of its own', () => {
  const names = acts.map(namespaceOf)
  expect(names).toContain('baton-acknowledge-v1')
  expect(new Set(names).size).toBe(acts.length)
  expect(names).not.toContain('baton-decision-v1')
})

test.each(acts)('%s without one of its members, or with one more, is no statement', (act) => {
  for (const member of Object.keys(whole(act))) {
    const text = canonicalJson(whole(act, { [member]: undefined }))
    expect([member, ruleOf(text)]).toEqual([member, 'decision-as-signed'])
  }
  expect(ruleOf(canonicalJson(whole(act, { grant: true })))).toBe('decision-as-signed')
})

test.each<[string, ActName, JsonObject]>([
  ['an incident of another form', 'acknowledge', { incident: 'INC-1; rm' }],
  ['a state before the record', 'acknowledge', { about: -1 }],
  ['no reason', 'acknowledge', { reason: '' }],
  ['a reason that is too long', 'acknowledge', { reason: 'x'.repeat(1_001) }],
  ['an offset', 'acknowledge', { at: '2026-11-23T09:00:00+02:00' }],
  ['a day that there is not', 'acknowledge', { at: '2026-02-30T07:00:00Z' }],
  ['a short nonce', 'acknowledge', { nonce: 'n' }],
  ['half an hour and a second', 'break-glass', { until: '2026-11-23T07:30:01.000Z' }],
  ['an end before its beginning', 'break-glass', { until: '2026-11-23T06:30:00.000Z' }],
  ['a list without digest', 'countersign', { done: 'none' }],
  ['a severity that there is not', 'lower-severity', { to: 'SEV5' }],
  ['a receiver that is nobody', 'hand-command', { to: null }],
  ['the name of another act', 'countersign', { act: 'break-glass' }],
  ['an act that there is not', 'acknowledge', { act: 'grant' }],
])('a statement with %s is refused', (_, act, bent) => {
  expect(ruleOf(canonicalJson(whole(act, bent)))).toBe('decision-as-signed')
})

test('what is not canonical is refused, though it says the same', () => {
  expect(ruleOf(JSON.stringify(whole('acknowledge'), null, 1))).toBe('decision-as-signed')
  expect(ruleOf('no JSON')).toBe('decision-as-signed')
})
