import { openHouse } from '../../src/main.ts'

/** Captures evidence and is killed between keeping it and putting it on the record. */
const [incident = '', nowMs = ''] = process.argv.slice(2)
const house = await openHouse({
  env: process.env,
  cwd: process.cwd(),
  clock: { nowMs: () => Number(nowMs) },
})
const journal = house.journal as { append: typeof house.journal.append }
const { append } = journal
journal.append = (actor, about, fact) => {
  if (fact.kind === 'evidence.captured') process.kill(process.pid, 'SIGKILL')
  return append(actor, about, fact)
}
const room = house.door.catalogue.toolRoom('capture_evidence')
await house.door.guard.walk({
  what: 'tool',
  name: 'capture_evidence',
  client: 'child',
  arguments: { incident, kind: 'log' },
  signal: AbortSignal.timeout(20_000),
  ...(room && { room }),
})
