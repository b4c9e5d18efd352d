import type { Json } from '../../domain/json.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { Step } from '../call.ts'

/** Arguments in which an agent writes sentences; names of flags, files and services must stay what they are. */
const prose: ReadonlySet<string> = new Set([
  'text',
  'reason',
  'change',
  'impact',
  'workaround',
  'segments',
  'resolution',
  'suspect',
  'next',
  'prerequisites',
  'data',
  'via',
  'steps',
  'expected',
  'actual',
  'deviations',
])

/**
 * What an agent writes of somebody gets a token that stands for nobody else's words: a guess that it writes down and
 * reads again looks like nothing in the logs or the ticket (decision 0005). Genuine tokens that it was given stay.
 */
export function spoken({ redactor }: { readonly redactor: Redactor }): Step {
  return (visit, next) => {
    const { room } = visit.call
    const writes = room?.effect === 'record' ? prose : reasons
    const hide = (text: string): string => {
      const scope = { incident: visit.incident, profile: 'text', argument: true } as const
      const { value, report } = redactor.text(text, scope)
      return Object.keys(report.hidden).length === 0 ? text : value
    }
    const entries = Object.entries(visit.input).map(([key, value]): [string, Json] => [
      key,
      writes.has(key) && !room?.sizeOnly?.includes(key)
        ? said(value as Json, hide)
        : (value as Json),
    ])
    return next({ ...visit, input: Object.fromEntries(entries) })
  }
}

const reasons: ReadonlySet<string> = new Set(['reason'])

function said(value: Json, hide: (text: string) => string): Json {
  if (typeof value === 'string') return hide(value)
  return Array.isArray(value) ? value.map((item: Json) => said(item, hide)) : value
}
