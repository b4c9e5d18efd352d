import type { ActOf } from '../../domain/act.ts'
import { HandoffError } from '../../domain/error.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { mayCommand } from '../../domain/incident/command.ts'
import { refusal } from '../change/rules.ts'
import { type Ruling, type Scene, demandShown } from './scene.ts'
import { demandCommander } from './severity.ts'

/** The present commander hands over, or whoever holds the role takes up a command that nobody has; throws with the rule. */
export function judgeHandingOver(said: ActOf<'hand-command'>, scene: Scene): Ruling {
  const { incident, trust, nowMs, proof } = scene
  const { from, to } = said
  refuseClosed(incident)
  demandCommander(scene)
  demandShown(from === incident.commander && said.about === (incident.commands.at(-1)?.seq ?? 0))
  if (!mayCommand(trust, to, nowMs)) {
    throw refusal('receiver-commands', 'The receiver is no incident commander at this moment.')
  }
  if (from === to) {
    throw new HandoffError('CONFLICT', 'That person has the command already.', {
      rule: 'nothing-to-change',
      hint: 'Name somebody else with --to.',
    })
  }
  return {
    fact: { kind: 'command.handed', body: { ...proof, from, to } },
    stands: ({ commands }, seq) => commands.some((handed) => handed.seq === seq),
  }
}
