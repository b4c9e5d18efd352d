const alike: readonly (readonly string[])[] = [
  ['production', 'prod', 'prd', 'live'],
  ['staging', 'stage', 'stg'],
  ['development', 'develop', 'dev'],
  ['local', 'localdev'],
]

/** An address without what in its host names that environment, and whether anything did; null for what is no address. */
export function withoutEnvironment(
  value: string,
  environment: string,
): { readonly text: string; readonly named: boolean } | null {
  const prefix = /^jdbc:/i.exec(value)?.[0] ?? ''
  const bare = value.slice(prefix.length)
  const url = URL.parse(isHost(bare) ? `host://${bare}` : bare)
  if (url === null || url.hostname === '' || value.length > 2_000) return null
  const name = environment.toLowerCase()
  const words = new Set([name, ...(alike.find((group) => group.includes(name)) ?? [])])
  let named = false
  const labels = url.hostname
    .toLowerCase()
    .split('.')
    .map((label) => {
      const parts = label.split('-').filter((part) => !words.has(part))
      named ||= parts.length < label.split('-').length
      return parts.join('-')
    })
    .filter((label) => label !== '')
  const { protocol, username, password, port, pathname, search, hash } = url
  const rest = [protocol, username, password, port, pathname, search, hash]
  return { text: JSON.stringify([prefix, labels, ...rest]), named }
}

/** A name of a host of at least two labels, perhaps with a port. */
export function isHost(value: string): boolean {
  return /^(?=.*[a-z])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9}(?::\d{1,5})?$/i.test(value)
}
