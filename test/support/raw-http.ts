const versions = { modern: '2026-07-28', legacy: '2025-11-25' } as const

/** What a client of the newer era says of itself in each request. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': versions.modern,
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

export const both = 'application/json, text/event-stream'

export const hello = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: {
    protocolVersion: versions.legacy,
    capabilities: {},
    clientInfo: { name: 'raw', version: '1' },
  },
}

type Params = Record<string, unknown>

/** A request of the newer era with the headers that belong to it. */
export function modern(id: number, method: string, params: Params = {}, signal?: AbortSignal) {
  const name = params['name'] ?? params['uri']
  const init: RequestInit & { readonly body: string } = {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: both,
      'mcp-protocol-version': versions.modern,
      'mcp-method': method,
      ...(typeof name === 'string' && { 'mcp-name': name }),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id,
      method,
      params: { ...params, _meta: { ...envelope, ...(params['_meta'] as Params | undefined) } },
    }),
    ...(signal && { signal }),
  }
  return init
}

/** Any body, as a message would be sent. */
export function posted(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: both, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  }
}

/** Opens a session of the older era and returns its id. */
export async function initialize(url: string): Promise<string> {
  const response = await fetch(url, posted(hello))
  await response.text()
  const session = response.headers.get('mcp-session-id')
  if (session === null) throw new Error(`no session: ${response.status}`)
  const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' }
  await fetch(url, posted(initialized, { 'mcp-session-id': session }))
  return session
}

/** The messages that a response carries, whether as JSON or as a stream that ends. */
export async function messagesOf(response: Response): Promise<readonly Record<string, unknown>[]> {
  const text = await response.text()
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    return text === '' ? [] : [JSON.parse(text) as Record<string, unknown>]
  }
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)) as Record<string, unknown>)
}

/** Messages of a stream as they come, until it ends or is let go of. */
export async function* streamed(response: Response): AsyncGenerator<Record<string, unknown>> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(chunk, { stream: true })
    const events = rest.split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '))
      if (data !== undefined) yield JSON.parse(data.slice(6)) as Record<string, unknown>
    }
  }
}
