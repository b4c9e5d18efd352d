import { expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { openDoor } from '../support/door.ts'
import { workIncident } from '../support/work.ts'
import { makeWorld, onsetMs } from '../support/world.ts'

/** Names that are also words of Baton's own answers, of the field, or of other scripts. */
const reporters = [
  ['Sam Sample', 'Example Corp'],
  ['Mark Onset', 'Window Patterns'],
  ['Grant Page', 'Error Log Ltd'],
  ['Auth Production', 'Staging GmbH'],
  ['error', 'incident'],
  ['王小明', '김민준'],
  ['José Núñez', 'Johnson & Johnson'],
] as const

/** Too common to be hidden: they would blind everyone. */
const ordinary = new Set<string>(['error', 'incident'])

test.each(reporters)(
  'G1 G11: a reporter called %s of %s blinds nobody and breaks nothing',
  async (name, customer) => {
    const ticket = `---
id: SUP-1042
title: Logins fail
reporter: { name: "${name}", email: reporter@customer.example }
customer: "${customer}"
service: auth
region: eu-west-1
createdAt: ${toIso(onsetMs + 300_000)}
---

Nobody of us can log in. ${name}
`
    const world = makeWorld({ ticket, plant: () => ` for ${name}` })
    const door = await openDoor(world)
    try {
      const { structured } = await door.call('open_incident', { ticket: 'SUP-1042' })
      const incident = String(structured['incident'])
      await workIncident(door, world, incident, `reported by ${name}`)
      for (const tool of ['get_incident', 'query_logs', 'list_deployments']) {
        const { isError, text } = await door.call(tool, { incident })
        expect(isError, text).toBe(false)
      }
      const packet = await door.call('render_packet', { incident })
      expect(packet.isError, packet.text).toBe(false)
      const bytes = door.received.join('\n')
      if (!ordinary.has(name)) expect(bytes).not.toContain(name)
      if (!ordinary.has(customer)) expect(bytes).not.toContain(customer)
    } finally {
      await door.close()
      world.remove()
    }
  },
)
