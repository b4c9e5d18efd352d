import { Client as Elastic } from '@elastic/elasticsearch'
import { Client as OpenSearch } from '@opensearch-project/opensearch'

import type { JsonObject } from '../../src/domain/json.ts'
import { openCluster } from '../../test/support/search-cluster/cluster.ts'
import { documents } from './documents.ts'
import { ask, type Product, sourceAt } from './source.ts'

interface Asked {
  readonly method: string
  readonly path: string
  readonly body: JsonObject | undefined
}

/** What the adapter asks for one question, once it knows the cluster. */
async function requestsOf(product: Product): Promise<readonly Asked[]> {
  const version = product === 'opensearch' ? '3.1.0' : '9.2.1'
  const cluster = await openCluster({ product, version, documents, judged: false })
  const source = sourceAt(product, cluster.url)
  await ask(source)
  const known = cluster.seen.length
  await ask(source)
  await cluster.close()
  return cluster.seen.slice(known) as readonly Asked[]
}

/** The same requests by the vendor's client as it comes, nothing made of the answers. */
export async function bareQuestion(product: Product, url: string): Promise<() => Promise<void>> {
  const asked = await requestsOf(product)
  const { transport } =
    product === 'opensearch' ? new OpenSearch({ node: url }) : new Elastic({ node: url })
  const request = transport.request.bind(transport) as (params: object) => Promise<unknown>
  const send = async ({ method, path, body }: Asked, view = ''): Promise<string> => {
    const isOpening = method === 'POST' && /_pit$|point_in_time$/.test(path)
    const named = {
      ...body,
      ...(body?.['pit'] !== undefined && { pit: { id: view, keep_alive: '1m' } }),
      ...(body?.['id'] !== undefined && { id: view }),
      ...(body?.['pit_id'] !== undefined && { pit_id: [view] }),
    }
    const querystring = isOpening ? { keep_alive: '1m' } : {}
    const params = { method, path, querystring, ...(body && { body: named }) }
    const reply = (await request(params)) as { body?: object }
    const told = (reply.body ?? reply) as { id?: string; pit_id?: string }
    return told.id ?? told.pit_id ?? ''
  }
  const [opening, ...rest] = asked
  const closing = rest.at(-1)!
  return async () => {
    const view = await send(opening!)
    await Promise.all(rest.slice(0, -1).map((one) => send(one, view)))
    await send(closing, view)
  }
}
