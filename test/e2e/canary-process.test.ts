import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { batches, isWord, makeCanaries, survivors } from '../support/canaries.ts'
import { serveWorld } from '../support/serving.ts'
import { type World, makeWorld } from '../support/world.ts'

const baton = resolve(import.meta.dirname, '../../src/baton.mjs')
const canaries = makeCanaries(5_000)
const everything = canaries.map(({ value }) => value).join('\n')
const shown = (text: string): readonly string[] =>
  survivors(canaries, text).map((canary) => `${canary.class} ${canary.value}`)

let world: World
beforeAll(() => {
  world = makeWorld()
  world.write('canaries.txt', everything)
})
afterAll(() => world.remove())

function start(args: readonly string[], node: readonly string[] = []) {
  const child = spawn(process.execPath, [...node, baton, ...args], {
    cwd: world.root,
    env: { ...world.env, PATH: process.env['PATH'] ?? '' },
  })
  child.stdin.on('error', () => undefined)
  return child
}

async function run(args: readonly string[], input: string) {
  const child = start(args)
  child.stdin.end(input)
  const [out, err, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { out, err, code }
}

describe('baton redact', () => {
  const wide = batches(canaries, 4_000).map((text) => `at 06:40 ${text} came in`)
  const documents = canaries.flatMap(({ value }) => [
    { message: `login for ${value} failed`, extra: [{ note: value }] },
    {
      message: JSON.stringify({ body: { [value]: value } }),
      url: { original: `/x?q=${encodeURIComponent(value)}` },
    },
  ])
  const inputs = {
    text: `${everything}\n${wide.join('\n')}\n`,
    ndjson: `${documents.map((document) => JSON.stringify(document)).join('\n')}\n`,
  }

  test.each(
    ['log', 'text'].flatMap(
      (profile) =>
        [
          [profile, 'text'],
          [profile, 'ndjson'],
        ] as const,
    ),
  )('G1: --profile %s --format %s lets none of 5,000 canaries through', async (profile, format) => {
    const input = inputs[format]
    const args = ['redact', '--profile', profile, '--format', format, '--report']
    const { out, err, code } = await run(args, input)
    expect(code).toBe(0)
    expect(out.length).toBeGreaterThan(100_000)
    expect(shown(out)).toEqual([])
    expect(shown(err)).toEqual([])
  })
})

describe('baton serve', () => {
  /** Throws or rejects with every canary in the message, when it is told to. */
  const bomb = `data:text/javascript,${encodeURIComponent(`
    import { readFileSync } from 'node:fs'
    const words = () => readFileSync('canaries.txt', 'utf8')
    process.on('SIGUSR2', () => { throw Object.assign(new TypeError(words()), { cause: new Error(words()) }) })
    process.on('SIGHUP', () => void Promise.reject(Object.assign(new Error(words()), { name: words() })))
    process.on('SIGPIPE', () => void Promise.reject(words()))
  `)}`

  test.each(['SIGUSR2', 'SIGHUP', 'SIGPIPE'] as const)(
    'G1: an error that nobody caught (%s) ends it without its message',
    async (signal) => {
      const child = start(['serve'], ['--import', bomb])
      const out = readAll(child.stdout)
      const err = readAll(child.stderr)
      const closed = once(child, 'close') as Promise<[number]>
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' })}\n`)
      await once(child.stdout, 'data')
      child.kill(signal)
      expect(await closed).toEqual([1, null])
      expect(shown(await err)).toEqual([])
      expect(await err).toMatch(
        /^baton: INTERNAL: an error that nobody caught ended it[ \w,:/.-]*\.\n$/,
      )
      expect(shown(await out)).toEqual([])
    },
  )
})

describe('baton serve, spoken to by hand', () => {
  const call = (id: number, name: string, args: unknown): object => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name, arguments: args },
  })

  test('G1: neither output of the process holds any of 5,000 canaries that stood in lines, names and arguments', async () => {
    const lines = batches(canaries, 1_800).flatMap((text, at) => [
      JSON.stringify(call(at * 3 + 1, 'open_incident', { title: text, alert: text })),
      JSON.stringify(call(at * 3 + 2, text.slice(0, 64), { [text]: text })),
      JSON.stringify({ jsonrpc: '2.0', id: at * 3 + 3, method: text, params: { text } }),
      `{"jsonrpc": "2.0", "method": "${text}`,
    ])
    const { out, err, code } = await run(['serve'], `${lines.join('\n')}\n`)
    expect(code).toBe(0)
    expect(out.split('\n').length).toBeGreaterThan(lines.length / 2)
    expect(shown(out)).toEqual([])
    expect(shown(err)).toEqual([])
  })

  test('G1: over HTTP the process says nothing of what it refuses', async () => {
    const { child, url, ended } = await serveWorld(world)
    const answers: string[] = []
    for (const [at, text] of batches(canaries, 4_000).entries()) {
      for (const body of [`{"broken": "${text}`, JSON.stringify(call(at, text, { text }))]) {
        const headers = {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        }
        const response = await fetch(url, { method: 'POST', headers, body })
        answers.push(JSON.stringify([...response.headers]), await response.text())
      }
      answers.push(await (await fetch(new URL(`/${encodeURIComponent(text)}`, url))).text())
    }
    child.kill('SIGTERM')
    const { stdout, stderr } = await ended
    expect(shown(answers.join('\n'))).toEqual([])
    expect(shown(stderr + stdout)).toEqual([])
  })
})

test('G1: commands that refuse say nothing of what they were given', async () => {
  const words = canaries.filter(isWord).map(({ value }) => value)
  const [one = '', two = ''] = words
  for (const args of [
    ['show', one],
    ['signed', one],
    ['approve', one, '--reason', two],
    ['redact', '--incident', one],
    ['redact', '--config', one],
    ['serve', '--http', '--host', one],
    [one],
  ]) {
    const { out, err, code } = await run(args, '')
    expect(code, args[0]).not.toBe(0)
    expect(shown(out + err), args[0]).toEqual([])
  }
})
