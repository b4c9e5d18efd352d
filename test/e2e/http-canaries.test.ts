import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  bytesBelow,
  found,
  makeCanaryWorld,
  planted,
  recordBytes,
  several,
  workEverything,
} from '../support/canary-work.ts'
import { type Era, type OverHttp, openHttpDoor } from '../support/door.ts'
import { envelope, initialize, modern, posted } from '../support/raw-http.ts'
import type { World } from '../support/world.ts'

const eras: readonly Era[] = ['modern', 'legacy']

/** What the protocol itself answers, with canaries wherever a client may put a word. */
async function tryTheWire({ http, fetch }: OverHttp): Promise<void> {
  const session = { 'mcp-session-id': await initialize(http.url) }
  const call = (name: string, args: unknown) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args },
  })
  const versioned = { ...envelope, 'io.modelcontextprotocol/protocolVersion': planted(8) }
  const listen = (uri: string) => ({ notifications: { resourceSubscriptions: [uri] } })
  const requests: RequestInit[] = [
    modern(1, planted(0)),
    modern(2, 'tools/call', { name: planted(1), arguments: planted(2) }),
    {
      ...modern(3, 'tools/call', { name: planted(3) }),
      headers: headersOf({ 'mcp-name': planted(4) }),
    },
    { ...modern(4, 'tools/list'), headers: headersOf({ 'mcp-method': planted(5) }) },
    { ...modern(5, 'tools/list'), headers: headersOf({ 'mcp-protocol-version': planted(6) }) },
    modern(6, 'tools/list', { _meta: versioned }),
    modern(7, 'resources/read', { uri: `baton://${planted(9)}` }),
    modern(8, 'subscriptions/listen', listen(`baton://incidents/${planted(10)}`)),
    modern(9, 'subscriptions/listen', { notifications: planted(11) }),
    modern(10, 'prompts/get', { name: planted(12), arguments: { [planted(13)]: planted(14) } }),
    modern(11, 'completion/complete', { ref: { type: planted(15) }, argument: planted(16) }),
    posted(call(planted(17), several(20)), session),
    posted(call('get_incident', [planted(18)]), session),
    posted({ jsonrpc: '2.0', id: 2, method: planted(19) }, session),
    posted({ jsonrpc: '2.0', method: planted(20), params: { at: planted(21) } }, session),
    posted(call(planted(22), {}), { ...session, 'mcp-protocol-version': planted(23) }),
    posted(call(planted(24), {}), { 'mcp-session-id': planted(25).replaceAll(' ', '') }),
    posted(`{"broken": "${planted(26)}"`, session),
    posted([call(planted(27), {})], session),
    posted({ [planted(28)]: planted(29), id: 3 }, session),
    posted(call('x', {}), {
      origin: `https://${planted(30).replaceAll(/[^a-z0-9.]/gi, '')}.example`,
    }),
    posted(call(planted(31), {}), { 'content-type': `text/${encodeURIComponent(planted(32))}` }),
  ]
  for (const init of requests) await (await fetch(http.url, init)).text()
  await (await fetch(new URL(`/${encodeURIComponent(planted(33))}`, http.url))).text()
}

function headersOf(more: Record<string, string>): Record<string, string> {
  return { ...(modern(0, 'tools/list').headers as Record<string, string>), ...more }
}

/** A Host header of the caller's own, which fetch does not let one set. */
function hostAnswer(url: string, host: string): Promise<string> {
  const { hostname, port, pathname: path } = new URL(url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers: { host } }, (response) => {
      let text = JSON.stringify(response.headers)
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(text))
    })
    asked.once('error', reject)
    asked.end()
  })
}

describe.each(eras)('over HTTP, %s', (era) => {
  let world: World
  let door: OverHttp

  beforeAll(async () => {
    world = makeCanaryWorld()
    door = await openHttpDoor(world, era)
    await workEverything(door, world)
    await tryTheWire(door)
  }, 240_000)

  afterAll(async () => {
    await door.close()
    world.remove()
  })

  test('answers came as JSON or as a stream, as the era has it', () => {
    const kinds = new Set(
      door.received.flatMap((text) => /"content-type","([a-z/-]+)/.exec(text)?.[1] ?? []),
    )
    expect([...kinds].toSorted()).toEqual(['application/json', 'text/event-stream'])
  })

  test('G1: none of 5,000 canaries is in any byte that reached the client', () => {
    expect(door.received.length).toBeGreaterThan(100)
    expect(found(door.received.join('\n'))).toEqual([])
  })

  test('G1: a refused Host is not said again', async () => {
    const host = `${planted(34).replaceAll(/[^a-z0-9.]/gi, '')}.example`
    expect(await hostAnswer(door.http.url, host)).not.toContain(host)
    expect(recordBytes(world)).not.toContain(host)
  })

  test('G1: none is in the files that Baton wrote', () => {
    for (const folder of ['home', 'outbox', 'knowledge']) {
      expect(found(bytesBelow(world, folder))).toEqual([])
    }
  })
})
