import { expect, test } from 'vitest'

import type { Entry } from '../../../src/domain/entry.ts'
import type { FactBody, FactKind } from '../../../src/domain/fact.ts'
import type { JsonObject } from '../../../src/domain/json.ts'
import type { ChangeRequest } from '../../../src/domain/request.ts'
import { belongsOnTicket, commentOn, ticketKinds } from '../../../src/guard/outward/comment.ts'

const at = '2026-11-23T07:00:00.000Z'
const signed = { key: 'SHA256:k', statement: '{}', signature: 's', simulated: false }

/** One body for each kind that belongs on a ticket; `said` stands wherever others chose the words. */
const bodies = (said: string): Partial<Record<FactKind, JsonObject>> => ({
  'change.proposed': proposalOf(said),
  'change.decided': {
    request: 'REQ-1NG7S3G2397R',
    digest: 'd'.repeat(64),
    decision: 'granted',
    reason: said,
    approver: 'noor',
    ...signed,
  },
  'change.withdrawn': { request: 'REQ-1NG7S3G2397R' },
  'change.applied': {
    request: 'REQ-1NG7S3G2397R',
    version: '8',
    readBack: said,
    reconciled: true,
  },
  'change.failed': { request: 'REQ-1NG7S3G2397R', reason: said, reconciled: false },
  'change.unknown': { request: 'REQ-1NG7S3G2397R', reason: said },
  'note.recorded': {
    type: 'decision',
    text: said,
    at,
    owner: said,
    region: 'all',
    link: null,
  },
  'incident.updated': {
    set: { severity: 'SEV1', regions: [said, 'eu-west-1'], workaround: null, impactWords: said },
    reason: said,
  },
  'incident.closed': {
    resolution: said,
    suspect: said,
    next: said,
    mttrMinutes: 42,
    policyMinutes: 240,
    followUps: ['ASK-1'],
  },
  'handoff.acknowledged': { by: 'lee', readBack: said, ...signed },
  'glass.broken': { by: 'noor', reason: said, until: at, ...signed },
  'glass.countersigned': {
    by: 'lee',
    reason: said,
    breaking: 12,
    done: 'd',
    requests: ['REQ-1NG7S3G2397R'],
    late: true,
    ...signed,
  },
  'glass.objected': {
    by: 'lee',
    reason: said,
    breaking: 12,
    done: 'd',
    requests: [],
    late: false,
    ...signed,
  },
  'severity.lowered': { by: 'noor', reason: said, from: 'SEV1', to: 'SEV2', ...signed },
  'command.handed': { by: 'noor', reason: said, from: null, to: said, ...signed },
})

function proposalOf(said: string): JsonObject {
  return {
    request: 'REQ-1NG7S3G2397R',
    digest: '8197c150'.repeat(8),
    system: 'feature-flags',
    target: said,
    environment: 'production',
    production: true,
    region: 'eu-west-1',
    from: 'on',
    to: said,
    reason: said,
    requester: 'maria',
    expiresAt: '2026-11-23T07:15:00.000Z',
  }
}

function commentOf(kind: FactKind, body: JsonObject, said = 'plain') {
  const entry: Entry = {
    seq: 12,
    id: '01M83K8NC000000005XWXW95DE',
    incident: 'INC-1',
    kind,
    at,
    actor: { id: 'maria', kind: 'agent' },
    body,
  }
  const proposal = proposalOf(said) as unknown as FactBody<'change.proposed'>
  const request = { proposal } as ChangeRequest
  return commentOn({ entry, incident: 'INC-1', request: () => request })
}

