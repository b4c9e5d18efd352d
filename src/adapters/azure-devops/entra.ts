import type { Dispatcher } from 'undici'
import * as z from 'zod'

import { boundedRequest, WireError } from '../network/bounded-request.ts'
import { VendorFault } from '../network/vendor-fault.ts'

/** An application of Microsoft Entra that may read the organization. */
export interface ClientCredentials {
  readonly tenant: string
  readonly id: string
  readonly secret: string
}

interface Wire {
  readonly authority?: URL | undefined
  readonly dispatcher: () => Dispatcher
  readonly nowMs: () => number
}

/** What every organization of Azure DevOps is called at Entra. */
const scope = '499b84ac-1321-427f-aa17-267ca6975798/.default'
const Token = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})
const mostBytes = 64 * 1024
const earlyMs = 5 * 60_000

/** The application's token, asked for again five minutes before it ends. Throws VendorFault. */
export function bearerOfClient(
  { tenant, id, secret }: ClientCredentials,
  { authority = new URL('https://login.microsoftonline.com'), dispatcher, nowMs }: Wire,
): (signal: AbortSignal) => Promise<string> {
  let held: { readonly token: string; readonly untilMs: number } | undefined
  return async (signal) => {
    if (held && nowMs() < held.untilMs) return held.token
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope }
    try {
      const answer = await boundedRequest({
        method: 'POST',
        url: new URL(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, authority),
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(form).toString(),
        signal,
        dispatcher,
        mostBytes,
      })
      if (answer.status !== 200) {
        answer.drop()
        throw new VendorFault(answer.status >= 500 ? 'unavailable' : 'unauthorized')
      }
      const found = Token.safeParse(jsonOf(await answer.text()))
      if (!found.success) throw new VendorFault('unexpected')
      const { access_token: token, expires_in: seconds } = found.data
      held = { token, untilMs: nowMs() + seconds * 1_000 - earlyMs }
      return token
    } catch (cause) {
      if (cause instanceof VendorFault) throw cause
      throw new VendorFault(cause instanceof WireError ? cause.fault : 'our side')
    }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new VendorFault('bad JSON')
  }
}
