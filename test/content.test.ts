import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { localShelf } from '../src/adapters/local-shelf/shelf.ts'
import { renderControlMatrix } from '../src/documents/control-matrix.ts'
import { lintMarkdown } from '../src/documents/lint.ts'
import { fillPrompt } from '../src/documents/prompt.ts'
import { documentKinds } from '../src/domain/facts/handoff.ts'
import { sha256 } from '../src/domain/json.ts'
import { openDoor } from './support/door.ts'
import { openIncident } from './support/incident.ts'
import { workIncident } from './support/work.ts'
import { makeWorld } from './support/world.ts'

const root = (folder: string): string => fileURLToPath(new URL(`../${folder}`, import.meta.url))
const shelf = localShelf({ roots: { resources: root('resources'), prompts: root('prompts') } })

const policies = [
  {
    id: 'grant-required',
    control: 'CC8.1',
    title: 'A change needs a grant | by another',
    effect: 'forbid',
  },
  { id: 'own-request-only', control: 'CC6.3', title: 'Own requests only', effect: 'forbid' },
]

test('the shelf holds what the user guide refers to', () => {
  const paths = shelf.resources().map(({ path }) => path)
  expect(paths).toEqual([
    'compliance/soc2/control-matrix',
    'runbooks/escalation-playbook',
    'runbooks/incident-response',
    'runbooks/reproduction-playbook',
    'support/customer-messaging',
    'support/severity-matrix',
    ...documentKinds.map((kind) => `templates/${kind}`).toSorted(),
  ])
  expect(shelf.resources().filter(({ title, description }) => !title || !description)).toEqual([])
})

test('there is one prompt for each directive', () => {
  const names = shelf.prompts().map(({ name }) => name)
  expect(names.toSorted()).toEqual([
    'communicate',
    'evidence',
    'handoff',
    'learn',
    'mitigate',
    'reproduce',
    'triage',
  ])
  const withoutIncident = shelf
    .prompts()
    .filter(
      (prompt) => !prompt.arguments.some(({ name, required }) => name === 'incident' && required),
    )
  expect(withoutIncident.map(({ name }) => name)).toEqual(['triage'])
})

