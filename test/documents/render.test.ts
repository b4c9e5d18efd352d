import { describe, expect, test } from 'vitest'

import { renderDocument } from '../../src/documents/render.ts'
import { type DocumentKind, documentKinds } from '../../src/domain/facts/handoff.ts'
import type { Incident } from '../../src/domain/incident.ts'
import {
  at,
  checkpoint,
  complete,
  deployments,
  finding,
  incidentOf,
  note,
  startMs,
  templateOf,
} from './case.ts'

const service = {
  name: 'auth',
  owner: 'identity',
  tier: 'core',
  regions: ['eu-west-1'],
  dependsOn: [],
  mau: 120_000,
  slo: null,
}
const base = {
  nowMs: startMs + 25 * 60_000,
  links: ['github.com'],
  services: [service],
  checkpoint,
  chart: 'chart.svg',
  location: 'knowledge',
  phases: [
    { name: 'before', fromMs: startMs - 3_600_000, toMs: startMs, total: 1000, errors: 3 },
    { name: 'during', fromMs: startMs, toMs: startMs + 960_000, total: 800, errors: 194 },
    { name: 'after', fromMs: startMs + 960_000, toMs: startMs + 1_500_000, total: 500, errors: 2 },
  ] as const,
}

async function rendered(kind: DocumentKind, incident: Incident, more = {}): Promise<string> {
  const options = { ...base, template: templateOf(kind), ...more }
  const { markdown, lint } = await renderDocument(kind, incident, options)
  expect(lint).toEqual([])
  return markdown
}

function section(markdown: string, heading: string): string {
  return markdown.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0]?.trim() ?? ''
}

/** A log finding as query_logs leaves it, a ranking, and a later look at the recovery. */
const measured = {
  kind: 'finding.recorded' as const,
  minute: 8,
  body: {
    ...finding,
    statement: '485 errors in 2,000 events.',
    query: 'service auth',
    values: {
      service: 'auth',
      narrowedBy: null,
      total: 2_000,
      errors: 485,
      errorRate: 0.243,
      onset: at(-3),
      onsetEarliest: at(-4),
      onsetLatest: at(-2),
      onsetSignal: 'error share',
      ratio: 81,
      affectedUsers: 340,
      pattern: 'P-64fc9f',
      patternCount: 470,
      patternShare: 0.969,
      patternFirst: at(-3),
      patternText:
        'login failed for «email:2TAGeiD9z1r8uAOY»: TypeError | x [y](https://evil.example)',
      traceIds: 'a0b1c2, a0b1c3',
      correlationIds: null,
    },
  },
}
const ranked = {
  kind: 'finding.recorded' as const,
  minute: 9,
  body: {
    ...deployments,
    query: 'all kinds of change, all services, all environments',
    values: {
      total: 3,
      suspect: 'flag-9',
      suspectKind: 'flag',
      suspectService: 'auth',
      suspectStartedAt: at(-4),
      suspectScore: 3,
      suspectVerdict: 'strong',
      likeliest: 'flag-9, dep-77, 7b1d89eb44b2',
    },
  },
}
const polled = {
  kind: 'finding.recorded' as const,
  minute: 18,
  body: {
    ...finding,
    statement: '0 errors in 60 events.',
    query: 'service auth',
    window: { from: at(17), to: at(17.5) },
    values: { service: 'auth', narrowedBy: null, errorRate: 0, pattern: null, affectedUsers: null },
  },
}

