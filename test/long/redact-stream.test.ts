import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { documentStream } from '../../src/redaction/stream.ts'

const baton = join(import.meta.dirname, '../../src/baton.mjs')
/** Tells at the end how much memory was resident at most. */
const telling = `data:text/javascript,process.on('exit',()=>process.stderr.write('rss '+process.resourceUsage().maxRSS))`
const mostResidentKiB = 300 * 1024

const line =
  '2026-11-23T07:00:00.123Z INFO auth login of maria@acme.com from 10.1.2.3 took 23 ms trace 7f3c2a109b1e4d528a770c1de2f3a456\n'
const inputs = {
  'log lines': { megabytes: 300, args: [], block: line.repeat(8_000) },
  documents: {
    megabytes: 100,
    args: ['--format', 'ndjson'],
    block: `${JSON.stringify({ n: 1, message: line.trim(), http: { status: 200 } })}\n`.repeat(
      6_000,
    ),
  },
  'tickets in the text profile': {
    megabytes: 50,
    args: ['--profile', 'text'],
    block: `Hello,\n\nour ${line}Kind regards,\nMaria Lindqvist\n12 Long Hill Road\n\n`.repeat(
      5_000,
    ),
  },
} as const

describe('hundreds of MB through a pipe', () => {
  test.for(Object.entries(inputs))(
    '%s: memory is bounded, no value comes out (G1)',
    async ([, { megabytes, args, block }]) => {
      const child = spawn(process.execPath, ['--import', telling, baton, 'redact', ...args], {
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      let bytes = 0
      let leaks = 0
      let last = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        bytes += text.length
        if (/maria@|10\.1\.2\.3/.test(last + text)) leaks++
        last = text.slice(-32)
      })
      let told = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text))
      const closed = once(child, 'close') as Promise<[number]>
      for (let sent = 0; sent < megabytes * 1e6; sent += block.length) {
        if (!child.stdin.write(block)) await once(child.stdin, 'drain')
      }
      child.stdin.end()
      const [code] = await closed
      const resident = Number(/rss (\d+)/.exec(told)?.[1])
      process.stdout.write(
        `${(bytes / 1e6).toFixed(0)} MB out, ${(resident / 1024).toFixed(0)} MiB resident\n`,
      )
      expect({ code, leaks }).toEqual({ code: 0, leaks: 0 })
      expect(bytes).toBeGreaterThan(megabytes * 0.8e6)
      expect(resident).toBeLessThan(mostResidentKiB)
    },
  )
})

test('a line over 16 MiB is text, once counted, and what follows is a document again (G1)', () => {
  const counts: Record<string, number> = {}
  const stream = documentStream({
    redactor: createRedactor({ vault: createMemoryVault(), readable: [] }),
    incident: null,
    profile: 'log',
    count: (name, found) => (counts[name] = (counts[name] ?? 0) + found),
  })
  const text = `{"m":"${'mail=maria@acme.com '.repeat(850_000)}"}\n{"b":"bob@acme.com"}\n`
  let out = ''
  for (let from = 0; from < text.length; from += 1_000_000) {
    out += stream.push(text.slice(from, from + 1_000_000))
  }
  out += stream.end()
  expect(out).not.toMatch(/maria|bob/)
  expect(out).toMatch(/"\}\n\{"b":"«email:\w{16}»"\}\n$/)
  expect(counts).toEqual({ malformed: 1, email: 850_001, sanitised: 0 })
})
