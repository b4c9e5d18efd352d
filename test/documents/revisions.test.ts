import { expect, test } from 'vitest'

import { renderDocument } from '../../src/documents/render.ts'
import type { DocumentKind } from '../../src/domain/facts/handoff.ts'
import type { Incident } from '../../src/domain/incident.ts'
import { asked, at, complete, incidentOf, note, startMs, templateOf } from './case.ts'

type Drafts = typeof complete
type Draft = Drafts[number]

async function rendered(kind: DocumentKind, incident: Incident, minute = 25): Promise<string> {
  const { markdown, lint } = await renderDocument(kind, incident, {
    nowMs: startMs + minute * 60_000,
    links: [],
    services: [],
    phases: [],
    template: templateOf(kind),
    mttrMs: { SEV1: 1_800_000, SEV2: 7_200_000, SEV3: 1, SEV4: 1 },
  })
  expect(lint).toEqual([])
  return markdown
}

function section(markdown: string, heading: string): string {
  return markdown.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0]?.trim() ?? ''
}

const updated = (set: object, minute = 24): Draft => ({
  kind: 'incident.updated',
  minute,
  body: { set, reason: 'more customers called' },
})
const moved = (to: 'accepted' | 'done' | 'verified', owner: string): Draft => ({
  kind: 'ask.moved',
  minute: 24,
  body: { ask: 'ASK-1', to, owner, due: null, reason: null },
})
const unmitigated = complete.filter(({ kind }) => !kind.startsWith('change.'))
const fallback = updated({
  workaround: 'Sign in from the web page | not from a phone',
  eta: { at: at(120), owner: 'noah' },
})

test('the packet carries workaround, estimate, impact in words and the reason of the present severity', async () => {
  const raised = updated({ severity: 'SEV1', impactWords: 'Phones cannot sign in' }, 23)
  const packet = await rendered('packet', incidentOf([...complete, raised, fallback]))
  expect(packet).toContain(
    '> - **Severity:** SEV1: more customers called (was SEV2, changed by maria)',
  )
  expect(packet).toContain(
    '| Impact, as stated | Phones cannot sign in | 2026-11-23T07:23Z | maria, by update_incident |',
  )
  expect(section(packet, 'Mitigation Attempts')).toContain(
    '- **Workaround for customers:** Sign in from the web page &#124; not from a phone (stated by maria, 2026-11-23T07:24Z)',
  )
  expect(section(packet, 'Next Update Due')).toBe(
    '2026-11-23T07:38Z, owner maria. Repair expected: 2026-11-23T09:00Z, estimated by noah.',
  )
  expect(packet).toMatch(/\| Triage \|[^|]+\|[^|]+\| Region eu-west-1\. SEV2, /)
})

test('G5: what was revised is in the timeline, with region, before, after and why', async () => {
  const wider = updated({ regions: ['eu-west-1', 'us-east-1'] })
  const timeline = await rendered('timeline', incidentOf([...complete, fallback, wider]))
  const rows = timeline.split('\n').filter((row) => row.includes('more customers called'))
  expect(rows).toEqual([
    '| Estimate | 2026-11-23T07:24Z | maria | Region eu-west-1, us-east-1. Workaround: Sign in from the web page &#124; not from a phone; ETA: 2026-11-23T09:00Z by noah. Reason: more customers called. |',
    '| Scope | 2026-11-23T07:24Z | maria | Region eu-west-1, us-east-1. Regions eu-west-1 to eu-west-1, us-east-1. Reason: more customers called. |',
  ])
})

test('customers read the fallback and when to expect the correction, without a name', async () => {
  const update = await rendered('update', incidentOf([...unmitigated, fallback]))
  expect(section(update, 'For customers')).toContain(
    [
      '> - Our engineers are working to restore normal operation.',
      '> - Until then: Sign in from the web page &#124; not from a phone',
      '> - We expect the correction by 2026-11-23T09:00Z.',
    ].join('\n'),
  )
  expect(section(update, 'For customers')).not.toContain('noah')
  expect(section(update, 'For executives')).toContain(
    '> - Repair expected: 2026-11-23T09:00Z, estimated by noah.',
  )
})

