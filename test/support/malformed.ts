/** A message that is wrong, and the id under which it must be answered, where one can be read. */
export interface Malformed {
  readonly line: string
  readonly id: string | number | null
}

type Make = (n: number) => readonly [unknown, (string | number | null)?]

const call = (id: unknown, params: unknown): object => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params,
})

/** Each a shape of its own; the number makes it distinct. */
const shapes: readonly Make[] = [
  (n) => [`{"jsonrpc": broken ${n}`],
  (n) => [`hello ${n}`],
  () => ['null'],
  (n) => [String(n)],
  () => ['"text"'],
  (n) => [`${'['.repeat(n)}${']'.repeat(n)}`],
  (n) => [call(n, [1, 2, 3]), n],
  (n) => [call(n, 'text'), n],
  (n) => [call(n, null), n],
  (n) => [call(n, {}), n],
  (n) => [call(n, { name: 7 }), n],
  (n) => [call(n, { name: 'get_incident', arguments: 'text' }), n],
  (n) => [call(n, { name: 'get_incident', arguments: [n] }), n],
  (n) => [call(`s${n}`, { name: {} }), `s${n}`],
  (n) => [call(n + 0.5, { name: 'get_incident' }), n + 0.5],
  () => [call(null, { name: 'get_incident' })],
  (n) => [call({ n }, { name: 'get_incident' })],
  (n) => [{ ...call(n, {}), jsonrpc: '1.0' }, n],
  (n) => [{ id: n, method: 'tools/list' }, n],
  (n) => [{ jsonrpc: '2.0', id: n, method: 5 }, n],
  (n) => [{ jsonrpc: '2.0', id: n }, n],
  (n) => [{ jsonrpc: '2.0', id: n, method: 'no/such' }, n],
  (n) => [{ jsonrpc: '2.0', id: n, method: '__proto__' }, n],
  (n) => [{ jsonrpc: '2.0', id: n, method: 'tools/list', params: { cursor: [] } }, n],
  (n) => [{ jsonrpc: '2.0', id: n, method: 'resources/read', params: { uri: 9 } }, n],
  (n) => [{ jsonrpc: '2.0', id: n, method: 'prompts/get' }, n],
  (n) => [{ jsonrpc: '2.0', method: 'tools/call', params: { name: 'get_incident', n } }],
  (n) => [{ jsonrpc: '2.0', method: 'notifications/no_such', params: { n } }],
]

/** `count` wrong messages over all shapes, each with an id of its own. */
export function malformed(count: number): readonly Malformed[] {
  return Array.from({ length: count }, (_, index) => {
    const n = 1_000 + index
    const [body, id = null] = shapes[index % shapes.length]?.(n) ?? ['']
    return { line: typeof body === 'string' ? body : JSON.stringify(body), id }
  })
}
