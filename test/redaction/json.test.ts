import { describe, expect, test } from 'vitest'

import type { Json } from '../../src/domain/json.ts'
import { redactEgress } from '../../src/redaction/egress.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const log = { incident: 'INC-1', profile: 'log' } as const
const redactor = createRedactor({ vault: createMemoryVault(), readable: ['Maria Ito'] })

/** The document with each token cut down to its class. */
function shown(raw: Json): unknown {
  const { value } = redactor.json(raw, log)
  return JSON.parse(JSON.stringify(value).replace(/«([a-z0-9-]+):\w{16}»/g, '«$1»'))
}

describe('fields', () => {
  test('of ECS and OpenTelemetry, nested and dotted', () => {
    expect(
      shown({
        '@timestamp': '2026-11-23T07:00:00.000Z',
        'trace.id': '4bf92f3577b34da6a3ce929d0e0e4736',
        span: { id: '00f067aa0ba902b7' },
        service: { name: 'auth', version: '1.2.3.4' },
        host: { name: 'ip-10-0-0-1' },
        http: {
          request: { method: 'POST', body: { content: 'name=x' } },
          response: { status_code: 500 },
        },
        user: { name: 'bob', id: 42, email: 'bob@acme.com', roles: ['admin'] },
        client: { ip: '10.1.2.3', address: 'bob-pc.acme.example' },
        'source.ip': '10.1.2.3',
        'enduser.id': 'bob',
        url: { full: 'https://a.example/b?q=bob', query: 'q=bob', path: '/b' },
        headers: { Authorization: 'opaque', Cookie: 'a=b' },
        password: 'x',
        event: { duration: 4111111111111111, action: 'login' },
      }),
    ).toEqual({
      '@timestamp': '2026-11-23T07:00:00.000Z',
      'trace.id': '4bf92f3577b34da6a3ce929d0e0e4736',
      span: { id: '00f067aa0ba902b7' },
      service: { name: 'auth', version: '1.2.3.4' },
      host: { name: 'ip-10-0-0-1' },
      http: {
        request: { method: 'POST', body: { content: '«body»' } },
        response: { status_code: 500 },
      },
      user: { name: '«user»', id: '«user»', email: '«email»', roles: ['admin'] },
      client: { ip: '«ipv4»', address: '«client»' },
      'source.ip': '«ipv4»',
      'enduser.id': '«user»',
      url: { full: 'https://a.example/b?«query»', query: '«query»', path: '/b' },
      headers: { Authorization: '«authorization»', Cookie: '«cookie»' },
      password: '«secret»',
      event: { duration: 4111111111111111, action: 'login' },
    })
  })

  test('that keep identifiers do not keep anything else', () => {
    expect(
      shown({
        'trace.id': 'maria@acme.com',
        'transaction.id': '4111111111111111',
        version: 'by a@b.com',
      }),
    ).toEqual({ 'trace.id': '«email»', 'transaction.id': '«card»', version: 'by «email»' })
  })

  test("of Baton's own answers are looked at, not hidden", () => {
    const answer = {
      incident: 'INC-7Q3F',
      title: 'Sign-in fails',
      name: 'production',
      owner: 'Maria Ito',
      actor: { id: 'maria', kind: 'agent' },
      window: { from: '2026-11-23T06:00:00.000Z', to: '2026-11-23T08:00:00.000Z' },
      digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      request: 'REQ-7Q3FAB12',
      at: '2026-11-23T07:00:00.000Z',
      url: 'https://github.com/acme/app/commit/39dd907',
      path: 'runbooks/incident-response',
      affectedUsers: 1250,
      users: 42,
      total: 4000000,
      client: 'vscode 1.2.3',
      nonce: '0123456789abcdef',
      cursor: 'eyJhIjoxLCJiIjoyfQ',
      signature: '-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ\n-----END SSH SIGNATURE-----',
      values: { errorRate: 0.0421, p99: 1234567 },
    }
    const own = { ...log, ownKeys: true } as const
    expect(redactor.json(answer, own).value).toBe(answer)
    expect(redactor.json(answer, { ...own, profile: 'text' }).value).toBe(answer)
  })

  test('of OTLP attributes and header pairs take the name beside them', () => {
    expect(
      shown([
        { key: 'user.name', value: { stringValue: 'bob' } },
        { key: 'http.route', value: { stringValue: '/a' } },
        { name: 'X-Api-Key', value: 'opaque' },
      ]),
    ).toEqual([
      { key: 'user.name', value: { stringValue: '«user»' } },
      { key: 'http.route', value: { stringValue: '/a' } },
      { name: 'X-Api-Key', value: '«secret»' },
    ])
  })
})

