import { McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type * as z from 'zod'

import type { Redacted } from '../src/domain/redacted.ts'
import { openHouse } from '../src/main.ts'
import type { ReadContext } from '../src/ports/context.ts'
import { tools } from '../src/tools/index.ts'
import type { ReadTool } from '../src/tools/tool.ts'
import { openWorld } from '../src/world.ts'

/**
 * Baton's reading tools on a bare SDK server: the same sources, the same work, no hall around them. With BENCH_RECORD each
 * call is on a durable record in bare `node:sqlite` before its answer leaves, as every call of Baton's is.
 */
const { BENCH_RECORD: database } = process.env
const house = await openHouse({ env: process.env, cwd: process.cwd() })
const { config, clock, trustRoot, casebook, changes } = house
const ground = { config, clock, trustRoot, reader: casebook, record: house.record }
const world = openWorld(ground, {})
const record = database ? openRecord(database) : () => undefined
const reading = tools.filter((tool) => tool.effect === 'read') as unknown as readonly ReadTool<
  z.ZodObject,
  z.ZodObject
>[]

serveStdio(() => {
  const door = new McpServer({ name: 'bare', version: '1.0.0' }, { capabilities: { tools: {} } })
  door.server.setRequestHandler('tools/list', () => ({
    tools: reading.map(({ name, description }) => ({
      name,
      description,
      inputSchema: { type: 'object' as const },
    })),
  }))
  door.server.setRequestHandler('tools/call', async ({ params }) => {
    const tool = reading.find(({ name }) => name === params.name)!
    const { structured } = await tool.run(tool.input.parse(params.arguments), contextOf())
    const view = { nonce: 'bare', nowMs: clock.nowMs() }
    const text = await tool.render(structured as Redacted<typeof structured>, view)
    record(params, text)
    return { content: [{ type: 'text', text }], structuredContent: structured }
  })
  return door
})

function contextOf(): ReadContext {
  return {
    ...world,
    nowMs: clock.nowMs(),
    signal: AbortSignal.timeout(30_000),
    requester: config.requester,
    casebook,
    card: (request) => changes.view(request),
    progress: () => undefined,
    publications: world.messages,
    shown: (_incident, text) => text,
    hidden: () => [],
    resolve: (_incident, argument) => argument,
    learn: () => undefined,
    isPersonal: () => false,
  }
}

function openRecord(path: string): (asked: object, answer: string) => void {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = db.prepare('INSERT INTO entry (body) VALUES (?)')
  return (asked, answer) => {
    db.exec('BEGIN IMMEDIATE')
    insert.run(JSON.stringify(asked))
    insert.run(JSON.stringify({ bytes: answer.length }))
    db.exec('COMMIT')
  }
}
