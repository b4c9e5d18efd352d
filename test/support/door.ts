import { Client, InMemoryTransport } from '@modelcontextprotocol/client'

import { type House, openHouse } from '../../src/main.ts'
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
  /** Every message that reached the client, as text. */
  readonly received: readonly string[]
  call(name: string, args?: Record<string, unknown>): Promise<Reply>
  close(): Promise<void>
}

/** A real client on the real door of a house, joined in memory. */
export async function openDoor(world: World): Promise<Door> {
  const house = await openHouse({ env: world.env, cwd: world.root, clock: world.clock })
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair()
  const received: string[] = []
  const end = serveConnection(serverSide, { ...house.door, onFault: () => undefined })
  const client = new Client({ name: 'door-test', version: '1.0.0' })
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
    async call(name, args = {}) {
      const result = await client.callTool({ name, arguments: args })
      const [first] = result.content as { text?: string }[]
      return {
        text: first?.text ?? '',
        structured: (result.structuredContent ?? {}) as Record<string, unknown>,
        isError: result.isError === true,
      }
    },
    async close() {
      await client.close()
      await end()
      house.close()
    },
  }
}
