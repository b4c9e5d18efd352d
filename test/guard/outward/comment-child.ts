import { markdownTickets } from '../../../src/adapters/local-tickets/tickets.ts'
import { openOutward } from '../../../src/guard/outward/outward.ts'
import { openHouse } from '../../../src/main.ts'

/** A round in a process of its own that hangs once a comment is written and says so, so that it can be killed. */
const [root = '', nowMs = '0'] = process.argv.slice(2)
const clock = { nowMs: () => Number(nowMs) }
const house = await openHouse({ env: process.env, cwd: root, clock })
const tickets = markdownTickets({ root, folder: 'tickets', clock })
const outward = openOutward({
  ...house,
  reader: house.casebook,
  messages: { send: () => Promise.reject(new Error('nothing is sent here')) },
  desk: {
    async comment(...said) {
      await tickets.comment(...said)
      process.stdout.write('written\n')
      setInterval(() => undefined, 1_000)
      return new Promise<never>(() => undefined)
    },
  },
  notifiers: [],
  card: (request) => house.changes.view(request),
  acknowledgeMs: house.config.policy.acknowledge,
})
await outward.round()