const served = shelf.resources().filter(({ path }) => !/^(?:templates|compliance)\//.test(path))

test.each(served.map(({ path, text }) => [path, text]))('%s passes the lint', async (_, text) => {
  expect(await lintMarkdown(text, null, [])).toEqual([])
})

test.each(shelf.prompts().map((prompt) => [prompt.name, prompt] as const))(
  'prompt %s passes the lint once filled',
  async (_, prompt) => {
    const given = { incident: 'INC-7Q3F', report: 'SUP-1042', audience: 'internal' }
    expect(await lintMarkdown(fillPrompt(prompt, given), null, [])).toEqual([])
  },
)

test('the control matrix holds each policy and guard once and passes the lint', async () => {
  const template = shelf.resources().find(({ path }) => path.endsWith('control-matrix'))!.text
  const matrix = await renderControlMatrix(template, policies)
  expect(await lintMarkdown(matrix, null, [])).toEqual([])
  expect(matrix).toContain(
    '| `grant-required` | CC8.1 | forbid | A change needs a grant &#124; by another |',
  )
  expect(matrix).toContain(
    '| CC8.1 | Change management: authorised, documented, approved | 1 | G2 |',
  )
  for (let id = 1; id <= 11; id += 1) {
    expect(matrix.split('\n').filter((line) => line.startsWith(`| G${id} |`))).toHaveLength(1)
  }
})

test('the control matrix says so when no policy is loaded', async () => {
  const template = shelf.resources().find(({ path }) => path.endsWith('control-matrix'))!.text
  const matrix = await renderControlMatrix(template, [])
  expect(matrix).toContain('No policy is loaded; every change is refused')
  expect(await lintMarkdown(matrix, null, [])).toEqual([])
})

test('tools named in the content exist', async () => {
  const { tools } = await import('../src/tools/index.ts')
  const known = new Set(tools.map(({ name }) => name))
  const texts = [...served.map(({ text }) => text), ...shelf.prompts().map(({ text }) => text)]
  const named = texts.flatMap((text) => [
    ...text.matchAll(
      /\b(?:open|get|query|list|record|toggle|render|run|capture|check|page|publish|close|assign|request|update)_[a-z_]+/g,
    ),
  ])
  const noteTypes = new Set(['update_sent'])
  const unknown = named
    .map(([name]) => name)
    .filter((name) => !known.has(name) && !noteTypes.has(name))
  expect([...new Set(unknown)]).toEqual([])
})

const ours = (path: string): string => readFileSync(`${root('')}${path}`, 'utf8')
const whose = '(from your content folder)'

test("the customer's texts are marked wherever they are listed, read or filled", async () => {
  const world = makeWorld({ config: { content: 'content' } })
  world.write('content/resources/runbooks/own.md', '# Our own runbook\n\nCall us.\n')
  world.write('content/prompts/ours.md', ours('prompts/triage.md').replace('Report:', 'Said:'))
  const timeline = ours('resources/templates/timeline.md').replace(
    '# Incident timeline {{ incident }}',
    '# Our timeline {{ incident }}',
  )
  world.write('content/templates/timeline.md', timeline)
  const door = await openDoor(world)
  try {
    const { resources } = await door.client.listResources()
    const marked = resources.filter(({ description }) => description?.endsWith(whose))
    expect(marked.map(({ name }) => name)).toEqual(['runbooks/own', 'templates/timeline'])
    const { prompts } = await door.client.listPrompts()
    const own = prompts.filter(({ description }) => description?.endsWith(whose))
    expect(own.map(({ name }) => name)).toEqual(['triage'])
    const index = await door.call('get_document', { path: 'index' })
    expect(index.text.split('\n').filter((line) => line.endsWith(whose))).toEqual([
      `runbooks/own - Our own runbook ${whose}`,
      `templates/timeline - Incident timeline ${whose}`,
      `prompts/triage - Triage intake ${whose}`,
    ])
    const page = await door.call('get_document', { path: 'runbooks/own' })
    expect(page.text).toMatch(/ This text is from your content folder\.$/)
    const incident = await openIncident(door)
    await workIncident(door, world, incident)
    await door.call('render_packet', { incident, document: 'timeline' })
    const made = readFileSync(world.path('knowledge', incident, 'timeline.md'), 'utf8')
    expect(made).toMatch(/^# Our timeline /)
    expect(made.split('\n').at(-2)).toBe(
      `Template: from your content folder, SHA-256 \`${sha256(timeline).slice(0, 12)}\`.`,
    )
    await door.call('render_packet', { incident })
    const packet = readFileSync(world.path('knowledge', incident, 'packet.md'), 'utf8')
    expect(packet).not.toContain('content folder')
  } finally {
    await door.close()
    world.remove()
  }
})

test("G7: a customer's template that does not pass the lint makes no document", async () => {
  const world = makeWorld({ config: { content: 'content' } })
  const broken = ours('resources/templates/packet.md')
    .replace('## Asks for Engineering', '## Wishes')
    .replace('**Evidence captured,**', '[all](evidence/everything.txt) **Evidence captured,**')
  world.write('content/templates/packet.md', broken)
  const door = await openDoor(world)
  try {
    const incident = await openIncident(door)
    await workIncident(door, world, incident)
    const { structured, text } = await door.call('render_packet', { incident })
    expect(text).toContain('INCOMPLETE: The packet does not pass the lint.')
    const { lint } = structured['error'] as { lint: { rule: string }[] }
    expect([...new Set(lint.map(({ rule }) => rule))].toSorted()).toEqual([
      'BATON006/evidence-manifest',
      'MD043/required-headings',
    ])
    expect(door.house.casebook.incident(incident).documents).toEqual([])
  } finally {
    await door.close()
    world.remove()
  }
})
