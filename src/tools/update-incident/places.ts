import { HandoffError } from '../../domain/error.ts'
import type { Incident } from '../../domain/incident.ts'
import type { ReadContext } from '../tool.ts'

const mostNamed = 10
const plainRegion = /^[\w.:-]{1,80}$/

/** Services of the configuration, each once. Throws NOT_FOUND for another, INVALID_INPUT for none. */
export function knownServices(names: readonly string[], { services }: ReadContext): string[] {
  const known = services.map(({ name }) => name)
  return chosen(names, 'services', (name) => {
    if (!known.includes(name)) throw unknown('service', known)
  })
}

/** Regions of the configuration, else, where it names none, plain identifiers. Throws NOT_FOUND or INVALID_INPUT. */
export function knownRegions(
  names: readonly string[],
  { environment }: Incident,
  { services, environments }: ReadContext,
): string[] {
  const here = environments.filter(({ name }) => name === environment)
  const known = [...new Set([...services, ...here].flatMap(({ regions }) => regions))]
  return chosen(names, 'regions', (name) => {
    if (known.length > 0 && !known.includes(name)) throw unknown('region', known)
    if (plainRegion.test(name) && name.toLowerCase() !== 'unknown') return
    throw new HandoffError('INVALID_INPUT', 'A region is not a plain name.', {
      hint: 'Name the region or cluster as the platform does, for example eu-west-1.',
    })
  })
}

function chosen(names: readonly string[], field: string, check: (name: string) => void): string[] {
  const each = [...new Set(names.map((name) => name.trim()))]
  if (each.length === 0) {
    throw new HandoffError('INVALID_INPUT', `${field} names none.`, {
      hint: `Give every one that is affected; leave ${field} out to keep them.`,
    })
  }
  for (const name of each) check(name)
  return each
}

function unknown(what: string, known: readonly string[]): HandoffError {
  const named = known.slice(0, mostNamed).join(', ')
  return new HandoffError('NOT_FOUND', `No ${what} of that name is configured.`, {
    hint:
      known.length === 0 ? `A person names the ${what} in baton.yaml.` : `Configured: ${named}.`,
  })
}
