import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { describe, expect, test } from 'vitest'

import type { Json } from '../../src/domain/json.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const data = resolve(import.meta.dirname, '../../../shared/data/real')
const redactor = createRedactor({ vault: createMemoryVault(), readable: [], terms: [] })

/** Recorded and published payloads of one vendor. */
function payloads(vendor: string): readonly Json[] {
  return readdirSync(join(data, vendor), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('json') && !entry.name.startsWith('_'))
    .flatMap((entry) => documentsOf(readFileSync(join(entry.parentPath, entry.name), 'utf8')))
}

function documentsOf(text: string): readonly Json[] {
  try {
    return [JSON.parse(text) as Json]
  } catch {
    return text
      .split('\n')
      .flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as Json]))
  }
}

type Leaf = readonly [path: string, value: string]

function leaves(value: unknown, path = ''): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, member]) =>
    leaves(member, /^\d+$/.test(key) ? path : `${path}.${key}`),
  )
}

const telling = /\.(?:login|displayName|uniqueName|username|email|mailAddress|emailaddress)$/i
/** What must stay as it was: shas, states, times, numbers of runs, versions, branches. */
const needed =
  /\.(?:sha|head_sha|before|after|tree_id|state|status|conclusion|result|created_?(?:at|on)|updated_at|started_at|finishedOn|queuedOn|modifiedOn|timestamp|run_number|run_attempt|ref|head_branch|sourceBranch|version|environment|trace_?id|span_?id|traceId|spanId|@timestamp|timeUnixNano|status_code|outcome|op|on|variation|salt)$/

const isThere = existsSync(data)

describe.skipIf(!isThere)('G1: payloads of vendors (skipped without ../shared/data/real)', () => {
  test.each(['github', 'azure-devops', 'launchdarkly', 'otlp', 'elastic'])(
    '%s names nobody and stays readable',
    (vendor) => {
      const all = payloads(vendor)
      expect(all.length).toBeGreaterThan(0)
      for (const document of all) {
        const before = leaves(document)
        const { value } = redactor.json(document, { incident: null, profile: 'log' })
        const after = leaves(value)
        expect(after.length).toBe(before.length)
        const names = new Set(
          before
            .filter(([path, text]) => telling.test(path) && text.length > 4 && /[a-z]/i.test(text))
            .map(([, text]) => text),
        )
        const left = after.map(([, text]) => text).join('\n')
        const organisations = organisationsOf(document)
        const survivors = [...names].filter(
          (name) => left.includes(name) && !organisations.has(name),
        )
        expect(survivors).toEqual([])
        const changed = before.filter(
          ([path, text], i) => needed.test(path) && after[i]![1] !== text && !names.has(text),
        )
        expect(changed).toEqual([])
      }
    },
  )
})

/** Log-ins of organisations and machines, which are nobody's. */
function organisationsOf(value: unknown): ReadonlySet<string> {
  const found = new Set<string>(['true', 'false', 'null', 'undefined', 'uniqueName'])
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    const { login, type } = part as Record<string, unknown>
    if (typeof login === 'string' && type !== 'User') found.add(login)
    Object.values(part).forEach(visit)
  }
  visit(value)
  return found
}

