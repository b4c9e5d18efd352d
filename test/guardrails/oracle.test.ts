import { expect, test } from 'vitest'

import { caseForEachTest, door, incident } from '../support/case.ts'
import { makeWorld } from '../support/world.ts'

caseForEachTest(() =>
  makeWorld({
    plant: (index) =>
      ` card 4242424242424242 of zoe.quill@customer.example for n${index % 67}@customer.example`,
  }),
)

async function hits(args: Record<string, unknown>): Promise<number> {
  const { structured, text } = await door.call('query_logs', { incident, samples: 1, ...args })
  const { total } = (structured['totals'] ?? {}) as { total?: number }
  if (total === undefined) throw new Error(text)
  return total
}

test('G1: counting hits of a prefix cannot spell out what is hidden', async () => {
  expect(await hits({ text: 'login' })).toBeGreaterThan(100)
  for (const prefix of [
    '4242',
    '42424242424242',
    '4242424242424242',
    'zoe.q',
    'zoe.quill@customer',
    'quill@',
  ]) {
    expect(await hits({ text: prefix }), prefix).toBe(0)
  }
})

test('G1: a token finds what it stands for', async () => {
  const { text } = await door.call('query_logs', { incident, samples: 1, level: 'error' })
  const token = /\u00ABemail:\w+\u00BB/.exec(text)?.[0]
  expect(token).toBeDefined()
  expect(await hits({ text: token })).toBeGreaterThan(100)
})

test('G1: a token beside clear text spells out nothing, and no other filter tells who is there', async () => {
  const { text } = await door.call('query_logs', { incident, samples: 1, level: 'error' })
  const token = /\u00ABemail:\w+\u00BB/.exec(text)?.[0] ?? ''
  expect(await hits({ text: `4242424242424242 of ${token}` })).toBe(0)
  for (const args of [
    { user: `card 4 of ${token}` },
    { trace: 'zoe.quill@customer.example' },
    { version: '4242424242424242' },
  ]) {
    const { structured } = await door.call('query_logs', { incident, ...args })
    expect(structured).toMatchObject({ error: { code: 'INVALID_INPUT' } })
  }
})

/** Everything that the agent can read of a case. */
async function readable(): Promise<string> {
  const pages: string[] = []
  for (const path of [`incidents/${incident}`, `incidents/${incident}/record`]) {
    for (let offset: unknown = 0; typeof offset === 'number';) {
      const { text, structured } = await door.call('get_document', { path, offset })
      pages.push(text)
      offset = structured['next']
    }
  }
  for (const tool of ['get_incident', 'query_logs', 'list_deployments']) {
    const { text, structured } = await door.call(tool, { incident })
    pages.push(text, JSON.stringify(structured))
  }
  return pages.join('\n')
}

const tokens = (text: string): ReadonlySet<string> => new Set(text.match(/«[a-z0-9-]+:\w{16}»/g))

test('G1: a guess that is written down and read again looks like nothing in the logs or the ticket', async () => {
  const guesses = [
    'zoe.quill@customer.example',
    'Rosalind Quayle',
    'rosalind.quayle@customer.example',
  ]
  const before = tokens(await readable())
  expect(before.size).toBeGreaterThan(0)
  for (const guess of guesses) {
    const note = { incident, type: 'observation', text: `Report: it is ${guess}` }
    expect((await door.call('record_note', note)).isError).toBe(false)
    await door.call('query_logs', { incident, text: guess })
    await door.call('query_logs', { incident, version: guess })
    await door.call('query_logs', { incident, user: guess })
    await door.call('get_document', { path: `incidents/${incident}/${guess}` })
    await door.call('get_request', { request: guess })
    await door.call('capture_evidence', { incident, kind: 'log', filter: { text: guess } })
  }
  const text = await readable()
  const lines = text.split('\n').filter((line) => /Report: it is|call\.asked/.test(line))
  expect(lines.length).toBeGreaterThan(3)
  expect(lines.filter((line) => [...before].some((one) => line.includes(one)))).toEqual([])
  const said = tokens(
    text
      .split('\n')
      .filter((line) => line.includes('Report: it is'))
      .join('\n'),
  )
  expect(said.size).toBeGreaterThan(0)
  for (const one of said) expect(await hits({ text: one })).toBe(0)
  for (const guess of guesses) expect(door.received.join('\n')).not.toContain(guess)
})

test('G1: an argument is not repeated in the record, whether in part or as a token', async () => {
  await door.call('query_logs', { incident, text: 'for Rosalind at noon', service: 'auth' })
  const asked = (await readable()).split('\n').filter((line) => line.includes('call.asked'))
  expect(asked.some((line) => /«argument»/.test(line))).toBe(true)
  expect(asked.join('\n')).not.toMatch(/for «|» at noon/)
})