describe('the walk', () => {
  test('looks at keys, numbers, arrays and JSON in strings', () => {
    expect(
      shown({
        'maria@acme.com': 1,
        n: 4111111111111111,
        list: ['bob@acme.com', 7, null, true],
        message: '{"user":{"name":"bob"},"n":1}',
      }),
    ).toEqual({
      '«email»': 1,
      n: '«card»',
      list: ['«email»', 7, null, true],
      message: '{"user":{"name":"«user»"},"n":1}',
    })
  })

  test('keeps two keys that come out the same apart, and a member called __proto__', () => {
    const { value } = redactor.json({ 'a@acme.com': 1, 'A@acme.com': 2 }, log)
    expect(Object.values(value)).toEqual([1, 2])
    const tricky = JSON.parse('{"__proto__":{"x":"a@acme.com"}}') as Json
    expect(JSON.stringify(shown(tricky))).toBe('{"__proto__":{"x":"«email»"}}')
  })

  test('speaks the profile of the source of untrusted text', () => {
    const text = 'Dear Gunnhild'
    expect(
      shown([
        { from: 'ticket SUP-1', text },
        { from: 'log auth', text },
      ]),
    ).toEqual([
      { from: 'ticket SUP-1', text: 'Dear «person»' },
      { from: 'log auth', text },
    ])
  })

  test.each([
    [{ bsn: 111_222_333 }, 'nl-bsn'],
    [{ homePhone: '415 555 2671' }, 'phone'],
    [{ phones: [{ number: '4155552671' }] }, 'phone'],
    [{ nationalId: { value: '12345678' } }, 'national-id'],
    [{ bag: [{ key: 'pesel', value: '44051401359' }] }, 'pl-pesel'],
    [{ mac: '001a2b3c4d5e' }, 'mac'],
  ])('knows by the name of a member what its value is: %j', (raw, name) => {
    const { value, report } = redactor.json(raw, log)
    expect(report.hidden).toEqual({ [name]: 1 })
    expect(JSON.stringify(value)).toContain(`"«${name}:`)
    expect(redactor.json(value as unknown as Json, log).value).toEqual(value)
  })

  test('leaves figures and texts alone whose name says nothing', () => {
    const raw = { status: 'ok', count: 1_234_567, orderId: 12_345_678, path: '/a/b', host: 'web-1' }
    expect(redactor.json(raw, log).value).toBe(raw)
  })

  test('reaches a thousand levels down, as a document and as text', () => {
    const text = `${'['.repeat(1_000)}{"a":"maria@acme.com"}${']'.repeat(1_000)}`
    const { value } = redactor.json(JSON.parse(text) as Json, log)
    expect(JSON.stringify(value)).toMatch(/^\[{1000}\{"a":"«email:\w{16}»"\}\]{1000}$/)
    expect(redactor.json({ message: text }, log).value['message']).toBe(JSON.stringify(value))
  })

  test.each([5_000, 100_000])('leaves out what is nested %i deep', (levels) => {
    let deep: Json = 'maria@acme.com'
    for (let i = 0; i < levels; i++) deep = i % 2 === 0 ? [deep] : { deep }
    const { value } = redactor.json(deep, log)
    expect(JSON.stringify(value)).toMatch(/^.{1000,}\[nested too deep\][^a]+$/)
    const text = `${'['.repeat(levels)}"maria@acme.com"${']'.repeat(levels)}`
    expect(redactor.json({ text }, log).value['text']).not.toContain('maria')
    expect(redactor.text(text, log).value).not.toContain('maria')
  })
})

