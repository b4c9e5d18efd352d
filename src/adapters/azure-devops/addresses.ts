import { VendorFault } from '../network/vendor-fault.ts'

/** The addresses of one project. */
export interface Addresses {
  /** Of the organization or collection, its path ending with a slash. */
  readonly base: URL
  /** Where classic releases are asked for. */
  readonly releases: URL
  readonly project: string
}

/** Services keep classic releases on a host of their own, a Server keeps them where the rest is. */
export function addressesOf(url: string, project: string): Addresses {
  const base = new URL(url)
  base.search = ''
  base.pathname = `${base.pathname.replace(/\/+$/, '')}/`
  const releases = new URL(base)
  const { hostname } = base
  if (hostname === 'dev.azure.com') releases.hostname = 'vsrm.dev.azure.com'
  else if (/^[\w-]+\.visualstudio\.com$/.test(hostname)) {
    releases.hostname = hostname.replace('.', '.vsrm.')
  }
  return { base, releases, project }
}

/** The address of a question; a name that an answer gave cannot lead to another one. Throws VendorFault. */
export function addressOf(
  root: URL,
  project: string,
  path: readonly (string | number)[],
  query: Readonly<Record<string, string>>,
): URL {
  if (path.some((part) => /^\.*$/.test(String(part)))) throw new VendorFault('unexpected')
  const url = new URL(root)
  const parts = [project, '_apis', ...path].map((part) => encodeURIComponent(part))
  url.pathname += parts.join('/')
  url.search = new URLSearchParams(query).toString()
  return url
}

/** What people open; made here and never taken from an answer. Null where it would not be https. */
export function pageOf(
  { base, project }: Addresses,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string | null {
  if (base.protocol !== 'https:') return null
  const url = new URL(base)
  url.pathname += [project, ...path].map((part) => encodeURIComponent(part)).join('/')
  url.search = new URLSearchParams(query).toString()
  return url.href
}

/** Services keep their releases elsewhere. */
export function isServer({ base, releases }: Addresses): boolean {
  return base.hostname === releases.hostname
}

/** The organization or collection, as its address calls it. */
export function organizationOf({ base }: Addresses): string {
  const last = base.pathname.split('/').findLast((part) => part !== '')
  return last === undefined ? base.hostname.split('.')[0]! : decodeURIComponent(last)
}