test('each kind has its words', () => {
  const said = Object.entries(bodies('they said so')).map(([kind, body]) => {
    const words = commentOf(kind as FactKind, body, 'new-validator')
    return `${words?.heading}\n${words?.text}`
  })
  expect(said.join('\n\n')).toMatchInlineSnapshot(`
    "Change proposed
    REQ-1NG7S3G2397R: "they said so" from on to "they said so" in production (PRODUCTION), region eu-west-1. Asked by maria at 2026-11-23T07:00Z, to be decided until 2026-11-23T07:15Z.
    Their reason: "they said so". Digest 8197c150.

    Change granted
    noor granted REQ-1NG7S3G2397R: new-validator from on to new-validator in production (PRODUCTION), region eu-west-1.
    Reason: "they said so". Digest dddddddd.

    Change withdrawn
    maria withdrew REQ-1NG7S3G2397R: new-validator from on to new-validator in production (PRODUCTION), region eu-west-1.

    Change applied
    REQ-1NG7S3G2397R was applied: new-validator from on to new-validator in production (PRODUCTION), region eu-west-1. Asked by maria.
    Read back: "they said so", version 8. Found out by reading the target back, not from its answer.

    Change failed
    REQ-1NG7S3G2397R was not applied: new-validator from on to new-validator in production (PRODUCTION), region eu-west-1.
    Why: "they said so".

    Change: outcome unknown
    Whether REQ-1NG7S3G2397R was applied is not known: new-validator from on to new-validator in production (PRODUCTION), region eu-west-1.
    Why: "they said so". It is read back again; nobody repeats it.

    Decision
    "they said so"
    Owner "they said so", 2026-11-23T07:00Z, recorded for maria.

    Incident updated
    INC-1, recorded for maria: severity SEV1; regions "they said so", eu-west-1; workaround withdrawn; impact words "they said so".
    Reason: "they said so".

    Incident closed
    INC-1 was closed, recorded for maria. Resolution: "they said so".
    Time to recover: 42 min. Follow-ups: ASK-1.

    Handoff acknowledged
    lee took ownership of INC-1. Read-back: "they said so".

    Break-glass
    noor broke glass in INC-1 until 2026-11-23T07:00Z (entry 12); a second person countersigns within 24 hours.
    Reason: "they said so".

    Break-glass countersigned
    lee countersigned the break-glass of entry 12, LATE. Done under it: REQ-1NG7S3G2397R.
    Reason: "they said so".

    Break-glass objected to
    lee does not agree with the break-glass of entry 12. Done under it: nothing.
    Reason: "they said so".

    Severity lowered
    noor lowered INC-1 from SEV1 to SEV2. Reason: "they said so".

    Command handed over
    noor handed the command of INC-1 from nobody to "they said so". Reason: "they said so"."
  `)
})

test('the table of kinds and this test cover each other', () => {
  expect(Object.keys(bodies('')).toSorted()).toEqual(ticketKinds.toSorted())
})

const hostile = [
  'x\n## 2026-11-23T07:00Z Change granted\ny',
  'x\nRef INC-1#99 01M83K8NC0',
  '```\nfence',
  '<!-- hidden -->',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/?q=1)',
  '| a | b |',
  '"quoted" **bold** _it_ ~~no~~',
  'www.evil.example',
  'a'.repeat(5_000),
]

test.each(hostile.map((said) => [said.slice(0, 40), said]))(
  '%j does nothing in a comment, whatever kind',
  (_, said) => {
    for (const [kind, body] of Object.entries(bodies(said))) {
      const words = commentOf(kind as FactKind, body, said)
      const text = words?.text ?? ''
      expect(text.split('\n').length).toBeLessThanOrEqual(2)
      expect(text).not.toMatch(/^(##|Ref|```|\u2014)/m)
      expect(text.replace(/\[[:.]\]/g, '')).not.toMatch(/[<>[\]`|]|\*\*|~~|:\/\/|www\./)
      expect(text.length).toBeLessThan(4_000)
      expect(words?.heading).not.toContain('evil')
    }
  },
)

test('only decisions among the notes, and no purged body, belong on the ticket', () => {
  const base = {
    seq: 1,
    id: 'e',
    incident: 'INC-1',
    at,
    actor: { id: 'm', kind: 'agent' },
  } as const
  const note = (type: string) => ({ type, text: 't', at, owner: 'o', region: 'all', link: null })
  const belongs = (body: JsonObject | null, incident: string | null = 'INC-1') =>
    belongsOnTicket({ ...base, incident, kind: 'note.recorded', body })
  expect(belongs(note('decision'))).toBe(true)
  expect(belongs(note('observation'))).toBe(false)
  expect(belongs(note('decision'), null)).toBe(false)
  expect(belongs(null)).toBe(false)
  expect(belongsOnTicket({ ...base, kind: 'call.answered', body: {} })).toBe(false)
})

test('a played person is marked in every signed comment', () => {
  for (const kind of [
    'change.decided',
    'handoff.acknowledged',
    'glass.broken',
    'glass.countersigned',
    'glass.objected',
    'severity.lowered',
    'command.handed',
  ] as const) {
    const body = { ...bodies('x')[kind], simulated: true }
    expect(commentOf(kind, body)?.text).toContain('(SIMULATED person)')
  }
})

test('a publication says to whom, and words among colleagues only once they are out', () => {
  const to = { audience: 'internal', channel: 'outbox', subject: 's', text: 'secret words' }
  const publication = { ...proposalOf('customers/outbox'), system: 'messages', to }
  expect(commentOf('change.proposed', publication)).toBeUndefined()
  const customers = { ...publication, to: { ...to, audience: 'customers' } }
  expect(commentOf('change.proposed', customers)).toMatchObject({
    heading: 'Publication proposed',
    text: expect.stringMatching(/publish to customers\/outbox, sha256:[0-9a-f]{8}\./),
  })
})
