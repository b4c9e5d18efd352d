import type { Dispatcher } from 'undici'

import { boundedRequest, WireError } from '../network/bounded-request.ts'
import { VendorFault } from '../network/vendor-fault.ts'
import type { Addresses } from './addresses.ts'
import { type Credentials, openAuthentication } from './credentials.ts'
import { faultOf, type Headers } from './fault.ts'

/** What a client needs to speak with one Azure DevOps. */
export interface Connection {
  readonly addresses: Addresses
  readonly credentials: Credentials
  readonly dispatcher: () => Dispatcher
  readonly mostBytes: number
  readonly nowMs: () => number
}

export interface Answer {
  readonly result: unknown
  readonly headers: Headers
}

/** Asks for one address, `heard` being told every answer's headers. Throws VendorFault. */
export type Client = (
  url: URL,
  signal: AbortSignal,
  heard: (headers: Headers) => void,
) => Promise<Answer>

/**
 * The vendor's connection and its reading of answers, with our one bounded request in place of its HTTP client: that one
 * follows redirections, reads answers of any size and waits three minutes.
 */
export async function openClient(connection: Connection): Promise<Client> {
  const { addresses, dispatcher, mostBytes, nowMs } = connection
  const { WebApi } = await import('azure-devops-node-api')
  const authentication = await openAuthentication(connection)
  return async (url, signal, heard) => {
    assertOurs(url, addresses)
    const { rest } = new WebApi(addresses.base.href, await authentication(signal), {}, agent)
    let text = ''
    let headers: Headers = {}
    const get = async (address: string, wanted: Record<string, string>) => {
      const options = { host: url.hostname, headers: { ...wanted, 'user-agent': agent.userAgent } }
      rest.client.handlers?.forEach((handler) => handler.prepareRequest(options))
      const answer = await boundedRequest({
        method: 'GET',
        url: new URL(address),
        headers: options.headers,
        body: null,
        signal,
        dispatcher,
        mostBytes,
      })
      headers = answer.headers
      heard(headers)
      const fault = faultOf(answer.status, headers, nowMs())
      if (fault) {
        answer.drop()
        throw fault
      }
      text = await answer.text()
      return { message: { statusCode: answer.status, headers }, readBody: async () => text }
    }
    Object.assign(rest.client, { get })
    try {
      const { result } = await rest.get<object>(url.href)
      if (result !== null) return { result, headers }
    } catch (cause) {
      if (cause instanceof VendorFault) throw cause
      throw new VendorFault(cause instanceof WireError ? cause.fault : 'our side')
    }
    // It hands over null for what it could not read.
    throw new VendorFault(text.trim() === 'null' || text.trim() === '' ? 'unexpected' : 'bad JSON')
  }
}

const agent = { userAgent: 'incident-baton', productName: 'incident-baton', productVersion: '1' }

/** Credentials go nowhere else. */
function assertOurs(url: URL, { base, releases }: Addresses): void {
  const isOurs = [base, releases].some(
    (root) => url.origin === root.origin && url.pathname.startsWith(root.pathname),
  )
  if (!isOurs) throw new VendorFault('our side')
}
