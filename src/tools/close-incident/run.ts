import { openAsks } from '../../documents/asks.ts'
import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { requireWords } from '../../domain/words.ts'
import type { RecordContext } from '../tool.ts'
import { missingToClose, recoveryMinutes } from '../shared/missing-to-close.ts'

interface Given {
  readonly incident: string
  readonly resolution: string
  readonly suspect: string
  readonly next: string
}

/** Ends the case on the record. Throws INCOMPLETE with everything that is missing, CONFLICT when it is closed, INVALID_INPUT. */
export async function runClose({ incident: id, ...given }: Given, context: RecordContext) {
  const incident = context.casebook.incident(id)
  refuseClosed(incident)
  const said = {
    resolution: requireWords(given.resolution, 'resolution'),
    suspect: requireWords(given.suspect, 'suspect'),
    next: requireWords(given.next, 'next'),
  }
  refuseIncomplete(incident, context)
  const { took, policy } = recoveryMinutes(incident, context)
  const figures = { mttrMinutes: took, policyMinutes: policy }
  const followUps = openAsks(incident).map((ask) => ask.id)
  const { seq, at } = await context.casebook.append(incident.id, {
    kind: 'incident.closed',
    body: { ...said, ...figures, followUps },
  })
  return { structured: { incident: incident.id, seq, closedAt: at, ...figures, followUps } }
}

function refuseIncomplete(incident: Incident, context: RecordContext): void {
  const missing = missingToClose(incident, context)
  const [first] = missing
  if (!first) return
  const things = missing.length === 1 ? 'one thing is' : `${missing.length} things are`
  throw new HandoffError('INCOMPLETE', `The incident cannot be closed: ${things} missing.`, {
    hint: `First: ${first.what}. ${first.how}`,
    rule: 'G7',
    data: { missing },
  })
}
