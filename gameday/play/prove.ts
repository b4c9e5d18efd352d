import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { runBaton } from '../person.ts'
import type { Stage } from './stage.ts'

/** `baton verify` over the record against the packet's checkpoint, and over a copy in which one character was changed. */
export async function proveRecord(stage: Stage, packetFile: string | null): Promise<void> {
  const { world, print, ledger } = stage
  print.heading('13. The record proves itself')
  checkAsks(stage)
  const kept = packetFile === null ? [] : ['--checkpoint', packetFile]
  const whole = stage.heard(await runBaton(world, ['verify', ...kept]))
  print.say(`$ baton verify ${packetFile === null ? '' : '--checkpoint packet.md'}`)
  print.excerpt(whole.output.toString(), 14)
  ledger.check(
    'G6',
    'the record verifies, with the checkpoint that the packet carries',
    whole.code === 0,
  )
  const copy = join(world.folder, 'home-with-one-edit')
  cpSync(world.paths.home, copy, { recursive: true })
  editOne(copy, world.scenario.region)
  const edited = stage.heard(await runBaton(world, ['verify', '--home', copy]))
  print.say(`$ baton verify --home <a copy with one character of one entry changed>`)
  print.excerpt(
    edited.output
      .toString()
      .split('\n')
      .filter((line) => /FAIL|BROKEN/.test(line))
      .join('\n'),
    3,
  )
  ledger.check('G6', 'one changed character is found', edited.code === 1)
}

/** Every call of the agent stands on the record with its end, and the change's intent before its outcome. */
function checkAsks({ world, client, print, ledger }: Stage): void {
  const database = new DatabaseSync(join(world.paths.home, 'record.db'), { readOnly: true })
  try {
    const count = (kinds: string): number =>
      Number(
        database
          .prepare(
            `SELECT count(*) AS found FROM entry WHERE kind IN (${kinds}) AND json_extract(body, '$.what') = 'tool'`,
          )
          .get()?.['found'],
      )
    const asked = count("'call.asked'")
    const ended = count("'call.answered', 'call.refused'")
    print.say(
      `${client.calls} calls made; on the record: ${asked} asked, ${ended} answered or refused`,
    )
    ledger.check('G6', 'every call is on the record', asked === client.calls && ended === asked)
    const steps = database
      .prepare(
        "SELECT json_extract(body, '$.request') AS request, group_concat(substr(kind, 8), ' ' ORDER BY seq) AS way FROM entry WHERE kind IN ('change.decided', 'change.applying', 'change.applied') GROUP BY request",
      )
      .all()
      .map(({ way }) => String(way))
      .toSorted()
    // The flag and the text for customers with a grant, the text for colleagues without one.
    const granted = 'decided applying applied'
    const inOrder = steps.join() === ['applying applied', granted, granted].join()
    ledger.check('G6', 'grant, intent and outcome are on the record, in this order', inOrder)
  } finally {
    database.close()
  }
}

/** Changes one character of the first stored entry that names the region. */
function editOne(home: string, region: string): void {
  const database = new DatabaseSync(join(home, 'record.db'))
  try {
    const { changes } = database
      .prepare(
        'UPDATE entry SET body = replace(body, :from, :to) WHERE seq = (SELECT min(seq) FROM entry WHERE instr(body, :from) > 0)',
      )
      .run({ from: region, to: `${region.slice(0, -1)}x` })
    if (Number(changes) !== 1) throw new Error('No entry of the copy could be edited.')
  } finally {
    database.close()
  }
}
