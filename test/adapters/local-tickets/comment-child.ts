import { markdownTickets } from '../../../src/adapters/local-tickets/tickets.ts'

/** Comments on SUP-1 under the keys K1 to Kn, in a process of its own. */
const [root = '', name = '', count = '0'] = process.argv.slice(2)
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 7, 41) }
const desk = markdownTickets({ root, folder: '.', clock })
for (let n = 1; n <= Number(count); n += 1) {
  const signal = AbortSignal.timeout(20_000)
  await desk.comment('SUP-1', 'Note', `Comment by ${name}`, signal, { key: `K${n}` })
}
