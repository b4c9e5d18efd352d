import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { tools } from '../../src/tools/index.ts'
import { type Serving, serveWorld } from '../support/serving.ts'
import { type World, makeWorld } from '../support/world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')
const names = tools.map(({ name }) => name)
const url = (): URL => new URL(serving.url)

let world: World
let serving: Serving

beforeAll(async () => {
  world = makeWorld()
  serving = await serveWorld(world)
})

afterAll(async () => {
  serving.child.kill('SIGTERM')
  await serving.ended
  world.remove()
})

const spoken = [
  ['auto', { mode: 'auto' }, '2026-07-28'],
  ['legacy', { mode: 'legacy' }, '2025-11-25'],
  ['pinned to 2026-07-28', { mode: { pin: '2026-07-28' } }, '2026-07-28'],
] as const

test.each(spoken)(
  'the v2 client, %s, lists, calls, reads, prompts and completes over HTTP',
  async (_name, versionNegotiation, version) => {
    const client = new Client({ name: 'v2', version: '1.0.0' }, { versionNegotiation })
    await client.connect(new StreamableHTTPClientTransport(url()))
    try {
      expect(client.getNegotiatedProtocolVersion()).toBe(version)
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names)
      const opened = await client.callTool({
        name: 'open_incident',
        arguments: { title: 'Logins fail', service: 'auth', severity: 'SEV2' },
      })
      expect(opened.isError).toBe(false)
      const incident = String((opened.structuredContent as Record<string, unknown>)['incident'])

      const uri = `baton://incidents/${incident}`
      expect((await client.listResources()).resources.map((each) => each.uri)).toContain(uri)
      const [record] = (await client.readResource({ uri })).contents as { text: string }[]
      expect(record?.text).toContain(incident)
      const { resourceTemplates } = await client.listResourceTemplates()
      expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
        'baton://incidents/{incident}',
        'baton://incidents/{incident}/{document}',
        'baton://incidents/{incident}/evidence/{evidence}',
      ])

      expect((await client.listPrompts()).prompts.map(({ name }) => name)).toContain('triage')
      const ref = { type: 'ref/resource', uri: 'baton://incidents/{incident}/{document}' } as const
      const complete = async (name: string, value: string, context?: Record<string, string>) =>
        (
          await client.complete({
            ref,
            argument: { name, value },
            ...(context && { context: { arguments: context } }),
          })
        ).completion.values
      expect(await complete('incident', incident.slice(0, 8))).toContain(incident)
      expect(await complete('document', 'rec', { incident })).toEqual(['record'])
      expect(await complete('document', 'rec')).toEqual([])

      const refused = await client.callTool({ name: 'get_incident', arguments: { no: 1 } })
      expect(refused.structuredContent).toMatchObject({ error: { code: 'INVALID_INPUT' } })
      await expect(client.readResource({ uri: 'baton://no/such' })).rejects.toMatchObject({
        code: -32602,
      })
    } finally {
      await client.close()
    }
  },
)

test('the v1 client lists and calls over HTTP, and ends its session', async () => {
  const client = new ClientV1({ name: 'v1', version: '1.0.0' })
  const transport = new HttpV1(url())
  await client.connect(transport)
  try {
    expect(transport.sessionId).toMatch(/^[\w-]{36}$/)
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names)
    const result = await client.callTool({ name: 'open_incident', arguments: { nonsense: 1 } })
    expect(result.isError).toBe(true)
    await transport.terminateSession()
  } finally {
    await client.close()
  }
})

test('the same calls are answered the same over stdio and over HTTP, in both eras', async () => {
  const asked = [
    { name: 'get_document', arguments: { path: 'index' } },
    {
      name: 'list_deployments',
      arguments: { from: '2026-11-23T05:00:00Z', to: '2026-11-23T07:00:00Z' },
    },
    { name: 'get_request', arguments: { request: 'REQ-none' } },
    { name: 'no_such_tool', arguments: {} },
  ]
  const answers: string[] = []
  for (const [, versionNegotiation] of spoken) {
    for (const transport of [
      new StreamableHTTPClientTransport(url()),
      new StdioClientTransport({
        command: process.execPath,
        args: [baton, 'serve'],
        env: { ...world.env, PATH: process.env['PATH'] ?? '' },
        stderr: 'pipe',
      }),
    ]) {
      const client = new Client({ name: 'same', version: '1.0.0' }, { versionNegotiation })
      await client.connect(transport)
      const results = []
      for (const call of asked) {
        const { content, structuredContent, isError } = await client.callTool(call)
        results.push({ content, structuredContent, isError })
      }
      await client.close()
      answers.push(
        JSON.stringify(results).replaceAll(/untrusted [0-9a-f]{12}|end [0-9a-f]{12}/g, ''),
      )
    }
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('dep-901')
})
