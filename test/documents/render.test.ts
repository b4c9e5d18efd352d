import { describe, expect, test } from 'vitest'

import { renderDocument } from '../../src/documents/render.ts'
import { type DocumentKind, documentKinds } from '../../src/domain/facts/handoff.ts'
import type { Incident } from '../../src/domain/incident.ts'
import { at, checkpoint, complete, incidentOf, note, startMs, templateOf } from './case.ts'

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

describe('packet', () => {
  test('the summary box has twelve lines and the summary three sentences', async () => {
    const packet = await rendered('packet', incidentOf(complete))
    expect(packet.split('\n').filter((line) => line.startsWith('> - '))).toHaveLength(12)
    expect(packet.split('## Summary')[0]).toMatchInlineSnapshot(`
      "# Handoff packet INC-7Q3F

      > - **Incident:** INC-7Q3F, open
      > - **What:** Customers cannot log in
      > - **Severity:** SEV2: 24% of requests fail; core service
      > - **Where:** auth in production, eu-west-1
      > - **Since:** 2026-11-23T07:00Z
      > - **Error rate:** 0.4% as of 2026-11-23T07:25Z, 24.3% at opening, 0.3% before
      > - **Affected users:** 310 of 120,000 monthly active users
      > - **Status:** mitigated by REQ-1 (auth-new-token to false) at 2026-11-23T07:16Z, error rate 0.4% as of 2026-11-23T07:25Z, cause not yet fixed
      > - **Prime suspect:** New token check rejects old tokens
      > - **Data loss:** no
      > - **First ask:** Hotfix for the token check (noah, due 2026-11-23T12:00Z)
      > - **Next update due:** 2026-11-23T08:18Z, maria

      As of 2026-11-23T07:25Z. All times are UTC.

      "
    `)
    expect(section(packet, 'Summary')).toBe(
      'SEV2 in production since 2026-11-23T07:00Z: Customers cannot log in. Blast radius: auth in eu-west-1, 24.3% of requests failed as of 2026-11-23T07:05Z, 310 affected users of 120,000 monthly active. Current status: mitigated by REQ-1 (auth-new-token to false) at 2026-11-23T07:16Z, error rate 0.4% as of 2026-11-23T07:25Z, cause not yet fixed.',
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
    expect(packet).toContain('| 1 | Hotfix for the token check | noah | fix | 2026-11-23T12:00Z |')
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
      'Taken over by noah at 2026-11-23T07:24Z. Read-back: Old tokens must be accepted',
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
    | Triage | 2026-11-23T07:05Z | ines (Incident Commander) | Region eu-west-1. SEV2, affected regions: eu-west-1. 24% of requests fail; core service |
    | Reproduction | 2026-11-23T07:10Z | maria | Region eu-west-1. reproduced in staging, build 7c1e9fa. |
    | Approval | 2026-11-23T07:15Z | ines (simulated person) | Region eu-west-1. auth-new-token to false in production, change ID REQ-1. Safe, the old path is still there |
    | Mitigation | 2026-11-23T07:16Z | maria (Support Engineer) | Region eu-west-1. Set auth-new-token to false in production, change ID REQ-1. |
    | Update | 2026-11-23T07:20Z | maria | Region eu-west-1. First update sent |
    | Handoff | 2026-11-23T07:26Z | maria (Support Engineer) | Region eu-west-1. Escalation ticket: <https://github.com/acme/app/issues/7> |
    "
  `)
})

test('the recipe is the checklist of the guide', async () => {
  const recipe = await rendered('recipe', incidentOf(complete))
  expect(recipe.split('\n## ')[0]).toMatchInlineSnapshot(`
    "# Reproduction recipe INC-7Q3F

    As of 2026-11-23T07:25Z. Last run 2026-11-23T07:10Z in region eu-west-1: reproduced. Use synthetic or redacted data only.

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
      > - Started 2026-11-23T07:00Z, fix applied 2026-11-23T07:16Z.
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

  test('one audience can be asked for', async () => {
    const update = await rendered('update', incidentOf(complete), { audience: 'executive' })
    expect(update.match(/^## .*/gm)).toEqual(['## For executive'])
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
