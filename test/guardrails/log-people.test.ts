import { afterEach, expect, test } from 'vitest'

import { toIso } from '../../src/domain/time.ts'
import { type Door, openDoor } from '../support/door.ts'
import { type FakeCluster, openCluster } from '../support/search-cluster/cluster.ts'
import { held } from '../support/search-cluster/documents.ts'
import { type World, makeWorld, startMs } from '../support/world.ts'

let world: World
let door: Door
let cluster: FakeCluster | undefined

afterEach(async () => {
  await door.close()
  world.remove()
  await cluster?.close()
  cluster = undefined
})

const window = { from: toIso(startMs - 3_600_000), to: toIso(startMs) }

interface Line {
  readonly message: string
  readonly user?: object | string
  readonly path?: string
}

function documents(level: string, count: number, line: (i: number) => Line): readonly object[] {
  return Array.from({ length: count }, (_, i) => {
    const { message, user, path } = line(i)
    return {
      '@timestamp': toIso(startMs - 3_000_000 + i * Math.floor(2_900_000 / count)),
      'log.level': level,
      message,
      service: { name: 'auth' },
      ...(user && { user }),
      ...(path !== undefined && { url: { path } }),
    }
  })
}

/** Opens a door on logs of these lines; the incident is one that teaches nobody. */
async function open(lines: readonly object[], config: object = {}): Promise<string> {
  world = makeWorld({ config })
  world.write('logs/auth.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'))
  door = await openDoor(world)
  const opened = await door.call('open_incident', { title: 'Logins fail', service: 'auth' })
  return String(opened.structured['incident'])
}

async function hits(args: object): Promise<number> {
  const { structured, text } = await door.call('query_logs', { ...window, ...args })
  const { total } = (structured['totals'] ?? {}) as { total?: number }
  if (total === undefined) throw new Error(text)
  return total
}

const welcome = (i: number): Line => ({
  message: `welcome bormonde to board ${i}`,
  user: { name: 'bormonde' },
  path: '/u/bormonde',
})

test.each(['info', 'error'])(
  'G1: whom the fields of a line at level %s name is hidden in its message, with and without an incident or samples',
  async (level) => {
    const incident = await open(documents(level, 40, welcome))
    for (const args of [{ samples: 0 }, {}, { samples: 0, incident }, { incident }]) {
      expect(await hits(args)).toBe(40)
    }
    const bytes = door.received.join('\n')
    expect(bytes).toMatch(/welcome «user:\w{16}» to board/)
    expect(bytes).not.toContain('bormonde')
  },
)

test('G1: a field that is an account without more, such as user or userId, names somebody too', async () => {
  await open([
    ...documents('error', 20, () => ({ message: 'refused qormonde here', user: 'qormonde' })),
    ...documents('error', 20, () => ({ message: 'refused zormonde here' })).map((line) => ({
      ...line,
      userId: 'zormonde',
    })),
  ])
  expect(await hits({})).toBe(40)
  expect(door.received.join('\n')).not.toMatch(/[qz]ormonde/)
})

test('G1: no prefix of whom a line names is found, be it the first question that anybody asks', async () => {
  const incident = await open(documents('info', 40, welcome))
  for (const text of ['welcome b', 'welcome borm', 'bormonde', 'onde to board']) {
    expect(await hits({ text, samples: 0 }), text).toBe(0)
    expect(await hits({ text, samples: 0, incident }), text).toBe(0)
  }
  expect(await hits({ text: 'to board', samples: 0 })).toBe(40)
})

test('G1: a flood of names hides none of them, in answers or on the record', async () => {
  const name = (i: number): string => `zq${String.fromCharCode(97 + (i % 26))}wer${i}k`
  const incident = await open(
    documents('error', 900, (i) => ({
      message: `${i === 0 ? 'aaa ' : ''}refused ${name(i)} again`,
      user: { name: name(i) },
    })),
  )
  for (let page = 0, cursor: unknown; page < 4; page++) {
    const args = { ...window, incident, level: 'error', samples: 20, cursor }
    const { structured } = await door.call('query_logs', args)
    cursor = structured['cursor'] ?? undefined
  }
  for (const part of ['am', 'pm']) {
    const half = part === 'am' ? startMs - 1_500_000 : startMs - 600_000
    await door.call('query_logs', { incident, from: toIso(half), to: toIso(startMs), samples: 20 })
  }
  await door.call('get_document', { path: `incidents/${incident}/record` })
  expect(/zq[a-z]wer\d+k/.exec(door.received.join('\n'))?.[0]).toBeUndefined()
})

test('G1: a token of a short account spells out nothing by the words in which it stands by chance', async () => {
  const incident = await open([
    ...documents('error', 20, () => ({ message: 'refused chan here', user: { name: 'chan' } })),
    ...documents('info', 60, (i) => ({ message: ['channel closed', 'merchant paid'][i % 2]! })),
  ])
  const { text } = await door.call('query_logs', { ...window, incident, level: 'error' })
  const token = /refused («user:\w{16}») here/.exec(text)?.[1]
  expect(token).toBeDefined()
  for (const args of [{ user: token }, { text: token }, { query: `served OR ${token}` }]) {
    expect(await hits({ incident, ...args })).toBe(20)
  }
})

test('G1: on a cluster no sample size tells whether a guess beside another condition stands anywhere', async () => {
  const lines = documents('info', 10_600, (i) => ({
    message: i % 2 === 0 ? `served ${i}` : `mail to zoe.quill@customer.example ${i}`,
  }))
  cluster = await openCluster({
    product: 'opensearch',
    version: '3.1.0',
    documents: held(
      'logs-app',
      lines.map((one, i) => ({ ...one, service: { name: i % 2 === 0 ? 'auth' : 'billing' } })),
    ),
    nowMs: () => startMs,
  })
  const entry = { opensearch: { url: cluster.url, indices: ['logs-app'] } }
  const incident = await open([], { logs: [{ ...entry, environment: 'production' }] })
  const answers = await Promise.all(
    ['zoe.quill@customer.example', 'adam.none@customer.example'].map(async (guess) => {
      const query = `served OR "${guess}"`
      const { structured } = await door.call('query_logs', { ...window, incident, query })
      return [structured['totals'], structured['gaps'], structured['histogram']]
    }),
  )
  expect(answers[0]).toEqual(answers[1])
})
