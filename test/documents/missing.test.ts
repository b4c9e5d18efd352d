import { expect, test } from 'vitest'

import { missingFor } from '../../src/documents/missing.ts'
import type { DocumentKind } from '../../src/domain/facts/handoff.ts'
import { asked, complete, incidentOf, note, opened, run, startMs } from './case.ts'

type Drafts = typeof complete

function whats(kind: DocumentKind, drafts: Drafts, minute = 25): readonly string[] {
  return missingFor(kind, incidentOf(drafts, minute), startMs + minute * 60_000).map(
    ({ what }) => what,
  )
}

function noted(type: Parameters<typeof note>[0], text: string, more = {}): Drafts[number] {
  return { kind: 'note.recorded', minute: 24, body: note(type, text, more) }
}

const bare: Drafts = [
  {
    kind: 'incident.opened',
    minute: 5,
    body: { ...opened, ticket: null, alert: null, report: null, regions: ['unknown'] },
  },
]

test('G7: a complete incident lacks nothing for its packet', () => {
  expect(whats('packet', complete)).toEqual([])
})

test('G7: a bare incident is told everything that a packet needs, in working order', () => {
  expect(whats('packet', bare)).toEqual([
    'Detection row: alert source',
    'Detection row: customer report reference',
    'Triage row: affected region',
    'error rate from the logs',
    'changes in the window',
    'captured evidence',
    'reproduction, or its deviations',
    'Mitigation row: action taken and change id',
    'risks',
    'data loss: yes, no or unknown',
    'ask for engineering with one owner and a due time',
    'Handoff row: escalation ticket link',
  ])
  expect(whats('timeline', bare)).toHaveLength(3)
  expect(whats('recipe', bare)).toEqual([
    'Triage row: affected region',
    'reproduction, or its deviations',
  ])
  expect(whats('update', bare)).toEqual(['Triage row: affected region'])
  expect(whats('wrapup', bare)).toEqual([
    'Detection row: alert source',
    'Detection row: customer report reference',
    'Triage row: affected region',
    'data loss: yes, no or unknown',
    'resolution',
    'learning',
  ])
})

test('every missing thing names the call that supplies it', () => {
  const all = missingFor('packet', incidentOf(bare), startMs)
  for (const { how, why } of all) {
    expect(how).toMatch(
      /record_note|query_logs|list_deployments|capture_evidence|record_reproduction|toggle_flag|assign_ask|update_incident/,
    )
    expect(why.length).toBeGreaterThan(20)
  }
})

const without = (drop: (draft: Drafts[number]) => boolean): Drafts =>
  complete.filter((draft) => !drop(draft))
const isNote = (draft: Drafts[number], type: string): boolean =>
  draft.kind === 'note.recorded' && draft.body.type === type
const isAsk = ({ kind }: Drafts[number]): boolean => kind === 'ask.assigned'
const dropped = { ask: 'ASK-3', to: 'dropped', owner: 'noah', due: null, reason: 'moot' } as const
const isFinding = (draft: Drafts[number], tool: string): boolean =>
  draft.kind === 'finding.recorded' && draft.body.tool === tool

test.each([
  ['error rate from the logs', without((draft) => isFinding(draft, 'query_logs'))],
  ['changes in the window', without((draft) => isFinding(draft, 'list_deployments'))],
  ['captured evidence', without(({ kind }) => kind === 'evidence.captured')],
  ['reproduction, or its deviations', without(({ kind }) => kind === 'reproduction.recorded')],
  ['Mitigation row: action taken and change id', without(({ kind }) => kind.startsWith('change.'))],
  ['changes with a known outcome', without(({ kind }) => kind === 'change.applied')],
  ['risks', without((draft) => isNote(draft, 'risk'))],
  ['data loss: yes, no or unknown', without((draft) => isNote(draft, 'data_loss'))],
  ['ask for engineering with one owner and a due time', without(isAsk)],
])('G7: a packet without %s is refused', (what, drafts) => {
  expect(whats('packet', drafts)).toContain(what)
})

test('G7: an overdue update makes the packet stale', () => {
  expect(whats('packet', complete, 78)).toEqual([])
  expect(whats('packet', complete, 79)).toEqual(['status update that is not overdue'])
})

test('G7: figures older than two hours are measured again', () => {
  const late = [...complete, { ...noted('update_sent', 'Second update'), minute: 120 }]
  expect(whats('packet', late, 126)).toEqual([])
  expect(whats('packet', late, 127)).toEqual(['error rate from the logs'])
  expect(whats('packet', late, 128)).toEqual(['error rate from the logs', 'changes in the window'])
})

