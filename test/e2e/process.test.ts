import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { type World, makeWorld } from '../support/world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')

let world: World
beforeEach(() => {
  world = makeWorld()
})
afterEach(() => world.remove())

/** A server process and a line-wise conversation with it. */
function start(): Conversation {
  const child = spawn(process.execPath, [baton, 'serve'], {
    env: { ...world.env, PATH: process.env['PATH'] ?? '' },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  return {
    child,
    send: (message) =>
      void child.stdin.write(
        `${typeof message === 'string' ? message : JSON.stringify(message)}\n`,
      ),
    next: async () => JSON.parse((await lines.next()).value as string) as Record<string, unknown>,
    end: () =>
      new Promise((done) => {
        child.once('close', (code) => done({ code, stderr }))
        child.stdin.end()
      }),
  }
}

interface Conversation {
  readonly child: ChildProcessWithoutNullStreams
  send(message: unknown): void
  next(): Promise<Record<string, unknown>>
  end(): Promise<{ code: number | null; stderr: string }>
}

const hello = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  },
}

const call = (id: number, name: string, args: unknown): object => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
})

test('starting and listing write nothing, take no lock and keep standard output pure', async () => {
  const server = start()
  server.send(hello)
  expect(await server.next()).toMatchObject({ id: 0, result: { serverInfo: { name: 'baton' } } })
  server.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
  expect(await server.next()).toMatchObject({ id: 1 })
  expect(existsSync(world.path('home'))).toBe(false)
  expect(await server.end()).toEqual({ code: 0, stderr: '' })
})

test('broken lines, unknown methods and a 12 MB argument are answered or dropped; the process lives on', async () => {
  const server = start()
  server.send(hello)
  await server.next()
  server.send('{"jsonrpc": broken')
  server.send({ jsonrpc: '2.0', id: 1, method: 'no/such' })
  expect(await server.next()).toMatchObject({ id: 1, error: { code: -32601 } })
  server.send(call(2, 'get_incident', { incident: 'x'.repeat(12 * 1024 * 1024) }))
  expect(await server.next()).toMatchObject({
    id: 2,
    result: { isError: true, structuredContent: { error: { code: 'INVALID_INPUT' } } },
  })
  server.send(call(3, 'get_incident', {}))
  expect(await server.next()).toMatchObject({ id: 3, result: { isError: false } })
  const { code, stderr } = await server.end()
  expect(code).toBe(0)
  expect(stderr).not.toContain('broken')
})

test('a client that is gone at once ends the server cleanly', async () => {
  const child = spawn(process.execPath, [baton, 'serve'], {
    env: { ...world.env, PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise((done) => child.once('close', done))
  expect({ code, output }).toEqual({ code: 0, output: '' })
})

test('an old Node is told what to do, before anything that it cannot read', () => {
  const code = readFileSync(baton, 'utf8')
  expect(code.startsWith('#!/usr/bin/env node\n')).toBe(true)
  const version = code.indexOf('process.versions.node')
  expect(version).toBeGreaterThan(0)
  expect(version).toBeLessThan(code.indexOf('import('))
  expect(code).not.toMatch(/^import /m)
})
