import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'

import { describe, expect, test } from 'vitest'

const baton = join(import.meta.dirname, '../../src/baton.mjs')
const startMs = Date.UTC(2026, 10, 23, 6)
const calm = [3, 2, 4, 1, 3, 2, 5, 3, 2, 3, 1, 4, 2, 3, 3, 2, 4, 3, 2, 1]
const risen = [...calm, ...calm.map((count) => count * 10)]
const found = {
  onset: '2026-11-23T06:20:00.000Z',
  earliest: '2026-11-23T06:20:00.000Z',
  latest: '2026-11-23T06:21:00.000Z',
  end: null,
  ratio: 10,
  p: 1e-6,
}
const none = { onset: null, earliest: null, latest: null, end: null, ratio: null, p: null }

function start(args: readonly string[]) {
  return spawn(process.execPath, [baton, 'onset', ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
}

async function run(args: readonly string[], input: string) {
  const child = start(args)
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [out, said, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  const answers = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
  return { answers, said, code }
}

/** The counts as lines, each minute's timestamp written by `write`. */
function csv(counts: readonly number[], write: (ms: number) => string, comma = ','): string {
  return counts.map((count, i) => `${write(startMs + i * 60_000)}${comma}${count}\n`).join('')
}

const iso = (ms: number): string => new Date(ms).toISOString()
const shapes: readonly (readonly [string, string])[] = [
  ['ISO instants under a header', `timestamp,count\n${csv(risen, iso)}`],
  [
    'another header, a byte order mark and CRLF',
    `\ufeff"Time","N"\n${csv(risen, iso)}`.replaceAll('\n', '\r\n'),
  ],
  ['seconds since 1970', csv(risen, (ms) => String(ms / 1_000))],
  ['milliseconds since 1970', csv(risen, String)],
  ['an offset', csv(risen, (ms) => iso(ms + 7_200_000).replace('Z', '+02:00'))],
  ['no zone, read as UTC', csv(risen, (ms) => iso(ms).slice(0, 19).replace('T', ' '))],
  [
    'quotes, tabs and blank lines',
    csv(risen, (ms) => `"${iso(ms)}"`, '\t').replaceAll('\n', '\n\n'),
  ],
  ['no end of the last line', csv(risen, iso).trimEnd()],
  ['any order', csv(risen, iso).trim().split('\n').toReversed().join('\n')],
  ['seconds that are not quite even', csv(risen, (ms) => iso(ms + ((ms / 60_000) % 3) * 900))],
]

describe('csv', () => {
  test.each(shapes)('%s', async (_, input) => {
    const { answers, code } = await run([], input)
    expect(code).toBe(0)
    expect(answers).toMatchObject([{ id: 'stdin', ratio: 10, p: 1e-6, end: null }])
    expect(answers[0].onset.slice(0, 16)).toBe('2026-11-23T06:20')
  })

  test('bins that no line names count zero', async () => {
    const sparse = [...Array.from({ length: 30 }, (_, i) => Number(i % 6 === 0)), ...calm]
    const all = csv(sparse, iso)
    const some = all.replace(/^.*,0\n/gm, '')
    expect(some.length).toBeLessThan(all.length)
    const [whole, holey] = await Promise.all([run(['--id', 'a'], all), run(['--id', 'a'], some)])
    expect(holey.answers).toEqual(whole.answers)
    expect(whole.answers).toMatchObject([{ id: 'a', onset: '2026-11-23T06:30:00.000Z' }])
  })

  test('irregular timestamps are refused by their line, or added up in bins that are given', async () => {
    const events = risen.flatMap((count, minute) =>
      Array.from({ length: count }, (_, i) => `${startMs / 1_000 + minute * 60 + i * 1.37},1\n`),
    )
    const refused = await run([], events.join(''))
    expect(refused).toMatchObject({ answers: [], code: 1 })
    expect(refused.said).toMatch(/Line \d+: Its timestamp does not stand on the grid/)
    const { answers } = await run(['--bin', '1m'], events.join(''))
    expect(answers).toEqual([{ id: 'stdin', ...found }])
  })
})

describe('ndjson', () => {
  const line = (id: string | number, counts: readonly number[], from: string | number = startMs) =>
    `${JSON.stringify({ id, start: from, binSeconds: 60, counts })}\n`

  test('one answer a series, in order, ids as they were written', async () => {
    const input =
      line('rise', risen) + line(7, calm, startMs / 1_000) + line('short', [1, 9], iso(startMs))
    expect(await run(['--format', 'ndjson'], input)).toMatchObject({
      answers: [
        { id: 'rise', ...found },
        { id: 7, ...none },
        { id: 'short', ...none },
      ],
      code: 0,
    })
  })

  test('a series is answered before the next one arrives', async () => {
    const child = start(['--format', 'ndjson'])
    const closed = once(child, 'close')
    child.stdin.write(line('first', risen))
    const [answer] = (await once(child.stdout, 'data')) as [Buffer]
    expect(JSON.parse(answer.toString())).toEqual({ id: 'first', ...found })
    child.stdin.end()
    await closed
  })
})

const valid = `{"id":"a","start":${startMs},"binSeconds":60,"counts":[1]}\n`
const faults: readonly (readonly [string, readonly string[], string, RegExp])[] = [
  ['nothing', [], '', /no line of counts/],
  ['no timestamp', [], '2026-11-23T06:00Z,1\nsecret-word,2\n', /Line 2: .*timestamp/],
  ['a day that does not exist', [], '2026-02-30T06:00Z,1\n', /Line 1: .*timestamp/],
  ['no count', [], `t,n\n${startMs},\n`, /Line 2: A count/],
  ['a negative count', [], `${startMs},-1\n`, /Line 1: A count/],
  ['a word for a count', [], `${startMs},secret-word\n`, /Line 1: A count/],
  ['one timestamp alone', [], `${startMs},1\n`, /how long a bin is/],
  [
    'a span without bounds',
    ['--bin', '1s'],
    '1000000000,1\n1900000000,1\n',
    /Line 2: .*100,000 bins/,
  ],
  ['a bin that is no duration', ['--bin', 'secret-word'], '', /--bin is no duration/],
  ['no JSON', ['--format', 'ndjson'], `${valid}secret-word\n`, /Line 2: It is no JSON/],
  ['a list', ['--format', 'ndjson'], '[]\n', /Line 1: It is no JSON object/],
  ['no start', ['--format', 'ndjson'], valid.replace('start', 'begin'), /Line 1: start/],
  ['no length of a bin', ['--format', 'ndjson'], valid.replace(':60', ':0'), /Line 1: binSeconds/],
  ['no counts', ['--format', 'ndjson'], valid.replace('[1]', '"secret-word"'), /Line 1: counts/],
  [
    'a null among counts',
    ['--format', 'ndjson'],
    valid.replace('[1]', '[1,null]'),
    /Line 1: A count/,
  ],
  ['an id that is an object', ['--format', 'ndjson'], valid.replace('"a"', '{}'), /Line 1: id/],
  ['a line without an end', ['--format', 'ndjson'], 'x'.repeat(4_000_001), /Line 1: .*4 MB/],
]

test.each(faults)('%s is refused in our own words', async (_, args, input, words) => {
  const { said, code } = await run(args, input)
  expect(code).toBe(1)
  expect(said).toMatch(/^baton: INVALID_INPUT: /)
  expect(said).toMatch(words)
  expect(said).not.toContain('secret-word')
})

test('--help has an example', async () => {
  const child = start(['--help'])
  child.stdin.end()
  expect(await readAll(child.stdout)).toContain('$ baton onset --bin 5m < errors.csv')
})