describe('packet', () => {
  test('what moved after the change is not how the incident began', async () => {
    const values = { ...measured.body.values, onset: at(18) }
    const window = { from: at(16), to: at(20) }
    const since = { ...measured, minute: 21, body: { ...measured.body, window, values } }
    const packet = await rendered('packet', incidentOf([...complete, measured, since]))
    expect(packet).toContain('> - **Since:** errors began 2026-11-23T06:57Z')
  })

  test('the receiver reads a command that works', async () => {
    expect(section(await rendered('packet', incidentOf(complete)), 'Acknowledgement')).toContain(
      '`baton acknowledge INC-7Q3F --read-back "what you took over"`',
    )
  })

  test('the summary box has twelve lines and the summary three sentences', async () => {
    const packet = await rendered('packet', incidentOf(complete))
    expect(packet.split('\n').filter((line) => line.startsWith('> - '))).toHaveLength(12)
    expect(packet.split('## Summary')[0]).toMatchInlineSnapshot(`
      "# Handoff packet INC-7Q3F

      > - **Incident:** INC-7Q3F, open
      > - **What:** Customers cannot log in
      > - **Severity:** SEV2: 24% of requests fail; core service
      > - **Where:** auth in production, eu-west-1
      > - **Since:** errors began 2026-11-23T06:57Z, detected 2026-11-23T07:00Z
      > - **Error rate:** 0.3% before → 24.3% during → 0.4% now (2026-11-23T07:25Z)
      > - **Affected users:** about 310, 0.3% of 120,000 monthly active users
      > - **Status:** mitigated by REQ-1 (auth-new-token to false) at 2026-11-23T07:16Z, error rate 0.4% as of 2026-11-23T07:25Z, cause not yet fixed
      > - **Prime suspect:** New token check rejects old tokens
      > - **Data loss:** no
      > - **First ask:** Hotfix for the token check (noah, due 2026-11-23T12:00Z)
      > - **Next update due:** 2026-11-23T08:18Z, owner maria

      As of 2026-11-23T07:25Z. All times are UTC.

      "
    `)
    expect(section(packet, 'Summary')).toBe(
      'SEV2 in production, errors began 2026-11-23T06:57Z, detected 2026-11-23T07:00Z: Customers cannot log in. Blast radius: auth in eu-west-1, error rate 0.3% before → 24.3% during → 0.4% now (2026-11-23T07:25Z), affected users about 310, 0.3% of 120,000 monthly active users. Current status: mitigated by REQ-1 (auth-new-token to false) at 2026-11-23T07:16Z, error rate 0.4% as of 2026-11-23T07:25Z, cause not yet fixed.',
    )
  })

  test('impact shows what a reader needs, by clear names, each with its instant and source', async () => {
    const packet = await rendered('packet', incidentOf([...complete, measured, ranked, polled]))
    expect(section(packet, 'Impact & Telemetry').split('**Evidence')[0]).toMatchInlineSnapshot(`
      "![Error rate over time, with onset, changes and updates marked](chart.svg)

      | Figure | Value | As of (UTC) | Source |
      | --- | --- | --- | --- |
      | Error rate before | 0.3%, 3 of 1,000 requests | 2026-11-23T07:00Z | logs, counted for this document |
      | Error rate during | 24.3%, 194 of 800 requests | 2026-11-23T07:16Z | logs, counted for this document |
      | Error rate since the mitigation | 0.4%, 2 of 500 requests | 2026-11-23T07:25Z | logs, counted for this document |
      | During against before | 80.8 times | 2026-11-23T07:16Z | logs, counted for this document |
      | Onset of the errors | 2026-11-23T06:57Z, between 2026-11-23T06:56Z and 2026-11-23T06:58Z | 2026-11-23T07:06Z | query_logs |
      | Affected users | about 340, 0.3% of 120,000 monthly active users | 2026-11-23T07:06Z | query_logs |
      | Burn rate of the error budget | 24.3 times what the objective allows | 2026-11-23T07:05Z | open_incident |
      | Error budget exceeded | yes | 2026-11-23T07:05Z | open_incident |
      | Prime suspect, change ID | flag-9 (flag in auth), started 2026-11-23T06:56Z, verdict strong | 2026-11-23T07:07Z | list_deployments |
      | Changes in the window, likeliest first | flag-9, dep-77, 7b1d89eb44b2 (of 3) | 2026-11-23T07:07Z | list_deployments |
      | Trace IDs of failed requests | a0b1c2, a0b1c3 | 2026-11-23T07:06Z | query_logs |

      **Main error:** P-64fc9f, 470 times, 96.9% of the errors, first at 2026-11-23T06:57Z, as of 2026-11-23T07:06Z:

      > login failed for «email:2TAGeiD9z1r8uAOY»: TypeError &#124; x &#91;y&#93;(https&#91;:&#93;//evil.example)

      **Metrics deltas:**

      Requests of the affected services, divided at the measured onset and when the last standing change was applied.

      | Phase | From (UTC) | To (UTC) | Requests | Errors | Error rate | Against before |
      | --- | --- | --- | --- | --- | --- | --- |
      | before | 2026-11-23T06:00Z | 2026-11-23T07:00Z | 1,000 | 3 | 0.3% | — |
      | during | 2026-11-23T07:00Z | 2026-11-23T07:16Z | 800 | 194 | 24.3% | 80.8 times |
      | after the mitigation | 2026-11-23T07:16Z | 2026-11-23T07:25Z | 500 | 2 | 0.4% | 1.33 times |

      **Queries and findings:**

      - Errors began and stayed (query_logs, region eu-west-1, window 2026-11-23T06:00Z to 2026-11-23T07:06Z, 1 h 06 min, as of 2026-11-23T07:06Z, query: service:auth environment:production)
      - The strongest of 3 changes: flag auth-new-token (list_deployments, region eu-west-1, window 2026-11-23T06:00Z to 2026-11-23T07:06Z, 1 h 06 min, as of 2026-11-23T07:07Z, query: &#123;"environment":"production"&#125;)
      - 485 errors in 2,000 events. (query_logs, region eu-west-1, window 2026-11-23T06:00Z to 2026-11-23T07:06Z, 1 h 06 min, as of 2026-11-23T07:06Z, query: service auth)
      - The strongest of 3 changes: flag auth-new-token (list_deployments, region eu-west-1, window 2026-11-23T06:00Z to 2026-11-23T07:06Z, 1 h 06 min, as of 2026-11-23T07:07Z, query: all kinds of change, all services, all environments)
      - 0 errors in 60 events. (query_logs, region eu-west-1, window 30 s from 2026-11-23T07:17Z, as of 2026-11-23T07:06Z, query: service auth)

      "
    `)
  })

  test('without counts the figures are those of the opening, and it says so', async () => {
    const incident = incidentOf(complete.filter(({ kind }) => kind !== 'finding.recorded'))
    const packet = await rendered('packet', incident, { phases: [] })
    const impact = section(packet, 'Impact & Telemetry')
    expect(impact).toContain(
      '| Error rate at opening | 24.3% | 2026-11-23T07:05Z | open_incident |',
    )
    expect(impact).toContain('| Onset | not measured, see Detection | 2026-11-23T07:05Z |')
    expect(impact).toContain('The logs could not be counted when this packet was made')
    expect(packet).toContain(
      '> - **Error rate:** 0.3% before → 24.3% at opening → 24.3% as of 2026-11-23T07:05Z',
    )
  })

  test('a mitigation shows change id, approval, result, exact undo and guarantee', async () => {
    const packet = await rendered('packet', incidentOf(complete))
    expect(section(packet, 'Mitigation Attempts')).toMatchInlineSnapshot(`
      "- **Action:** \`auth-new-token\` \`true\` to \`false\` in production, region eu-west-1: Roll back the new token check
        - Change ID: REQ-1, digest \`aaaaaaaaaaaaaaaa\`, requested by maria
        - Approval: granted by ines at 2026-11-23T07:15Z, SIMULATED person, not a real approval: Safe, the old path is still there
        - Result: applied at 2026-11-23T07:16Z, version 8 read back
        - Rollback state: not rolled back, the change stands
        - Exact undo, needs a grant of its own: \`toggle_flag_with_approval {"environment":"production","flag":"auth-new-token","incident":"INC-7Q3F","reason":"Undo REQ-1","to":true}\`
        - Guarantee L0: approver and agent share one machine; a forged grant shows only against a checkpoint held elsewhere, and nothing prevents it; trust digest \`bbbbbbbbbbbbbbbb\`"
    `)
  })

  test('metrics deltas, asks, gaps, risks and the next update are there', async () => {
    const packet = await rendered('packet', incidentOf(complete))
    expect(packet).toContain(
      '| during | 2026-11-23T07:00Z | 2026-11-23T07:16Z | 800 | 194 | 24.3% |',
    )
    expect(packet).toContain(
      '| 1 | ASK-1: Hotfix for the token check | noah | fix | 2026-11-23T12:00Z | eu-west-1 | assigned |',
    )
    expect(packet).toContain('- list_deployments, github: not configured')
    expect(section(packet, 'Risks & Blocking Constraints')).toContain(
      '- **Data loss exposure:** no: requests failed before writing',
    )
    expect(section(packet, 'Next Update Due')).toBe('2026-11-23T08:18Z, owner maria.')
  })

  test('the record checkpoint closes it to the letter, in a fence', async () => {
    const packet = await rendered('packet', incidentOf(complete))
    expect(packet.endsWith(`\`\`\`text\n${checkpoint.trimEnd()}\n\`\`\`\n`)).toBe(true)
  })

  test('notes that were made stand where the receiver looks for them', async () => {
    const types = ['ruled_out', 'not_checked', 'contingency', 'promise', 'blocker'] as const
    const notes = types.map((type) => ({
      kind: 'note.recorded' as const,
      minute: 24,
      body: note(type, `About ${type.replace('_', ' ')}`),
    }))
    const acknowledged = {
      kind: 'handoff.acknowledged' as const,
      minute: 24,
      body: {
        by: 'noah',
        readBack: 'Old tokens must be accepted',
        key: 'SHA256:x',
        statement: '{}',
        signature: 's',
        simulated: true,
      },
    }
    const packet = await rendered('packet', incidentOf([...complete, ...notes, acknowledged]))
    const risks = section(packet, 'Risks & Blocking Constraints')
    expect(risks).toContain('**Blocker:** About blocker')
    expect(risks).toContain('**Not checked:** About not checked')
    expect(risks).toContain('**Contingency:** About contingency')
    const receiver = section(packet, 'What the Receiver Needs to Know')
    expect(receiver).toContain('About ruled out')
    expect(receiver).toContain('About promise')
    expect(section(packet, 'Acknowledgement')).toBe(
      'Taken over by noah (SIMULATED person, nobody real has taken over) at 2026-11-23T07:24Z. Read-back: Old tokens must be accepted',
    )
  })
})

