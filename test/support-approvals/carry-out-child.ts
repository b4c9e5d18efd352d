import { createInterface } from 'node:readline'
import { syncBuiltinESMExports } from 'node:module'

import { requestsOf } from '../../src/domain/request.ts'
import { openHouse } from '../../src/main.ts'

/** What this process is to do, and where it dies: `append:N` and `appended:N` stand before and after the N-th durable entry. */
export interface Errand {
  readonly nowMs: number
  readonly tool: string
  readonly arguments: object
  readonly death: string
}

const root = process.argv[2] ?? ''
let nowMs = Number(process.argv[3])
let death = ''

/** Ends this process as `kill -9` does, at exactly this point. */
function dieAt(point: string): void {
  if (point === death) process.kill(process.pid, 'SIGKILL')
}

const fs = process.getBuiltinModule('node:fs')
const { linkSync, renameSync } = fs
const isEffect = (file: unknown): boolean => /(?:outbox\/INC-|\/flags\.json$)/.test(String(file))

/** The one step of a write that others see, with a death before and after it. */
function mortal<T extends typeof linkSync | typeof renameSync>(place: T): T {
  return ((from: string, to: string) => {
    if (isEffect(to)) dieAt('effect')
    place(from, to)
    if (isEffect(to)) dieAt('effected')
  }) as T
}
fs.linkSync = mortal(linkSync)
fs.renameSync = mortal(renameSync)
syncBuiltinESMExports()

const house = await openHouse({ env: process.env, cwd: root, clock: { nowMs: () => nowMs } })
const { guard, catalogue } = house.door
const { record } = house
const append = record.append.bind(record)
let count = 0

/** Says on standard output, synchronously, what has been acknowledged: none of it may be lost. */
Object.assign(record, {
  append: async (...said: Parameters<typeof append>) => {
    count += 1
    const place = count
    dieAt(`append:${place}`)
    const entries = await append(...said)
    fs.writeSync(1, entries.map(({ id }) => `acknowledged ${id}\n`).join(''))
    dieAt(`appended:${place}`)
    return entries
  },
})
// Loads the policies, so that the errand begins at once; whether there is anything to view does not matter.
await house.changes.view(requestId() ?? '').catch(() => undefined)
fs.writeSync(1, 'ready\n')

function requestId(): string | undefined {
  const [newest] = house.casebook.incidents()
  return newest && requestsOf(newest).at(-1)?.id
}

for await (const line of createInterface({ input: process.stdin })) {
  const errand = JSON.parse(line) as Errand
  nowMs = errand.nowMs
  death = errand.death
  count = 0
  const room = catalogue.toolRoom(errand.tool)
  const outcome = await guard.walk({
    what: 'tool',
    name: errand.tool,
    client: 'test',
    arguments: errand.arguments,
    signal: new AbortController().signal,
    ...(room && { room }),
  })
  fs.writeSync(1, `ended ${outcome.code ?? 'well'}\n`)
}
