import { VendorFault } from '../network/vendor-fault.ts'
import type { Fetched } from '../network/bounded-fetch.ts'

const tokenOfInstallation = /\/app\/installations\/\d+\/access_tokens$/

/** Lets pass what only reads, on that host alone: GET, a GraphQL query, and asking for the token of an installation. */
export function readsOnly(base: URL): (asked: Fetched) => void {
  return ({ method, url, body }) => {
    const reads =
      method === 'GET' ||
      (method === 'POST' && (isQuery(url, body) || tokenOfInstallation.test(url.pathname)))
    if (url.origin !== base.origin || !reads) throw new VendorFault('our side')
  }
}

function isQuery({ pathname }: URL, body: string | null): boolean {
  if (!pathname.endsWith('/graphql') || body === null) return false
  const { query } = JSON.parse(body) as { readonly query?: unknown }
  return (
    typeof query === 'string' &&
    /^query\b/.test(query) &&
    !/^\s*(mutation|subscription)\b/m.test(query)
  )
}
