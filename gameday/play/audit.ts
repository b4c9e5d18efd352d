import { toMinute } from '../../src/domain/time.ts'
import { runBaton } from '../person.ts'
import type { Stage } from './stage.ts'

/** What an auditor asks first: which changes of production had no grant. All of them were made before the agent was there. */
export async function askAsAuditor(stage: Stage, incident: string): Promise<void> {
  const { world, print, ledger } = stage
  print.heading('14. Which changes of production had no grant here?')
  const args = ['export', '--ungranted', '--incident', incident]
  const { code, output } = stage.heard(await runBaton(world, args))
  const text = output.toString()
  print.say(`$ baton ${args.join(' ')}`)
  print.excerpt(text, 6)
  const started = [...text.matchAll(/^(?:ungranted|unclear),([^,]+),/gm)].map(([, at = '']) => at)
  const since = started.filter((at) => at >= toMinute(world.nowMs))
  ledger.check(
    'G2',
    `${started.length} changes without a grant, ${since.length} since the agent was there`,
    code === 0 && since.length === 0,
  )
}
