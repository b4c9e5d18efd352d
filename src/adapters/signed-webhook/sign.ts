import { createHmac } from 'node:crypto'

/** The three headers of Standard Webhooks over exactly that body; `atMs` is when it is sent, `id` holds no full stop. */
export function signedHeaders(
  key: Uint8Array,
  id: string,
  atMs: number,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1_000))
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
