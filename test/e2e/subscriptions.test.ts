import type { Client } from '@modelcontextprotocol/client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { type Door, type Era, openDoor, openHttpDoor } from '../support/door.ts'
import { openIncident } from '../support/incident.ts'
import { workIncident } from '../support/work.ts'
import { soon } from '../support/soon.ts'
import { type World, makeWorld } from '../support/world.ts'

const ways: [string, Era, (world: World, era: Era) => Promise<Door>][] = [
  ['one connection', 'modern', openDoor],
  ['one connection', 'legacy', openDoor],
  ['HTTP', 'modern', openHttpDoor],
  ['HTTP', 'legacy', openHttpDoor],
]

/** What a client is told, in order. */
function hearing(client: Client): string[] {
  const told: string[] = []
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
    told.push(params.uri)
  })
  client.setNotificationHandler('notifications/resources/list_changed', () => {
    told.push('list')
  })
  return told
}

/** Asks to be told of these addresses and of the list, as the era has it. */
async function follow(client: Client, era: Era, uris: readonly string[]): Promise<() => unknown> {
  if (era === 'modern') {
    const filter = { resourcesListChanged: true, resourceSubscriptions: [...uris] }
    const subscription = await client.listen(filter)
    return () => subscription.close()
  }
  await client.listResources()
  for (const uri of uris) await client.subscribeResource({ uri })
  return async () => {
    for (const uri of uris) await client.unsubscribeResource({ uri })
  }
}

describe.each(ways)('%s, %s', (_way, era, open) => {
  let world: World
  let door: Door
  let incident: string

  beforeEach(async () => {
    world = makeWorld()
    door = await open(world, era)
    incident = await openIncident(door)
  })

  afterEach(async () => {
    await door.close()
    world.remove()
  })

  const note = (text: string) => door.call('record_note', { incident, type: 'observation', text })

  test('a client is told of the record it follows, and of no call that only reads', async () => {
    const told = hearing(door.client)
    const record = `baton://incidents/${incident}/record`
    const end = await follow(door.client, era, [record])
    await door.call('get_incident', { incident })
    await door.client.readResource({ uri: record })
    await note('first')
    await soon(() => expect(told).toEqual([record]))
    await end()
    await note('second')
    await door.call('get_incident', { incident })
    expect(told).toEqual([record])
  })

  test('a rendered document is new in the list, and then new in itself', async () => {
    await workIncident(door, world, incident)
    const told = hearing(door.client)
    const packet = `baton://incidents/${incident}/timeline.md`
    await follow(door.client, era, [packet])
    await door.call('render_packet', { incident, document: 'timeline' })
    await soon(() => expect(told).toEqual([packet, 'list']))
    const { resources } = await door.client.listResources()
    expect(resources.map(({ uri }) => uri)).toContain(packet)
    await door.call('render_packet', { incident, document: 'timeline' })
    await soon(() => expect(told).toEqual([packet, 'list', packet]))
  })

  test('what another process appends is told too', async () => {
    const told = hearing(door.client)
    const record = `baton://incidents/${incident}/record`
    await follow(door.client, era, [record])
    const other = await openDoor(world)
    await other.call('record_note', { incident, type: 'observation', text: 'from elsewhere' })
    await soon(() => expect(told).toEqual([record]))
    await other.close()
  })

  test('G6: an address of nothing is refused, and asking is on the record', async () => {
    const refused = follow(door.client, era, ['baton://incidents/INC-0/record'])
    await expect(refused).rejects.toThrow(/no such incident/)
    await expect(follow(door.client, era, ['https://example.com/'])).rejects.toThrow(/no such/)
    await follow(door.client, era, [`baton://incidents/${incident}`])
    const asked = door.house.record.entries({ kinds: ['call.asked'] })
    const subscriptions = asked.filter(({ body }) => body?.['what'] === 'subscription')
    const uris = [
      'baton://incidents/INC-0/record',
      'https://example.com/',
      `baton://incidents/${incident}`,
    ]
    expect(subscriptions.map(({ body }) => body?.['arguments'])).toEqual(
      uris.map((uri) => expect.objectContaining({ resourceSubscriptions: [uri] }) as unknown),
    )
    expect(door.house.record.entries({ kinds: ['call.refused'] }).length).toBe(2)
  })

  test('nobody follows more than 100 addresses', async () => {
    const files = Array.from({ length: 101 }, (_, n) => `baton://incidents/${incident}/f${n}.md`)
    await expect(follow(door.client, era, files)).rejects.toThrow(/100|at most/)
  })
})