test('an estimate that has passed is no promise, and a workaround that names something internal stays inside', async () => {
  const internal = updated({
    workaround: 'Turn Auth-New-Token off',
    eta: { at: at(30), owner: 'noah' },
  })
  const update = await rendered('update', incidentOf([...complete, internal], 40), 40)
  const customers = section(update, 'For customers')
  expect(customers).not.toMatch(/Until then|expect the correction/)
  const channel = section(update, 'For the incident channel')
  expect(channel).toContain('Workaround: Turn Auth-New-Token off')
  expect(channel).toContain(
    'Repair expected: 2026-11-23T07:30Z was estimated by noah and has passed.',
  )
  const unnamed = await rendered('update', incidentOf([...unmitigated, internal], 40), 40)
  expect(section(unnamed, 'For customers')).toContain('Until then: Turn Auth-New-Token off')
  const named = updated({ workaround: 'Ask noah for a session' })
  const held = await rendered('update', incidentOf([...unmitigated, named]))
  expect(section(held, 'For customers')).not.toContain('noah')
  expect(section(held, 'For the incident channel')).toContain(
    'The workaround names something internal; the customer draft leaves it out.',
  )
})

test('an ask says whose word its state is, and a signature when there is one', async () => {
  const cell = async (...more: Drafts): Promise<string | undefined> => {
    const packet = await rendered('packet', incidentOf([...complete, ...more]))
    return /\| 1 \| ASK-1: .* \| ([^|]+) \|$/m.exec(packet)?.[1]
  }
  const taken = (by: string, simulated: boolean): Draft => ({
    kind: 'handoff.acknowledged',
    minute: 24,
    body: { by, readBack: 'x', key: 'k', statement: '{}', signature: 's', simulated },
  })
  const offer: Draft = { kind: 'note.recorded', minute: 23, body: note('handoff', 'To noah') }
  expect(await cell()).toBe('assigned')
  const accepted = moved('accepted', 'noah')
  const word = 'accepted at 2026-11-23T07:24Z, recorded by maria'
  expect(await cell(accepted)).toBe(word)
  expect(await cell(offer, taken('ines', false), accepted)).toBe(word)
  expect(await cell(offer, taken('noah', false), accepted)).toBe(
    `${word}; noah signed for the handoff`,
  )
  expect(await cell(offer, taken('noah', true))).toBe(
    'assigned; noah (simulated person) signed for the handoff',
  )
  expect(await cell(moved('done', 'sam'))).toBe(
    'done by sam at 2026-11-23T07:24Z, recorded by maria',
  )
  const packet = await rendered('packet', incidentOf(complete))
  expect(section(packet, 'Asks for Engineering')).toContain(
    'That a person accepted is proven only by their signed acknowledgement.',
  )
})

test('the wrap-up has severity changes, open asks as follow-ups, MTTR against the policy, and the end', async () => {
  const second: Draft = {
    kind: 'ask.assigned',
    minute: 22,
    body: { ...asked, ask: 'ASK-2', text: 'Test both keys', owner: 'sam', role: 'follow_up' },
  }
  const resolved: Drafts = [
    ...complete,
    second,
    updated({ severity: 'SEV1' }, 20),
    moved('done', 'noah'),
    moved('verified', 'sam'),
    { kind: 'note.recorded', minute: 50, body: note('decision', 'Resolved: off', { at: at(45) }) },
    { kind: 'note.recorded', minute: 50, body: note('learning', 'Test both keys') },
    {
      kind: 'incident.closed',
      minute: 55,
      body: {
        resolution: 'off',
        suspect: 'one key',
        next: 'two keys',
        mttrMinutes: 45,
        policyMinutes: 30,
        followUps: ['ASK-2'],
      },
    },
  ]
  const wrapup = await rendered('wrapup', incidentOf(resolved, 60), 60)
  expect(section(wrapup, 'Summary')).toContain(
    [
      '- Severity SEV2 to SEV1 at 2026-11-23T07:20Z by maria: more customers called',
      '- Closed at 2026-11-23T07:55Z by maria. Root-cause suspect: one key. Next: two keys.',
    ].join('\n'),
  )
  expect(section(wrapup, 'Next Steps')).toBe(
    '- Follow-up ASK-2: Test both keys (sam, follow up, due 2026-11-23T12:00Z, assigned)',
  )
  expect(wrapup).toContain('45 min, above the policy of 30 min |')
  const timeline = await rendered('timeline', incidentOf(resolved, 60), 60)
  expect(timeline).toContain(
    '| Closed | 2026-11-23T07:55Z | maria | Region eu-west-1. Resolution: off. |',
  )
})
