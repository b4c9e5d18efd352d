import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import type { Room } from '../../guard/call.ts'
import type { ReadContext } from '../../ports/context.ts'
import { mostSubscriptions } from '../telling.ts'
import { incidentOf, pathOf, uriOf } from '../uris.ts'
import { parseInput } from './input.ts'

const Filter = z.object({
  toolsListChanged: z.boolean().optional(),
  promptsListChanged: z.boolean().optional(),
  resourcesListChanged: z.boolean().optional(),
  resourceSubscriptions: z.array(z.string().max(300)).max(mostSubscriptions).optional(),
})

/**
 * Asks to be told of changes: the filter of `subscriptions/listen`, or its addresses alone. An address must be of an
 * incident that exists, of which a document may still be to come, or of a served document; then `admitted` is called.
 */
export function subscriptionRoom(admitted: (uris: readonly string[]) => void): Room {
  return {
    effect: 'read',
    validate: (raw) => parseInput(Filter, raw),
    enter(input, visit) {
      const { resourceSubscriptions: uris = [] } = Filter.parse(input)
      const { casebook, shelf } = visit.contexts(visit.signal).read
      for (const uri of uris) assertKnown(uri, { casebook, shelf })
      admitted(uris)
      return Promise.resolve({ structured: { addresses: uris.length } })
    },
    render: () => '',
  }
}

function assertKnown(uri: string, { casebook, shelf }: Pick<ReadContext, 'casebook' | 'shelf'>) {
  const incident = incidentOf(uri)
  if (incident !== undefined) return void casebook.incident(incident)
  if (shelf.resources().some(({ path }) => uriOf(path) === uri)) return undefined
  throw new HandoffError('NOT_FOUND', 'There is no such resource to be told of.', {
    hint: pathOf(uri) === uri ? 'Addresses begin with baton://.' : 'resources/list has them all.',
  })
}
