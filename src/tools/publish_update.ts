import * as z from 'zod'

import { HandoffError } from '../domain/error.ts'
import { audiences, nextUpdateIn, publicationDigest, publicationOf } from '../domain/publication.ts'
import { incidentField, text } from './fields.ts'
import { announceTool } from './tool.ts'

const input = z.strictObject({
  incident: incidentField.optional(),
  audience: z.enum(audiences).optional().describe('Who reads it'),
  text: text(4_000)
    .optional()
    .describe('Exact words, plain; default: Baton writes it from the record'),
  request: z.string().max(40).optional().describe('Request id, to publish or withdraw'),
  withdraw: z.boolean().optional().describe('true withdraws it'),
})

export default announceTool({
  name: 'publish_update',
  title: 'Publish an update',
  description:
    'Publishes an update: incident, audience, text with region, UTC times and a line "Next update:". internal and executive go out at once; for customers a person grants the exact text, then call with request alone.',
  input,
  async propose(given, context) {
    const { incident, audience, request } = given
    if (!incident || !audience || request !== undefined) {
      throw new HandoffError(
        'INVALID_INPUT',
        'The call is neither a proposal nor a request to publish.',
        {
          hint: 'Propose with incident, audience and text; publish with request alone; withdraw with request and withdraw.',
        },
      )
    }
    const { proposalOf } = await import('./publish-update/proposal.ts')
    return proposalOf(context.casebook.incident(incident), audience, given.text, context)
  },
  async readBack({ id, incident, proposal }, { publications, signal }) {
    const wanted = publicationOf(proposal)
    if (!wanted) throw unfit()
    const posts = await publications.published({ ...wanted, incident }, signal)
    const own = posts.find(({ key }) => key === id)
    const shown = own ?? posts.at(-1)
    const back = {
      value: shown ? publicationDigest(shown) : null,
      version: String(shown?.number ?? 0),
    }
    if (!own) return { ...back, done: false }
    return back.value === publicationDigest(wanted) ? { ...back, done: true } : back
  },
  async apply({ id, incident, proposal }, { messages, nowMs, signal }) {
    const wanted = publicationOf(proposal)
    const number = Number(proposal.baseVersion ?? NaN) + 1
    if (!wanted || !Number.isInteger(number)) throw unfit()
    const next = nextUpdateIn(wanted.text)
    if (typeof next === 'number' && next <= nowMs) {
      throw new HandoffError('DENIED', 'The next update that the text promises is due already.', {
        rule: 'publish-in-time',
      })
    }
    await messages.publish({ ...wanted, incident, key: id, number }, signal)
  },
})

function unfit(): HandoffError {
  return new HandoffError('DENIED', 'The request is not one of a publication.')
}
