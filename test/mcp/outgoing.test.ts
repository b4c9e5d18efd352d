import type { JSONRPCMessage } from '@modelcontextprotocol/server'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { limits } from '../../src/mcp/http/limits.ts'
import { guardResponse } from '../../src/mcp/http/outgoing.ts'

const marked = (message: JSONRPCMessage): Promise<JSONRPCMessage> =>
  Promise.resolve(Object.assign({}, message, { marked: true }))

function outgoing() {
  const seen = { dropped: 0, ended: 0 }
  return {
    seen,
    leaving: marked,
    drop: () => void (seen.dropped += 1),
    ended: () => void (seen.ended += 1),
  }
}

const event = (id: number): string =>
  `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', method: 'm', params: { id, text: 'ä' } })}\n\n`

function streamOf(chunks: readonly Uint8Array[]): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

test('every event passes whole, wherever the stream is cut', async () => {
  const bytes = new TextEncoder().encode(`${event(1)}: keepalive\n\n${event(2)}`)
  const cuts = fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 9 })
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const sorted = [0, ...places.toSorted((a, b) => a - b), bytes.length]
      const chunks = sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end))
      const out = outgoing()
      const text = await (await guardResponse(streamOf(chunks), out)).text()
      const messages = text.split('\n').filter((line) => line.startsWith('data: '))
      expect(messages.map((line) => JSON.parse(line.slice(6)) as unknown)).toEqual(
        [1, 2].map((id) => ({
          jsonrpc: '2.0',
          method: 'm',
          params: { id, text: 'ä' },
          marked: true,
        })),
      )
      expect(out.seen).toEqual({ dropped: 0, ended: 1 })
    }),
  )
})

test('what is no message of ours does not leave', async () => {
  const out = outgoing()
  const stray = new TextEncoder().encode('data: not json\n\n')
  const response = await guardResponse(streamOf([stray]), out)
  const reader = response.body!.getReader()
  void reader.read()
  await new Promise((done) => setImmediate(done))
  expect(out.seen).toEqual({ dropped: 1, ended: 1 })

  const page = new Response('<html>', { headers: { 'content-type': 'text/html' } })
  const passed = await guardResponse(page, outgoing())
  expect(await passed.text()).toBe('')
})

test('a JSON body passes, an empty one is left as it is', async () => {
  const out = outgoing()
  const response = await guardResponse(Response.json({ jsonrpc: '2.0', id: 1, result: {} }), out)
  expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {}, marked: true })
  expect((await guardResponse(new Response(null, { status: 202 }), out)).status).toBe(202)
  expect(out.seen).toEqual({ dropped: 0, ended: 2 })
})

test('what nobody reads is bounded', async () => {
  const out = outgoing()
  let pulled = 0
  const one = new TextEncoder().encode(
    `data: ${JSON.stringify({ jsonrpc: '2.0', method: 'm', params: { text: 'x'.repeat(50_000) } })}\n\n`,
  )
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += one.length
      controller.enqueue(one)
    },
  })
  const response = new Response(endless, { headers: { 'content-type': 'text/event-stream' } })
  const unread = await guardResponse(response, out)
  while (out.seen.dropped === 0) await new Promise((done) => setImmediate(done))
  expect(pulled).toBeLessThan(2 * limits.unreadBytes)
  await unread.body!.cancel()
  expect(out.seen).toEqual({ dropped: 1, ended: 1 })
})