test('G5: the timeline has the rows and columns of the guide, in order', async () => {
  const handoff = {
    kind: 'note.recorded' as const,
    minute: 26,
    body: note('handoff', 'Handed over', {
      at: at(26),
      link: 'https://github.com/acme/app/issues/7',
    }),
  }
  const timeline = await rendered('timeline', incidentOf([...complete, handoff], 27))
  expect(timeline).toMatchInlineSnapshot(`
    "# Incident timeline INC-7Q3F

    As of 2026-11-23T07:25Z. Severity SEV2. All times are UTC.

    | Milestone | Timestamp (UTC) | Owner | Notes |
    | --- | --- | --- | --- |
    | Onset | 2026-11-23T06:57Z | Baton (query_logs) | Region eu-west-1. Errors began, measured from logs. |
    | Detection | 2026-11-23T07:00Z | maria (Support On-Call) | Region eu-west-1. Alert source: Alertmanager: AuthErrorRateHigh. Customer report: ticket SUP-1042. |
    | Triage | 2026-11-23T07:05Z | ines (Incident Commander) | Region eu-west-1. SEV2, affected regions: eu-west-1. 24% of requests fail; core service. |
    | Reproduction | 2026-11-23T07:10Z | maria | Region eu-west-1. Reproduced in staging, build 7c1e9fa. |
    | Approval | 2026-11-23T07:15Z | ines (simulated person) | Region eu-west-1. auth-new-token to false in production, change ID REQ-1. Safe, the old path is still there |
    | Mitigation | 2026-11-23T07:16Z | maria (Support Engineer) | Region eu-west-1. Set auth-new-token to false in production, change ID REQ-1. |
    | Update | 2026-11-23T07:20Z | maria | Region eu-west-1. First update sent |
    | Handoff | 2026-11-23T07:26Z | maria (Support Engineer) | Region eu-west-1. Escalation ticket: <https://github.com/acme/app/issues/7> |
    "
  `)
})

