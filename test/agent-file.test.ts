import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'

import { tools } from '../src/tools/index.ts'

const root = resolve(import.meta.dirname, '..')
const [, head = '', body = ''] = readFileSync(
  resolve(root, '.github/agents/incident.agent.md'),
  'utf8',
).split(/^---$/m)

/** The fields that VS Code reads in a custom agent file, as its reference lists them. */
const Agent = z.strictObject({
  name: z.string(),
  description: z.string().min(50).max(150),
  'argument-hint': z.string(),
  tools: z.array(z.string()),
  target: z.literal('vscode'),
  handoffs: z.array(
    z.strictObject({ label: z.string(), agent: z.string(), prompt: z.string(), send: z.boolean() }),
  ),
})
const agent = Agent.parse(parse(head))

test('the agent has the tools of the first server of mcp.json and no other', () => {
  const file = JSON.parse(readFileSync(resolve(root, 'mcp.json'), 'utf8')) as {
    mcpServers: Record<string, unknown>
  }
  expect(agent.tools).toEqual([`${Object.keys(file.mcpServers)[0]}/*`])
})

test('each handoff goes to this agent or to the editor’s own, and there is one for each directive', () => {
  expect(new Set(agent.handoffs.map((each) => each.agent))).toEqual(new Set([agent.name, 'agent']))
  const named = agent.handoffs.flatMap(({ prompt }) => prompt.match(/prompts\/(\w+)/)?.[1] ?? [])
  expect(named).toEqual(['reproduce', 'mitigate', 'evidence', 'communicate', 'handoff', 'learn'])
})

test('what the agent is told to read and to call exists', () => {
  const prompts = [...`${head}${body}`.matchAll(/prompts\/(\w+)/g)].map(([, name]) => name)
  expect(prompts.filter((name) => !existsSync(resolve(root, `prompts/${name}.md`)))).toEqual([])
  const named = [...body.matchAll(/`([a-z]+_[a-z_]+)`/g)].map(([, name]) => name)
  expect(named.filter((name) => !tools.some((tool) => tool.name === name))).toEqual([])
})
