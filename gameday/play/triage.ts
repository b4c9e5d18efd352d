import * as z from 'zod'

import { instantMs } from '../../src/domain/time.ts'
import { call, must, type Stage } from './stage.ts'

const Opened = z.object({
  incident: z.string(),
  severity: z.string(),
  nextUpdateDue: z.string(),
})

/** Directive 1: opens the incident from ticket and alert and reads the brief. Returns the incident's id. */
export async function triage(stage: Stage): Promise<string> {
  const { world, print, ledger } = stage
  print.heading('1. Triage intake')
  const { ticket, alert } = world
  const opened = await must(stage, 'open_incident', { ticket, alert }, 12)
  const { incident, nextUpdateDue } = Opened.parse(opened.structured)
  const minutes = ((instantMs(nextUpdateDue) ?? Infinity) - Date.now()) / 60_000
  ledger.check('G9', 'the first update is due within 60 minutes', minutes > 0 && minutes <= 60)
  const again = await call(stage, 'open_incident', { ticket }, 1)
  const same = Opened.safeParse(again.structured).data?.incident === incident
  if (!same) throw new Error('The same ticket opened another incident.')
  await must(stage, 'get_incident', { incident })
  return incident
}
