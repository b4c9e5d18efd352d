import { bearerOfClient, type ClientCredentials } from './entra.ts'
import type { Connection } from './client.ts'

export type Credentials =
  | { readonly kind: 'pat' | 'bearer'; readonly token: string }
  | ({ readonly kind: 'client' } & ClientCredentials)

/** The vendor's handlers, which write the header; that of an application renews its token. */
export async function openAuthentication({ credentials, ...wire }: Connection) {
  const { getBearerHandler, getPersonalAccessTokenHandler } = await import('azure-devops-node-api')
  if (credentials.kind === 'client') {
    const token = bearerOfClient(credentials, wire)
    return async (signal: AbortSignal) => getBearerHandler(await token(signal), true)
  }
  const { kind, token } = credentials
  // Both hosts of one organization are ours; the address is checked before each request.
  const handler =
    kind === 'pat' ? getPersonalAccessTokenHandler(token, true) : getBearerHandler(token, true)
  return () => Promise.resolve(handler)
}
