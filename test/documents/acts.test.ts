import { expect, test } from 'vitest'

import { glassViews, openedCommander, signedMoments, underGlass } from '../../src/documents/acts.ts'
import { complete, decided, incidentOf } from './case.ts'
import { render } from './poison.ts'
import { signedDrafts } from './signed.ts'

/** The complete incident with everything signed, its change granted under the first breaking. */
function signedIncident(next: () => string) {
  const seq = complete.length + 1
  const drafts = complete.map((draft) =>
    draft.kind === 'change.decided' ? { ...draft, body: { ...decided, glass: seq } } : draft,
  )
  return incidentOf([...drafts, ...signedDrafts(next, seq)], 1_510)
}

test('each breaking says what was done under it and what a second person said', () => {
  let count = 0
  const incident = signedIncident(() => `reason ${(count += 1)}`)
  expect(glassViews(incident)).toEqual([
    {
      state: 'countersigned',
      by: 'ines',
      at: '2026-11-23T07:14Z',
      until: '2026-11-23T07:44Z',
      reason: 'reason 1',
      done: 'REQ-1 (applied)',
      due: '2026-11-24T07:14Z',
      answers: [
        { verb: 'Objected to', by: 'lee', at: '2026-11-23T07:50Z', reason: 'reason 2' },
        {
          verb: 'Countersigned',
          by: 'lee (simulated person)',
          at: '2026-11-24T08:00Z, LATE',
          reason: 'reason 3',
        },
      ],
    },
    {
      state: 'OPEN',
      by: 'noor (simulated person)',
      at: '2026-11-24T08:01Z',
      until: '2026-11-24T08:31Z',
      reason: 'reason 4',
      done: 'nothing was applied',
      due: '2026-11-25T08:01Z',
      answers: [],
    },
  ])
  expect(underGlass(incident, incident.requests[0]!)).toBe('under break-glass by ines')
})

test('G5: everything that was signed is a row with owner, region and what it says', () => {
  let count = 0
  const incident = signedIncident(() => `reason ${(count += 1)}`)
  expect(
    signedMoments(incident).map(({ milestone, owner, region, notes }) =>
      [milestone, owner, region, notes].join(' | '),
    ),
  ).toEqual([
    'Break-glass | ines | eu-west-1 | countersigned, until 2026-11-23T07:44Z. reason 1',
    'Objection | lee | eu-west-1 | reason 2',
    'Countersignature | lee (simulated person) | eu-west-1 | LATE. reason 3',
    'Break-glass | noor (simulated person) | eu-west-1 | OPEN, until 2026-11-24T08:31Z. reason 4',
    'Command handed over | ines | eu-west-1 | From ines to noor. reason 6',
  ])
  expect([openedCommander(incident), incident.commander]).toEqual(['ines', 'noor'])
})

test.each(['timeline', 'packet', 'wrapup'] as const)('%s names both breakings', async (kind) => {
  const { markdown } = await render(
    kind,
    signedIncident(() => 'nobody can log in'),
  )
  expect(markdown.match(/OPEN/g)?.length).toBeGreaterThan(0)
  expect(markdown).toContain('noor (simulated person)')
  // A lowered severity is a revision, by the actor of its entry.
  expect(markdown).toContain('maria (simulated person)')
})
