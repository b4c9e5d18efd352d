import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { localShelf } from '../src/adapters/local-shelf/shelf.ts'
import { renderControlMatrix } from '../src/documents/control-matrix.ts'
import { lintMarkdown } from '../src/documents/lint.ts'
import { fillPrompt } from '../src/documents/prompt.ts'
import { documentKinds } from '../src/domain/facts/handoff.ts'

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
