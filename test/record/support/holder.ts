import { join } from 'node:path'
import { writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Another program that holds a record: `holder.ts HOME write|everything`. It prints `held` once it does and lets go when its standard
 * input ends.
 */
const [home = '', what] = process.argv.slice(2)
const db = new DatabaseSync(join(home, 'record.db'), { timeout: 5_000 })
if (what === 'everything') {
  db.exec('PRAGMA locking_mode = EXCLUSIVE')
}
db.exec('BEGIN IMMEDIATE')
if (what === 'everything') db.exec('UPDATE head SET note = note')
writeSync(1, 'held\n')
process.stdin.resume().once('end', () => {
  db.exec('ROLLBACK')
  db.close()
})
