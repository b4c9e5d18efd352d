import { request } from 'undici'

import { dispatcherFor, type Network } from '../network/dispatcher.ts'

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