describe('G1: what vendors and loggers write about people', () => {
  const shown = (raw: Json): unknown =>
    JSON.parse(
      JSON.stringify(redactor.json(raw, { incident: null, profile: 'log' }).value).replace(
        /«([a-z0-9-]+):\w{16}»/g,
        '«$1»',
      ),
    )

  test('colleagues of GitHub and Azure DevOps, in links and messages too', () => {
    expect(
      shown({
        sender: {
          login: 'gfeldmann-dev',
          id: 21031067,
          type: 'User',
          html_url: 'https://github.com/gfeldmann-dev',
        },
        repository: {
          id: 186853002,
          full_name: 'gfeldmann-dev/orders',
          owner: { login: 'nordwerk', type: 'Organization' },
        },
        head_commit: {
          id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
          message: 'Fix by gfeldmann-dev',
          author: {
            name: 'Gudrun Feldmann',
            email: 'gudrun@nordwerk.example',
            username: 'gfeldmann-dev',
          },
        },
        requestedFor: {
          displayName: 'Gudrun Feldmann',
          uniqueName: 'gudrun@nordwerk.example',
          descriptor: 'aad.Abc',
        },
        'Custom.ActivatedBy': 'Gudrun Feldmann <gudrun@nordwerk.example>',
        comment: 'Gudrun approved',
      }),
    ).toEqual({
      sender: { login: '«user»', id: '«user»', type: 'User', html_url: '«profile»' },
      repository: {
        id: 186853002,
        full_name: expect.stringMatching(/^«user»(?:\/orders)?$/),
        owner: { login: '«user»', type: 'Organization' },
      },
      head_commit: {
        id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
        message: 'Fix by «user»',
        author: { name: '«person»', email: '«email»', username: '«user»' },
      },
      requestedFor: { displayName: '«person»', uniqueName: '«email»', descriptor: '«user»' },
      'Custom.ActivatedBy': '«user»',
      comment: '«person» approved',
    })
  })

  test('audiences of LaunchDarkly, by what a clause compares', () => {
    const clause = (attribute: string, ...values: string[]) => ({
      attribute,
      op: 'in',
      values,
      negate: false,
    })
    expect(
      shown({
        targets: [{ values: ['user-key-1'], variation: 0 }],
        rules: [
          {
            clauses: [
              clause('email', 'gudrun@nordwerk.example', 'nordwerk'),
              clause('/key', 'gf-77'),
              clause('country', 'norway'),
              { attribute: '', op: 'segmentMatch', values: ['beta-testers'] },
            ],
          },
        ],
        segments: { beta: { included: ['gf-77'], version: 3 } },
      }),
    ).toEqual({
      targets: [{ values: ['«user»'], variation: 0 }],
      rules: [
        {
          clauses: [
            clause('email', '«email»', '«email»'),
            clause('/key', '«user»'),
            clause('country', 'norway'),
            { attribute: '', op: 'segmentMatch', values: ['beta-testers'] },
          ],
        },
      ],
      segments: { beta: { included: ['«user»'], version: 3 } },
    })
  })

  test('OpenTelemetry: sessions, devices, headers, statements and their parameters', () => {
    expect(
      shown({
        'session.id': 'b2f1c',
        'device.id': 'd-17',
        'enduser.id': 'gf-77',
        'network.peer.address': '198.51.100.7',
        'client.address': 'pc-feldmann.nordwerk.example',
        'client.port': 51234,
        'user_agent.original': 'Mozilla/5.0 (X11)',
        'http.request.header.x-customer': ['gf-77'],
        'http.request.header.content-type': ['application/json'],
        'db.query.text': "select * from account where name = 'Feldmann' and id = $1",
        'db.query.parameter.name': 'Feldmann',
        'url.query': 'q=feldmann',
        'geo.city_name': 'Tromsø',
        'geo.country_iso_code': 'NO',
        'messaging.destination.name': 'orders',
        'service.password': 'hunter2hunter2',
      }),
    ).toEqual({
      'session.id': '«session»',
      'device.id': '«device»',
      'enduser.id': '«user»',
      'network.peer.address': '«ipv4»',
      'client.address': '«client»',
      'client.port': 51234,
      'user_agent.original': 'Mozilla/5.0 (X11)',
      'http.request.header.x-customer': ['«header»'],
      'http.request.header.content-type': ['application/json'],
      'db.query.text': "select * from account where name = '«parameter»' and id = $1",
      'db.query.parameter.name': '«parameter»',
      'url.query': '«query»',
      'geo.city_name': '«geo»',
      'geo.country_iso_code': 'NO',
      'messaging.destination.name': 'orders',
      'service.password': '«secret»',
    })
  })
})

describe('G1: what the configuration says about fields', () => {
  const own = createRedactor({
    vault: createMemoryVault(),
    readable: [],
    fields: {
      unknownFields: 'drop',
      keep: ['labels.tenant_tier', 'session.id'],
      hide: { 'labels.*': 'label', order_ref: 'order' },
    },
  })
  const document = {
    '@timestamp': '2026-11-23T07:00:00Z',
    message: 'refused',
    labels: { tenant_tier: 'gold', tenant: 'nordwerk' },
    order_ref: 'A-17',
    'session.id': 's-1',
    shoe_size: 42,
    history: ['a', 'b'],
    http: { response: { status_code: 503 }, odd: 'x' },
    password: 'opaque',
  }

  test('unknown fields of documents are dropped and counted, where they stand', () => {
    const scope = { incident: null, profile: 'log', documents: true } as const
    const { value } = own.json(document, scope)
    expect(own.json(value, scope).value).toEqual(value)
    expect(JSON.parse(JSON.stringify(value).replace(/«([a-z]+):\w{16}»/g, '«$1»'))).toEqual({
      '@timestamp': '2026-11-23T07:00:00Z',
      message: 'refused',
      labels: { tenant_tier: 'gold', tenant: '«label»' },
      order_ref: '«order»',
      'session.id': 's-1',
      http: { response: { status_code: 503 }, 'fields dropped': 1 },
      password: '«secret»',
      'fields dropped': 2,
    })
  })

  test('and so are those of JSON in a text, but never those of Baton itself', () => {
    const raw = { message: '{"level":"error","shoe_size":42}', shoe_size: 42 }
    const { value } = own.json(raw, { incident: null, profile: 'log', ownKeys: true })
    expect(value).toEqual({ message: '{"level":"error","fields dropped":1}', shoe_size: 42 })
  })

  test('no line keeps a secret or somebody who is known', () => {
    const odd = createRedactor({
      vault: createMemoryVault(),
      readable: [],
      fields: { unknownFields: 'scan', keep: ['password', 'user.name'], hide: {} },
    })
    odd.learn('INC-1', [{ class: 'person', value: 'Gudrun' }])
    const { value } = odd.json(
      { password: 'opaque', user: { name: 'Gudrun' } },
      { incident: 'INC-1', profile: 'log' },
    )
    expect(JSON.stringify(value)).not.toMatch(/opaque|Gudrun/)
  })
})