test('an onset in the number of requests is not called one of errors', async () => {
  const of = (ratio: number) => ({
    ...measured,
    body: { ...measured.body, values: { onset: at(-3), onsetSignal: 'volume', ratio } },
  })
  const others = complete.filter(({ kind }) => kind !== 'finding.recorded')
  for (const [ratio, moved] of [
    [0.2, 'fell'],
    [3, 'rose'],
  ] as const) {
    const incident = incidentOf([...others, of(ratio)])
    expect(await rendered('timeline', incident)).toContain(
      `Region eu-west-1. The number of requests ${moved}, measured from logs; the error rate did not change. |`,
    )
    expect(await rendered('packet', incident)).toContain(
      '> - **Since:** traffic changed 2026-11-23T06:57Z, detected 2026-11-23T07:00Z',
    )
  }
})

test('the recipe is the checklist of the guide', async () => {
  const recipe = await rendered('recipe', incidentOf(complete))
  expect(recipe.split('\n## ')[0]).toMatchInlineSnapshot(`
    "# Reproduction recipe INC-7Q3F

    As of 2026-11-23T07:25Z. Last run 2026-11-23T07:10Z: reproduced. Use synthetic or redacted data only.

    - [ ] Env: \`staging\` build \`7c1e9fa\`
    - [ ] Flags: \`auth-new-token=on\`
    - [ ] Data: \`fixtures/users.json\` via \`seed script\`
    - [ ] Prerequisite: Synthetic tenant acme-test
    - [ ] Steps:
      1. \`curl -X POST https://api.example.com/v1/auth/login -d '{"user":"test"}' | jq .\`
      2. Open Settings, then Webhooks
    - [ ] Expected: Login succeeds
    - [ ] Actual: 500 and a blank page
    - [ ] Evidence: <https://github.com/example/evidence/1>
    "
  `)
})

