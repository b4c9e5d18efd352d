import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'

import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici'

/** How this machine reaches others. */
export interface Network {
  /** PEM file of certificates that are trusted beside the usual ones. */
  readonly caFile: string | null
  /** For https alone; http stays on this machine. */
  readonly proxy: { readonly url: string | null; readonly except: string }
}

/** Connections to that address; throws what reading the CA file throws. */
export function dispatcherFor(url: string, { caFile, proxy }: Network): Dispatcher {
  const tls = caFile === null ? {} : { ca: trusted(caFile) }
  if (proxy.url === null || !url.startsWith('https:')) return new Agent({ connect: tls })
  return new EnvHttpProxyAgent({
    httpProxy: proxy.url,
    httpsProxy: proxy.url,
    noProxy: proxy.except,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  })
}

function trusted(caFile: string): string[] {
  return [...getCACertificates('default'), readFileSync(caFile, 'utf8')]
}