test('G1: a filter answers the same for a name that is known and for one that nobody bears', async () => {
  const answers = await Promise.all(
    ['Rosalind', 'Quayle', 'Balthasar', 'Nobodaddy'].flatMap((word) =>
      ['text', 'version', 'trace', 'region'].map(async (name) => {
        const { structured, text } = await door.call('query_logs', { incident, [name]: word })
        const { cursor: _, ...rest } = structured
        return [
          name,
          text.replace(/[0-9a-f]{12}/g, ''),
          JSON.stringify(rest).replace(/[0-9a-f]{12}/g, ''),
        ]
      }),
    ),
  )
  const byFilter = Map.groupBy(answers, ([name]) => name)
  for (const [name, all] of byFilter) {
    expect(new Set(all.map((answer) => answer.join('\n'))).size, name).toBe(1)
  }
})

test('G1: tokens that nobody gave, of another incident or forged, are refused alike', async () => {
  const other = await door.call('open_incident', {
    title: 'Logins of zoe.quill@customer.example fail',
    service: 'auth',
  })
  const foreign = /«[a-z]+:\w{16}»/.exec(JSON.stringify(other.structured))?.[0]
  expect(foreign).toBeDefined()
  const answers = await Promise.all(
    [foreign, '«email:aaaaaaaaaabbbbbb»', '«user:x»', 'zoe'].map(async (user) => {
      const { structured } = await door.call('query_logs', { incident, user })
      return JSON.stringify(structured)
    }),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toContain('INVALID_INPUT')
})

test('G1: so many people of one incident can be followed and no more, whatever the next token is', async () => {
  const seen = new Set<string>()
  for (let page = 0, cursor: unknown; page < 25; page++) {
    const { structured } = await door.call('query_logs', { incident, samples: 4, cursor })
    for (const one of tokens(JSON.stringify(structured))) seen.add(one)
    cursor = structured['cursor'] ?? undefined
  }
  expect(seen.size).toBeGreaterThan(50)
  const made = ['«user:aaaaaaaaaabbbbbb»', '«email:aaaaaaaaaabbbbbb»']
  const codes: unknown[] = []
  for (const user of [...seen, ...made]) {
    const { structured } = await door.call('query_logs', { incident, user })
    codes.push((structured['error'] as { code?: string } | undefined)?.code)
  }
  expect(codes.slice(40).every((code) => code === 'DENIED')).toBe(true)
  expect(codes.slice(0, 40)).not.toContain('DENIED')
  const { structured } = await door.call('query_logs', { incident })
  expect(structured['totals']).toBeDefined()
})

test('G1: nothing counts people one by one', async () => {
  const { structured } = await door.call('query_logs', { incident, samples: 20 })
  const about = (structured['affectedUsers'] as { about: number | null }).about
  expect(about === null || about % 5 === 0).toBe(true)
  expect(Object.keys(structured['tops'] as object).toSorted()).toEqual(
    ['endpoint', 'level', 'region', 'service', 'status', 'version'].filter((name) =>
      Object.hasOwn(structured['tops'] as object, name),
    ),
  )
  const one = [...tokens(JSON.stringify(structured))][0]
  const followed = await door.call('query_logs', { incident, text: one })
  const { about: few } = followed.structured['affectedUsers'] as { about: number | null }
  expect(few === null || few % 5 === 0).toBe(true)
})

test('G1: neither completion nor an unknown path says who is there', async () => {
  const words = ['Rosalind', 'zoe.quill', 'Balthasar']
  const refusals = await Promise.all(
    words.map(async (word) => {
      const { text } = await door.call('get_document', { path: `incidents/${incident}/${word}` })
      const request = await door.call('get_request', { request: word })
      const unknown = await door.call('get_incident', { incident: word })
      return [text, request.text, unknown.text].join('\n')
    }),
  )
  expect(new Set(refusals).size).toBe(1)
})

test('G1: an incident opened with a guess in its title confirms nothing', async () => {
  const title = 'Login of zoe.quill@customer.example fails'
  const opened = await door.call('open_incident', { title, service: 'auth' })
  const own = tokens(JSON.stringify(opened.structured))
  expect(own.size).toBe(1)
  const { text } = await door.call('query_logs', {
    incident: opened.structured['incident'],
    samples: 4,
  })
  expect(tokens(text).size).toBeGreaterThan(1)
  expect([...tokens(text)].filter((one) => own.has(one))).toEqual([])
})

test('G1: the cursor tells nothing about how long the lines are', async () => {
  const cursorAfter = async (samples: number): Promise<string> => {
    const { structured } = await door.call('query_logs', { incident, level: 'error', samples })
    return String(structured['cursor'])
  }
  const page = await door.call('query_logs', {
    incident,
    level: 'error',
    samples: 3,
    cursor: await cursorAfter(1),
  })
  // Calm or not, the moment, the file and a rank among the lines of that moment.
  expect(String(page.structured['cursor'])).toMatch(/-0\.[0-9a-z]{8}\.[0-9a-f]{8}\.0$/)
})
