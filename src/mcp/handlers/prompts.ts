import type { Server } from '@modelcontextprotocol/server'

import type { Catalogue } from '../catalogue.ts'
import { completionRoom } from '../rooms/completion.ts'
import { promptRoom } from '../rooms/document.ts'
import { type Walk, orThrow } from '../walk.ts'

/** Prompts, and what their arguments and the parts of addresses may be. */
export function handlePrompts(server: Server, catalogue: Catalogue, walk: Walk): void {
  server.setRequestHandler('prompts/list', () => ({
    prompts: catalogue.shelf.prompts().map((prompt) => ({
      name: prompt.name,
      title: prompt.title,
      description: prompt.description,
      arguments: [...prompt.arguments],
    })),
  }))

  server.setRequestHandler('prompts/get', async ({ params }, context) => {
    const prompt = catalogue.shelf.prompts().find(({ name }) => name === params.name)
    const room = prompt && promptRoom(prompt)
    const values = { name: params.name, arguments: params.arguments ?? {} }
    const asked = { what: 'prompt', name: params.name, arguments: values, room } as const
    const outcome = orThrow(await walk(asked, context))
    return { messages: [{ role: 'user', content: { type: 'text', text: outcome.text } }] }
  })

  server.setRequestHandler('completion/complete', async ({ params }, context) => {
    const { argument } = params
    const incident = params.context?.arguments?.['incident']
    const given = incident === undefined ? argument : { ...argument, incident }
    const room = completionRoom(catalogue.completions)
    const asked = { what: 'completion', name: argument.name, arguments: given, room } as const
    const { structured } = orThrow(await walk(asked, context))
    const { values, total } = structured as unknown as { values: string[]; total: number }
    return { completion: { values, total, hasMore: total > values.length } }
  })
}
