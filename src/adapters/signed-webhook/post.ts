import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'

import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici'

/** How this machine reaches others. */
export interface Network {
  /** PEM file of certificates that are trusted beside the usual ones. */
  readonly caFile: string | null
  /** For https alone; http stays on this machine. */
  readonly proxy: { readonly url: string | null; readonly except: string }
}

interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back; of the body nothing is read. */
interface Answered {
  readonly status: number
  readonly retryAfter: string | undefined
}

/** Posts once; redirections are not followed. Throws what undici throws, and what reading the CA file throws. */
export async function post(
  { url, headers, body }: Post,
  network: Network,
  signal: AbortSignal,
): Promise<Answered> {
  const dispatcher = dispatcherFor(url, network)
  try {
    const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher })
    const named = answer.headers['retry-after']
    return { status: answer.statusCode, retryAfter: typeof named === 'string' ? named : undefined }
  } finally {
    // A notice is rare: no connection outlives it, and an endless answer ends here.
    await dispatcher.destroy()
  }
}

function dispatcherFor(url: string, { caFile, proxy }: Network): Dispatcher {
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
