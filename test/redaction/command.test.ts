import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'

import { expect, test } from 'vitest'

const module = join(import.meta.dirname, '../../src/cli/redact.ts')
const script = `
import { pathToFileURL } from 'node:url'
const { command } = await import(pathToFileURL(${JSON.stringify(module)}).href)
await command().parseAsync(process.argv.slice(1), { from: 'user' })`

function start(args: readonly string[]) {
  return spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

async function run(args: readonly string[], input: string) {
  const child = start(args)
  child.stdin.end(input)
  const [out, report, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { out, report, code }
}

test('filters text and reports by class', async () => {
  const { out, report, code } = await run(
    ['--report'],
    'by maria@acme.com\u001b[0m from 10.1.2.3\n',
  )
  expect(out).toMatch(/^by «email:\w{16}» from «ipv4:\w{16}»\n$/)
  expect({ report, code }).toEqual({ report: 'email 1\nipv4 1\nsanitised 4\n', code: 0 })
})

test('filters documents in the text profile and says nothing unasked', async () => {
  const { out, report } = await run(
    ['--format', 'ndjson', '--profile', 'text'],
    '{"m":"Dear Gunnhild"}\n',
  )
  expect(out).toMatch(/^\{"m":"Dear «person:\w{16}»"\}\n$/)
  expect(report).toBe('')
})

test('counts lines that are no JSON', async () => {
  const { out, report } = await run(['--format', 'ndjson', '--report'], '{"a":1}\n{"a":\n12\n\n')
  expect({ out, report }).toEqual({
    out: '{"a":1}\n{"a":\n12\n\n',
    report: 'malformed 1\nsanitised 0\n',
  })
})

test('says how it is called and what it does not find', async () => {
  const { out } = await run(['--help'], '')
  expect(out).toContain('Usage: baton redact [options]')
  expect(out).toContain('The log profile leaves\n"Dear John Miller" as it is')
  expect(out).toContain('differ between runs')
  expect(out).toContain('"sanitised", the hidden characters')
})

test('shows an example and refuses an unknown profile', async () => {
  expect((await run(['--help'], '')).out).toContain('$ baton redact --profile log')
  expect((await run(['--profile', 'all'], '')).code).toBe(1)
})

test('ends cleanly when its reader goes', async () => {
  const child = start([])
  const errors = readAll(child.stderr)
  child.stdout.once('data', () => child.stdout.destroy())
  child.stdin.on('error', () => undefined)
  child.stdin.end('by maria@acme.com\n'.repeat(200_000))
  const [code] = (await once(child, 'exit')) as [number]
  expect({ code, errors: await errors }).toEqual({ code: 0, errors: '' })
})