test('G8: a run that did not reproduce counts only with its deviations', () => {
  const failed = { ...run, result: 'not_reproduced' as const }
  const drafts = (deviations: string[]): Drafts =>
    complete.map((draft) =>
      draft.kind === 'reproduction.recorded'
        ? { ...draft, body: { ...failed, deviations } }
        : draft,
    )
  expect(whats('packet', drafts([]))).toEqual(['reproduction, or its deviations'])
  expect(whats('packet', drafts(['Staging has no second key']))).toEqual([])
})

test('notes supply what the opening did not know', () => {
  const drafts = [
    ...bare,
    noted('observation', 'Alert: none fired, found by a customer'),
    noted('observation', 'Report: call from the account team'),
    noted('decision', 'No mitigation: the flag has no safe value'),
    noted('handoff', 'Handed over', { link: 'ENG-9' }),
  ]
  const still = whats('packet', drafts)
  expect(still).not.toContain('Detection row: alert source')
  expect(still).not.toContain('Detection row: customer report reference')
  expect(still).not.toContain('Triage row: affected region')
  expect(still).not.toContain('Mitigation row: action taken and change id')
  expect(still).not.toContain('Handoff row: escalation ticket link')
})

test.each(['TBD', 'todo', '...', 'n/a', '<risk>', ' - '])(
  'the filler %j supplies nothing',
  (filler) => {
    const drafts = [...without((draft) => isNote(draft, 'risk')), noted('risk', filler)]
    expect(whats('packet', drafts)).toEqual(['risks'])
  },
)

const filled = (more: Partial<typeof run>): Drafts =>
  complete.map((draft) =>
    draft.kind === 'reproduction.recorded' ? { ...draft, body: { ...run, ...more } } : draft,
  )

test.each<[string, Partial<typeof run>]>([
  ['a blank environment', { environment: ' ' }],
  ['a build to be named', { build: 'TBD' }],
  ['a flag without value', { flags: [{ flag: 'auth-new-token', value: '?' }] }],
  ['data to be named', { data: 't.b.d.' }],
  ['no way to load them', { via: '<script>' }],
  ['no step', { steps: [] }],
  ['one blank step among others', { steps: ['curl x', ' '] }],
  ['nothing expected', { expected: '-' }],
  ['nothing seen', { actual: 'to be determined' }],
  ['one filler among its deviations', { result: 'partly', deviations: ['one node', 'tbd.'] }],
])('G8: a reproduction with %s counts as none', (_, more) => {
  expect(whats('packet', filled(more))).toEqual(['reproduction, or its deviations'])
  expect(whats('recipe', filled(more))).toEqual(['reproduction, or its deviations'])
})

const unopened: Drafts = complete.map((draft) =>
  draft.kind === 'incident.opened'
    ? { ...draft, body: { ...opened, ticket: null, alert: 'n/a', report: null } }
    : draft,
)

test('G7: a filler behind a first word supplies nothing', () => {
  const bared = unopened.filter(
    (draft) => !draft.kind.startsWith('change.') && !isNote(draft, 'risk') && !isAsk(draft),
  )
  const drafts: Drafts = [
    ...bared,
    noted('decision', 'No mitigation: tbd'),
    noted('decision', 'No mitigation - to be determined'),
    noted('observation', 'Alert: TBD'),
    noted('observation', 'Report: n/a.'),
    noted('risk', 'to be determined'),
    noted('risk', 'Risk: TBD.'),
    { kind: 'ask.assigned', minute: 24, body: { ...asked, text: 't.b.d.' } },
    { kind: 'ask.assigned', minute: 24, body: { ...asked, ask: 'ASK-2', owner: ' ' } },
    { kind: 'ask.assigned', minute: 24, body: { ...asked, ask: 'ASK-3' } },
    { kind: 'ask.moved', minute: 24, body: dropped },
    noted('handoff', 'Handed over', { link: 'TBD' }),
  ]
  expect(whats('packet', drafts)).toEqual([
    'Detection row: alert source',
    'Detection row: customer report reference',
    'Mitigation row: action taken and change id',
    'risks',
    'ask for engineering with one owner and a due time',
    'Handoff row: escalation ticket link',
  ])
})

test('a wrap-up needs a resolution and a learning', () => {
  expect(whats('wrapup', complete)).toEqual(['resolution', 'learning'])
  const drafts = [
    ...complete,
    noted('decision', 'Resolved: flag off'),
    noted('learning', 'Test both keys'),
  ]
  expect(whats('wrapup', drafts)).toEqual([])
})
