import type { Server } from '@modelcontextprotocol/server'

import type { Catalogue } from '../catalogue.ts'
import { resourceRoom } from '../rooms/document.ts'
import { subscriptionRoom } from '../rooms/subscription.ts'
import type { Telling } from '../telling.ts'
import { incidentResources, mimeTypeOf, pathOf, templates, uriOf } from '../uris.ts'
import { type Walk, orThrow } from '../walk.ts'

interface Parts {
  readonly catalogue: Catalogue
  readonly walk: Walk
  /** Absent where the server answers one request: then nobody is left to be told. */
  readonly telling: Telling | undefined
}

/** Served documents and what the record holds of incidents: listed, read, and followed. */
export function handleResources(server: Server, { catalogue, walk, telling }: Parts): void {
  server.setRequestHandler('resources/list', () => {
    telling?.begin()
    const served = catalogue.shelf.resources().map(({ path, title, description }) => ({
      uri: uriOf(path),
      name: path,
      title,
      description,
      mimeType: mimeTypeOf(path),
    }))
    return { resources: [...served, ...incidentsOf(catalogue)] }
  })

  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [...templates],
  }))

  server.setRequestHandler('resources/read', async ({ params: { uri } }, context) => {
    const room = resourceRoom()
    const asked = { what: 'resource', name: pathOf(uri), arguments: { uri }, room } as const
    const outcome = orThrow(await walk(asked, context), plainUri.test(uri) ? { uri } : undefined)
    return { contents: [{ uri, mimeType: mimeTypeOf(pathOf(uri)), text: outcome.text }] }
  })

  server.setRequestHandler('resources/subscribe', async ({ params: { uri } }, context) => {
    const room = subscriptionRoom((uris) => {
      telling?.begin()
      for (const each of uris) telling?.subscribe(each)
    })
    await follow('subscribe', uri, room, context)
    return {}
  })

  server.setRequestHandler('resources/unsubscribe', async ({ params: { uri } }, context) => {
    const room = subscriptionRoom((uris) => {
      for (const each of uris) telling?.unsubscribe(each)
    })
    await follow('unsubscribe', uri, room, context)
    return {}
  })

  async function follow(
    name: string,
    uri: string,
    room: ReturnType<typeof subscriptionRoom>,
    context: Parameters<Walk>[1],
  ): Promise<void> {
    const filter = { resourceSubscriptions: [uri] }
    orThrow(await walk({ what: 'subscription', name, arguments: filter, room }, context))
  }
}

/** An address that is said again where nothing is found, as the protocol asks: names and letters, nothing else. */
const plainUri = /^[a-z]{1,20}:\/\/[\w./-]{1,200}$/

/** While the record cannot be read the served documents are listed alone; reading of the record then says why. */
function incidentsOf(catalogue: Catalogue): ReturnType<typeof incidentResources> {
  try {
    return incidentResources(catalogue.incidents())
  } catch {
    return []
  }
}
