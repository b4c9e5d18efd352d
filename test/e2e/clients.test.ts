import { resolve } from 'node:path'

import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { tools } from '../../src/tools/index.ts'
import { type World, makeWorld } from '../support/world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')
const names = tools.map(({ name }) => name)

let world: World
beforeAll(() => {
  world = makeWorld()
})
afterAll(() => world.remove())

const server = () => ({
  command: process.execPath,
  args: [baton, 'serve'],
  env: { ...world.env, PATH: process.env['PATH'] ?? '' },
  stderr: 'pipe' as const,
})

test.each([
  ['auto', { mode: 'auto' }, '2026-07-28'],
  ['legacy', { mode: 'legacy' }, '2025-11-25'],
  ['pinned to 2026-07-28', { mode: { pin: '2026-07-28' } }, '2026-07-28'],
] as const)(
  'the v2 client, %s, lists and calls over stdio',
  async (_name, versionNegotiation, version) => {
    const client = new Client({ name: 'v2', version: '1.0.0' }, { versionNegotiation })
    await client.connect(new StdioClientTransport(server()))
    try {
      expect(client.getNegotiatedProtocolVersion()).toBe(version)
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names)
      expect((await client.listPrompts()).prompts.map(({ name }) => name)).toContain('triage')
      const { resources } = await client.listResources()
      expect(resources.map(({ uri }) => uri)).toContain('baton://runbooks/incident-response')
      const result = await client.callTool({ name: 'get_incident', arguments: {} })
      expect(result.isError).toBe(false)
      expect(result.structuredContent).toMatchObject({ brief: null, open: [] })
    } finally {
      await client.close()
    }
  },
)

test('the v1 client lists and calls over stdio', async () => {
  const client = new ClientV1({ name: 'v1', version: '1.0.0' })
  await client.connect(new StdioV1(server()))
  try {
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names)
    const result = await client.callTool({ name: 'open_incident', arguments: { nonsense: 1 } })
    expect(result.isError).toBe(true)
    expect(result.structuredContent).toMatchObject({ error: { code: 'INVALID_INPUT' } })
  } finally {
    await client.close()
  }
})
