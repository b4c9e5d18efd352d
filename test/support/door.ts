import {
  Client,
  type ClientOptions,
  InMemoryTransport,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'

import { type House, openHouse } from '../../src/main.ts'
import { createDoor } from '../../src/mcp/door.ts'
import { type HttpDoor, type HttpOptions, openHttp } from '../../src/mcp/http/serve.ts'
import { serveConnection } from '../../src/mcp/serve.ts'
import type { World } from './world.ts'

/** What a tool call came back with. */
export interface Reply {
  readonly text: string
  readonly structured: Record<string, unknown>
  readonly isError: boolean
}

export interface Door {
  readonly house: House
  readonly client: Client
  /** Every message that reached the client, as text; over HTTP every piece of every answer. */
  readonly received: readonly string[]
  call(name: string, args?: Record<string, unknown>): Promise<Reply>
  close(): Promise<void>
}

/** A real client on the real door of a house, joined in memory. */
export async function openDoor(world: World, era?: Era): Promise<Door> {
  const house = await houseOf(world)
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair()
  const received: string[] = []
  const end = serveConnection(serverSide, createDoor(house.door), { onFault: () => undefined })
  const client = clientOf(era)
  await client.connect(clientSide)
  const { onmessage } = clientSide
  clientSide.onmessage = (message, extra) => {
    received.push(JSON.stringify(message))
    onmessage?.(message, extra)
  }
  return {
    house,
    client,
    received,
    call: (name, args = {}) => replyOf(house, client, name, args),
    async close() {
      await client.close()
      await end()
      house.close()
    },
  }
}

/** Which protocol a client speaks. */
export const eras = {
  modern: { mode: { pin: '2026-07-28' } },
  legacy: { mode: 'legacy' },
} as const satisfies Record<string, ClientOptions['versionNegotiation']>
export type Era = keyof typeof eras

export interface OverHttp extends Door {
  readonly http: HttpDoor
  /** The platform's fetch, whose answers are heard too. */
  readonly fetch: typeof fetch
  /** Another client of the same door. */
  connect(era: Era): Promise<Client>
}

/** A real client on the real door of a house over HTTP, on a port of 127.0.0.1 that is free. */
export async function openHttpDoor(
  world: World,
  era: Era,
  /** Adds to what the house offers. */
  furnish: (door: House['door']) => House['door'] = (door) => door,
  arrival: Pick<HttpOptions, 'arrival'> = {},
): Promise<OverHttp> {
  const house = await houseOf(world)
  const place = { host: '127.0.0.1', port: 0, clock: world.clock, ...arrival }
  const http = await openHttp(createDoor(furnish(house.door)), place)
  const received: string[] = []
  const clients: Client[] = []
  const heard = hearing(received)
  async function connect(spoken: Era): Promise<Client> {
    const client = clientOf(spoken)
    const transport = new StreamableHTTPClientTransport(new URL(http.url), { fetch: heard })
    await client.connect(transport)
    clients.push(client)
    return client
  }
  const client = await connect(era)
  return {
    house,
    http,
    client,
    received,
    fetch: heard,
    connect,
    call: (name, args = {}) => replyOf(house, client, name, args),
    async close() {
      await Promise.all(clients.map((each) => each.close()))
      await http.close()
      house.close()
    },
  }
}

function clientOf(era: Era | undefined): Client {
  const options = era && { versionNegotiation: eras[era] }
  return new Client({ name: 'door-test', version: '1.0.0' }, options)
}

function houseOf(world: World): Promise<House> {
  return openHouse({ env: world.env, cwd: world.root, clock: world.clock })
}

/** The answer, once what the call set going has left the house. */
async function replyOf(house: House, client: Client, name: string, args: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: args })
  await house.door.guard.idle()
  const [first] = result.content as { text?: string }[]
  return {
    text: first?.text ?? '',
    structured: (result.structuredContent ?? {}) as Record<string, unknown>,
    isError: result.isError === true,
  }
}

/** The platform's fetch, which keeps the headers and the body of every answer as they come. */
function hearing(received: string[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    received.push(JSON.stringify([...response.headers]))
    if (!response.body) return response
    const decoder = new TextDecoder()
    const heard = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          received.push(decoder.decode(chunk, { stream: true }))
          controller.enqueue(chunk)
        },
      }),
    )
    const { status, statusText, headers } = response
    return new Response(heard, { status, statusText, headers })
  }
}