test('where a run took place is not made up', async () => {
  const environments = [
    { name: 'staging', production: false, regions: ['eu-west-1', 'us-east-1'], baseUrls: [] },
  ]
  const recipe = await rendered('recipe', incidentOf(complete))
  expect(section(recipe, 'Deviations')).toBe('- Ran in staging; the incident is in production.')
  expect(recipe).not.toContain('eu-west-1')
  const known = await rendered('recipe', incidentOf(complete), { environments })
  expect(known).toContain('Last run 2026-11-23T07:10Z in region eu-west-1: reproduced.')
  const elsewhere = await rendered('recipe', incidentOf(complete), {
    environments: [{ ...environments[0], regions: ['us-east-1'] }],
  })
  expect(elsewhere).not.toMatch(/eu-west-1|us-east-1/)
  const same = complete.map((draft) =>
    draft.kind === 'reproduction.recorded'
      ? { ...draft, body: { ...draft.body, environment: 'Prod' } }
      : draft,
  )
  const there = await rendered('recipe', incidentOf(same))
  expect(there).toContain('in region eu-west-1: reproduced.')
  expect(section(there, 'Deviations')).toBe('- None recorded.')
})

describe('update', () => {
  test('customer text holds no internal name', async () => {
    const update = await rendered('update', incidentOf(complete))
    const customers = section(update, 'For customers')
    expect(customers).toMatchInlineSnapshot(`
      "> **Audience:** customers  
      > **Channel:** statuspage  
      > **Summary:** A fix is in place for the problem that affected some requests in eu-west-1, and we are monitoring recovery.
      >
      > **Details:**
      >
      > - Started 2026-11-23T06:57Z, fix applied 2026-11-23T07:16Z.
      > - Requests that failed before can be tried again.
      > - We are working on a permanent correction.
      >
      > **Next Update:** 2026-11-23T08:18Z"
    `)
  })

  test('a template that puts an internal name into customer text is caught', async () => {
    const template = templateOf('update').replace('update.summary', 'incident')
    const { lint } = await renderDocument('update', incidentOf(complete), { ...base, template })
    expect(lint.map(({ rule }) => rule)).toEqual(['BATON005/internal-names'])
  })

  test.each(['monitoring', 'a permanent', 'Details', 'a|'])(
    'a service called %j keeps no draft from being sent',
    async (name) => {
      const named = complete.map((draft) =>
        draft.kind === 'incident.opened'
          ? { ...draft, body: { ...draft.body, services: [name] } }
          : draft,
      )
      const { lint } = await renderDocument('update', incidentOf(named), {
        ...base,
        template: templateOf('update'),
      })
      expect(lint).toEqual([])
    },
  )

  test('one audience can be asked for', async () => {
    const update = await rendered('update', incidentOf(complete), { audience: 'executive' })
    expect(update.match(/^## .*/gm)).toEqual(['## For executives'])
  })

  test('an overdue update announces the one after it', async () => {
    const nowMs = startMs + 200 * 60_000
    const update = await rendered('update', incidentOf(complete, 200), { nowMs })
    expect(update).toContain('> **Next Update:** 2026-11-23T11:20Z')
  })
})

describe('wrap-up', () => {
  const resolved = [
    ...complete,
    {
      kind: 'note.recorded' as const,
      minute: 60,
      body: note('decision', 'Resolved: repaired', { at: at(55) }),
    },
    { kind: 'note.recorded' as const, minute: 61, body: note('learning', 'Test both keys') },
  ]

  test('the summary says what was resolved and what still stands', async () => {
    const wrapup = await rendered('wrapup', incidentOf(resolved, 65))
    expect(section(wrapup, 'Summary')).toBe(
      'SEV2, auth in region eu-west-1: Customers cannot log in. Resolved at 2026-11-23T07:55Z: repaired. As of 2026-11-23T07:25Z: REQ-1 (auth-new-token to false) still stands, error rate 0.4% as of 2026-11-23T07:25Z.\n\nData loss: no.',
    )
  })

  test('once it is resolved no document announces another update', async () => {
    const incident = incidentOf(resolved, 65)
    const packet = await rendered('packet', incident)
    expect(packet).toContain('> - **Next update due:** none, resolved at 2026-11-23T07:55Z\n')
    expect(section(packet, 'Next Update Due')).toBe('none, resolved at 2026-11-23T07:55Z.')
    const update = await rendered('update', incident)
    expect(update.match(/Next Update:.*/g)).toEqual(
      Array.from({ length: 3 }, () => 'Next Update:** none, resolved at 2026-11-23T07:55Z'),
    )
  })

  test('the timeline is linked once it is there, never repeated', async () => {
    const before = await rendered('wrapup', incidentOf(resolved, 65))
    expect(section(before, 'Timeline')).toContain('`render_packet` with document timeline')
    expect(before).not.toContain('| Milestone |')
    const body = { document: 'timeline', file: 'timeline.md', sha256: 'a', bytes: 1, asOf: at(61) }
    const kept = { kind: 'document.rendered' as const, minute: 61, body: body as never }
    const after = await rendered('wrapup', incidentOf([...resolved, kept], 65))
    expect(section(after, 'Timeline')).toContain('[timeline](timeline.md)')
  })

  test('the other suspects are named', async () => {
    const otherSuspects = 'deployment dep-77 in auth, 2026-11-23T02:00Z, possible (1)'
    const body = { ...ranked.body, values: { ...ranked.body.values, otherSuspects } }
    const incident = incidentOf([...resolved, { ...ranked, body }], 65)
    expect(section(await rendered('wrapup', incident), 'Root-Cause Suspects')).toContain(
      `- Suspects 2 and 3: ${otherSuspects}`,
    )
    expect(await rendered('packet', incident)).toContain(`| Suspects 2 and 3 | ${otherSuspects} |`)
  })

  test('response times come from the record', async () => {
    const wrapup = await rendered('wrapup', incidentOf(resolved, 65))
    expect(section(wrapup, 'Response Times').split('\n\n')[0]).toMatchInlineSnapshot(`
      "| Measure | Value | From (UTC) | To (UTC) |
      | --- | --- | --- | --- |
      | MTTD, onset to detection | 3 min | 2026-11-23T06:57Z | 2026-11-23T07:00Z |
      | MTTA, detection to triage | 5 min | 2026-11-23T07:00Z | 2026-11-23T07:05Z |
      | MTTM, detection to first mitigation | 16 min | 2026-11-23T07:00Z | 2026-11-23T07:16Z |
      | MTTR, detection to resolution | 55 min | 2026-11-23T07:00Z | 2026-11-23T07:55Z |
      | Handoff to acknowledgement | unknown | unknown | unknown |"
    `)
  })

  test('what the record does not know is unknown', async () => {
    const unmeasured = resolved.filter(({ kind }) => !/^(?:finding|change)/.test(kind))
    const wrapup = await rendered('wrapup', incidentOf(unmeasured, 65), { phases: [] })
    expect(wrapup).toContain('| MTTD, onset to detection | unknown | unknown | 2026-11-23T07:00Z |')
    expect(wrapup).toContain(
      '| MTTM, detection to first mitigation | unknown | 2026-11-23T07:00Z | unknown |',
    )
  })
})

test.each(documentKinds)('a broken template of %s is an error in our words', async (kind) => {
  for (const template of [
    '{{ nobody }}',
    '{% include "package.json" %}',
    '{{ incident | shout }}',
  ]) {
    await expect(
      renderDocument(kind, incidentOf(complete), { ...base, template }),
    ).rejects.toMatchObject({ code: 'INTERNAL', message: 'A document template cannot be filled.' })
  }
})

test('raw does not get around the escaper', async () => {
  const incident = { ...incidentOf(complete), title: '<b>|' }
  const template = '# T\n\n{{ title | raw }}\n'
  const { markdown } = await renderDocument('wrapup', incident, { ...base, template })
  expect(markdown).toBe('# T\n\n&#60;b&#62;&#124;\n')
})
