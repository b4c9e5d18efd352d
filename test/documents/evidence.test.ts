import { expect, test } from 'vitest'

import { renderDocument } from '../../src/documents/render.ts'
import type { DocumentKind } from '../../src/domain/facts/handoff.ts'
import {
  checkpoint,
  complete,
  evidence,
  incidentOf,
  note,
  run,
  startMs,
  templateOf,
} from './case.ts'

const id = evidence.evidence
const unknown = 'EV-0000000AAAAA'
const base = {
  nowMs: startMs + 25 * 60_000,
  links: ['github.com'],
  services: [],
  phases: [],
  checkpoint,
}

/** As an older record may have it, from before references were checked. */
const cites = incidentOf([
  ...complete,
  { kind: 'note.recorded', minute: 23, body: note('decision', 'Roll back', { link: unknown }) },
  { kind: 'note.recorded', minute: 23, body: note('observation', 'Spikes', { link: id }) },
  { kind: 'reproduction.recorded', minute: 24, body: { ...run, evidence: [id, unknown, 'HAR 7'] } },
])

function made(kind: DocumentKind, more: object = {}) {
  return renderDocument(kind, cites, { ...base, template: templateOf(kind), ...more })
}

test('G7: documents cite captured evidence with its hash and mark what nobody captured', async () => {
  const short = 'c'.repeat(12)
  const words = `${id}, log as of 2026-11-23T07:08Z, SHA-256 ${short}`
  const [recipe, timeline, packet] = await Promise.all([
    made('recipe'),
    made('timeline'),
    made('packet'),
  ])
  expect([recipe.lint, timeline.lint, packet.lint]).toEqual([[], [], []])
  expect(recipe.markdown).toContain(
    `- [ ] Evidence: ${words}, ${unknown} (not captured in this incident), HAR 7\n`,
  )
  expect(timeline.markdown).toContain(`Roll back ${unknown} (not captured in this incident) |`)
  expect(packet.markdown).toContain(
    `| [${id}](${evidence.file}) | log | ${evidence.title} (cut) | 2026-11-23T07:08Z | eu-west-1 | \`${short}\` |`,
  )
  expect(packet.markdown).toContain(`- ${words}\n`)
})

test('G7: evidence that is gone is named without a link, altered evidence with a warning', async () => {
  const missing = await made('packet', { evidenceFaults: { [id]: 'missing' } })
  expect(missing.lint).toEqual([])
  expect(missing.markdown).toContain(`| ${id} | log | ${evidence.title} (cut) **MISSING since`)
  const altered = await made('packet', { evidenceFaults: { [id]: 'altered' } })
  expect(altered.lint).toEqual([])
  expect(altered.markdown).toContain('**ALTERED since it was captured** |')
})

test.each([
  ['a link', `[x](evidence/${unknown}.txt)`],
  ['a link in brackets', `[x](<./evidence/${unknown}.txt>)`],
  [
    'a manifest of its own',
    `| Evidence | SHA-256 |\n| --- | --- |\n| [x](evidence/${unknown}.txt) | \`0123456789ab\` |`,
  ],
])(
  'G7: a template that links by %s to what the incident does not hold makes no document',
  async (_, text) => {
    const { lint } = await made('timeline', { template: `# Timeline\n\n${text}\n` })
    expect(lint.map(({ rule }) => rule)).toContain('BATON006/evidence-manifest')
  },
)

test("a customer's template is named at the end, whatever it prints, and nothing is said of ours", async () => {
  const template = '# Timeline\n\nNothing.\n'
  const theirs = await made('timeline', { template, ownTemplate: 'ab'.repeat(32) })
  expect(theirs).toEqual({
    markdown:
      '# Timeline\n\nNothing.\n\n---\n\nTemplate: from your content folder, SHA-256 `abababababab`.\n',
    lint: [],
  })
  expect((await made('timeline', { template })).markdown).toBe(template)
})