describe('egress', () => {
  test('returns the same object when there is nothing to hide', () => {
    const token = redactor.text('maria@acme.com', log).value
    const message = {
      jsonrpc: '2.0',
      id: 'maria@acme.com',
      result: {
        content: [{ type: 'text', text: `seen by ${token}` }],
        requestState: 'token=abc123456',
        _meta: { progressToken: '4111111111111111' },
      },
    }
    expect(redactEgress(message, redactor)).toBe(message)
    const list = [
      { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 'a@b.com' } },
    ]
    expect(redactEgress(list, redactor)).toBe(list)
  })

  test('hides what a forgotten path would leak, also in errors', () => {
    const masked = redactEgress(
      {
        jsonrpc: '2.0',
        id: 1,
        error: { code: 1, message: 'no maria@acme.com', data: { progressToken: 'bob@acme.com' } },
      },
      redactor,
    )
    expect(JSON.stringify(masked)).toMatch(
      /^\{"jsonrpc":"2.0","id":1,"error":\{"code":1,"message":"no «email:\w{16}»","data":\{"progressToken":"«email:\w{16}»"\}\}\}$/,
    )
  })

  test('leaves a tool list with personal field names alone', () => {
    const tools = [
      {
        name: 'query_logs',
        inputSchema: {
          type: 'object',
          properties: {
            user: { type: 'string', description: 'A user token' },
            email: { type: 'string' },
            password: { type: 'string', maxLength: 40 },
          },
          required: ['user'],
        },
      },
    ]
    const message = { jsonrpc: '2.0', id: 1, result: { tools } }
    expect(redactEgress(message, redactor)).toBe(message)
  })
})

describe("keys of Baton's own answers", () => {
  const vault = createMemoryVault()
  const named = createRedactor({ vault, readable: [] })
  named.learn('INC-1', [
    { class: 'person', value: 'Sam Sample' },
    { class: 'person', value: 'Mark Onset' },
    { class: 'person', value: 'Window Patterns' },
  ])
  const answer = { samples: 1, onset: 'ok', patterns: [{ window: 1, mark: 'x' }] }

  test('stay, whatever the reporter is called; values are looked at', () => {
    expect(named.json(answer, { ...log, ownKeys: true }).value).toBe(answer)
    const { value } = named.json({ patterns: 'by sam sample' }, { ...log, ownKeys: true })
    expect(value.patterns).toMatch(/^by «person:\w{16}»$/)
  })

  test('are hidden where they hold a value of their own', () => {
    const { value } = named.json(
      { 'bob@acme.com': 1, 'Window Patterns': 2, message: '{"patterns":1}' },
      { ...log, ownKeys: true },
    )
    expect(JSON.stringify(value)).toMatch(
      /^\{"«email:\w{16}»":1,"«person:\w{16}»":2,"message":"\{\\"«person:\w{16}»\\":1\}"\}$/,
    )
  })

  test('of somebody else are looked at like any text', () => {
    expect(Object.keys(named.json(answer, log).value)).toEqual([
      'samples',
      'onset',
      expect.stringMatching(/^«person:\w{16}»$/),
    ])
  })

  test('are no names at the wire', () => {
    const message = { jsonrpc: '2.0', id: 1, result: { structuredContent: answer } }
    const everywhere = createRedactor({ vault, readable: [], incidents: () => ['INC-1'] })
    expect(redactEgress(message, everywhere)).toBe(message)
  })
})

test('fields that keep identifiers hide names and cards that were put there', () => {
  const named = createRedactor({ vault: createMemoryVault(), readable: ['auth'] })
  named.learn('INC-1', [
    { class: 'person', value: 'José Núñez' },
    { class: 'phone', value: '+44 7911 123456' },
  ])
  const raw = {
    version: 'jose.nunez',
    trace_id: 4111111111111111,
    digest: 447911123456,
    'span.id': Buffer.from('bob@acme.com').toString('hex'),
    'trace.id': '4bf92f3577b34da6a3ce929d0e0e4736',
    'service.name': 'auth',
    'service.version': '1.2.3.4',
    timestamp: 1700000000000000000,
    event: { duration: 4111111111111111 },
  }
  const text = JSON.stringify(named.json(raw, log).value).replace(/«([a-z0-9-]+):\w{16}»/g, '«$1»')
  expect(JSON.parse(text)).toEqual({
    ...raw,
    version: '«person»',
    trace_id: '«card»',
    digest: '«phone»',
    'span.id': '«email»',
  })
})
