import { HandoffError } from '../domain/error.ts'
import type { Json } from '../domain/json.ts'
import type { CasebookReader } from '../ports/casebook.ts'

/** So many different people of one incident may be followed by their tokens. */
const mostFollowed = 40
const token = /«[a-z][a-z0-9-]{0,23}:[A-Za-z0-9]{16}»/g

/**
 * Refuses to resolve a further token once so many different ones were used as filters of that incident, by whichever
 * process: the asks on its record are counted. Throws DENIED, whether the token stands for anything or not.
 */
export function boundedFilters(
  reader: CasebookReader,
): (incident: string, argument: string) => void {
  return (incident, argument) => {
    const wanted = argument.match(token) ?? []
    if (wanted.length === 0) return
    const used = new Set<string>()
    for (const { kind, body } of reader.entries(incident)) {
      if (kind === 'call.asked') tokensIn((body as { arguments?: Json } | null)?.arguments, used)
    }
    if (wanted.every((one) => used.has(one)) && used.size <= mostFollowed) return
    for (const one of wanted) used.add(one)
    if (used.size > mostFollowed) {
      throw new HandoffError(
        'DENIED',
        `More than ${mostFollowed} people of one incident were followed.`,
        {
          rule: 'pii-filters',
          hint: 'Go on with those followed so far, or filter by service, version, status or trace.',
        },
      )
    }
  }
}

/** Tokens in the arguments that filter. */
function tokensIn(value: Json | undefined, used: Set<string>): void {
  if (typeof value === 'string') for (const one of value.match(token) ?? []) used.add(one)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (filtering.has(key)) tokensIn(member, used)
    }
  }
}

const filtering: ReadonlySet<string> = new Set([
  'user',
  'text',
  'query',
  'filter',
  'trace',
  'correlation',
  'version',
  'region',
])
