import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { argv, cwd, exit } from 'node:process'

import { playGame } from './game.ts'
import { ledgerRows } from './ledger.ts'
import { terminal as print } from './print.ts'
import { stopCleanly } from './stop.ts'

// `npm run demo [FOLDER]`: one incident from ticket to handoff packet, every promise checked on the way.
const scenarioFile = join(import.meta.dirname, 'scenario', 'auth-regression.yaml')
const folder = argv[2] ?? join(import.meta.dirname, '..', 'demo-output')
const closing = stopCleanly()

const marker = join(folder, 'INVENTED.md')
const isForeign = existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(marker)
if (isForeign) {
  print.bad('the folder holds something that no demo made; name another one')
  exit(1)
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
writeFileSync(
  marker,
  'Everything in this folder was invented by the demo; the next run wipes it.\n',
)
try {
  const seed = randomInt(2 ** 31)
  const result = await playGame({ scenarioFile, folder, seed, obedient: false, print, closing })
  const { ledger, recovery, handoff, tookMs } = result
  print.heading('Summary')
  print.table(ledgerRows(ledger))
  print.say('')
  print.say(`Recovery measured: ${recovery.recovered ? 'yes' : 'NO'}`)
  print.say(`Effects on production: ${result.effects.join(', ') || 'none'}`)
  print.say(`Time: ${(tookMs / 1_000).toFixed(1)} s`)
  if (handoff.packetFile !== null) print.say(`Packet: ${relative(cwd(), handoff.packetFile)}`)
  print.say(`World:  ${relative(cwd(), folder) || '.'}`)
  const broken = ledger.broken()
  if (broken.length > 0) print.bad(broken.join(', '))
  if (!recovery.recovered) print.bad('the service did not recover')
  exit(broken.length > 0 || !recovery.recovered ? 1 : 0)
} catch (error) {
  print.bad(error instanceof Error ? error.message : 'the game ended early')
  exit(1)
}
