import { HandoffError } from '../../domain/error.ts'
import { refuseClosed } from '../../domain/incident/closing.ts'
import { type Present, changesOf } from '../../domain/incident/revisions.ts'
import { reportOf } from '../../domain/report.ts'
import { requireWords } from '../../domain/words.ts'
import type { RecordContext } from '../tool.ts'
import { toldChange } from './told.ts'
import { type Given, wantedValues } from './wanted.ts'

/** What the tool calls each value that may change. */
const changeNames = [
  'severity',
  'impact',
  'services',
  'regions',
  'segments',
  'window',
  'workaround',
  'eta',
] as const

/** Puts what is new on the record. Throws CONFLICT when nothing is or the incident is closed, else as `wantedValues`. */
export async function runUpdate(
  {
    incident: id,
    reason,
    change,
    ...given
  }: Given & {
    readonly incident: string
    readonly reason: string
    readonly change?: string | undefined
  },
  context: RecordContext,
) {
  const incident = context.casebook.incident(id)
  refuseClosed(incident)
  const why = requireWords(reason, 'reason')
  refuseEmpty({ ...given, change })
  const told = change === undefined ? undefined : toldChange(change, incident, context)
  const set = changesOf(incident, wantedValues(given, incident, context), false)
  const isRevised = Object.keys(set).length > 0
  if (!isRevised && told === undefined) throw nothingNew()
  const { casebook } = context
  const reported = told && (await casebook.report(incident.id, reportOf(told, null)))
  const fact = { kind: 'incident.updated', body: { set, reason: why } } as const
  const revised = isRevised ? await casebook.append(incident.id, fact) : reported
  const { severity, regions, services, eta, nextUpdateDue } = context.casebook.incident(id)
  return {
    structured: {
      incident: incident.id,
      seq: revised?.seq ?? 0,
      changed: [...namesOf(set), ...(told ? ['change'] : [])],
      severity,
      regions,
      services,
      eta: eta?.at ?? null,
      nextUpdateDue,
    },
  }
}

function refuseEmpty(given: object): void {
  if (Object.values(given).some((value) => value !== undefined)) return
  throw new HandoffError('INVALID_INPUT', 'Nothing was given that could change.', {
    hint: 'Give at least one of severity, impact, services, regions, segments, window, workaround, eta or change.',
  })
}

function nothingNew(): HandoffError {
  return new HandoffError('CONFLICT', 'The incident says so already; there is nothing to change.', {
    rule: 'nothing-to-change',
    hint: 'get_incident shows it as it stands.',
  })
}

function namesOf(set: Partial<Present>): (typeof changeNames)[number][] {
  const named = new Set(Object.keys(set).map((key) => (key === 'impactWords' ? 'impact' : key)))
  return changeNames.filter((name) => named.has(name))
}
