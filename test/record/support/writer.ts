import { writeSync } from 'node:fs'

import { openRecordSigner } from '../../../src/adapters/sqlite/signer.ts'
import { openSqliteStorage } from '../../../src/adapters/sqlite/storage.ts'
import { HandoffError } from '../../../src/domain/error.ts'
import { openRecord } from '../../../src/record/record.ts'

/**
 * A process that appends to a record: `writer.ts HOME NAME COUNT BYTES [UID]`. For each entry that is durable it prints
 * its number, its text and the milliseconds it took; a refusal it prints as code and message, then how many
 * entries can still be read, and ends. WRITER_CLOCK_MS sets its clock off; with WRITER_OPENS each entry is appended as a command
 * does, by a record opened for it alone.
 */
const [home = '', name = '', count = '0', bytes = '0', uid] = process.argv.slice(2)
if (uid) process.setuid?.(Number(uid))
const offMs = Number(process.env['WRITER_CLOCK_MS'] ?? 0)
const opensEach = process.env['WRITER_OPENS'] !== undefined

const open = () =>
  openRecord({
    storage: openSqliteStorage(home),
    clock: { nowMs: () => Date.now() + offMs },
    signer: openRecordSigner(home),
  })

let record = open()
for (let n = 1; n <= Number(count); n += 1) {
  const text = `${name}:${n}`
  const body = { text, filler: 'x'.repeat(Number(bytes)) } as never
  const began = performance.now()
  try {
    const [entry] = await record.append([
      { kind: 'note.recorded', incident: name, actor: { id: name, kind: 'server' }, body },
    ])
    if (opensEach) {
      record.close()
      record = open()
    }
    writeSync(1, `${entry!.seq} ${text} ${(performance.now() - began).toFixed(2)}\n`)
  } catch (error) {
    writeSync(1, error instanceof HandoffError ? `${error.code} ${error.message}\n` : 'unknown\n')
    writeSync(1, `${record.entries({}).length} entries\n`)
    break
  }
}
record.close()
