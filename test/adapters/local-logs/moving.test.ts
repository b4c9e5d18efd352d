import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createWriteStream } from 'node:fs'
import { createZstdCompress, gzipSync, zstdCompressSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { localLogs } from '../../../src/adapters/local-logs/logs.ts'
import type { SourceResult } from '../../../src/ports/log-store.ts'
import { ever, folder, search, searchText } from './folder.ts'

const at = '2026-11-23T07:00:00Z'
const line = (n: number): string =>
  `${JSON.stringify({ time: at, msg: `m${n} ${'x'.repeat(80)}` })}\n`
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, i) => line(from + i)).join('')
const many = 60_000

/** Searches while something happens to the file, once, when its scan asks for the time at that count. */
async function searchWhile(root: string, happen: () => void): Promise<SourceResult> {
  let asked = 0
  const elapsedMs = (): number => {
    // The third time is when the first chunk has been read and the file is known to be open.
    if (++asked === 3) happen()
    return 0
  }
  const entries = [{ files: ['*.log'], format: 'auto' }] as const
  return localLogs({ entries, root, elapsedMs }).search(ever, new AbortController().signal)
}

test('a file renamed and begun anew while it is read is read to the end it had', async () => {
  const root = await folder({ 'a.log': lines(0, many) })
  const file = path.join(root, 'a.log')
  const found = await searchWhile(root, () => {
    renameSync(file, `${file}.1`)
    writeFileSync(file, line(1))
  })
  expect([found.total, found.brokenLines, found.gaps]).toEqual([many, 0, []])
})

test('a file that is removed while it is read is read to its end', async () => {
  const root = await folder({ 'a.log': lines(0, many) })
  const found = await searchWhile(root, () => rmSync(path.join(root, 'a.log')))
  expect([found.total, found.gaps]).toEqual([many, []])
})

test('a file cut short while it is read is a gap beside what was read', async () => {
  const root = await folder({ 'a.log': lines(0, many) })
  const found = await searchWhile(root, () => truncateSync(path.join(root, 'a.log'), 0))
  expect(found.total).toBeGreaterThan(0)
  expect(found.total).toBeLessThan(many)
  expect(found.gaps).toEqual([
    { source: 'a.log', reason: 'The file became shorter while it was read.' },
  ])
})

test('what is appended while a file is read waits for the next search', async () => {
  const root = await folder({ 'a.log': lines(0, many) })
  const file = path.join(root, 'a.log')
  const found = await searchWhile(root, () => appendFileSync(file, lines(many, many + 10)))
  expect([found.total, found.brokenLines, found.gaps]).toEqual([many, 0, []])
  const again = await search(root, [{ files: ['a.log'], format: 'auto' }])
  expect(again.total).toBe(many + 10)
})

test('a file that vanishes between glob and open is a gap, its neighbours are read', async () => {
  const root = await folder({ 'a.log': lines(0, 10), 'b.log': lines(0, 20) })
  const entries = [{ files: ['*.log'], format: 'auto' }] as const
  let asked = 0
  const store = localLogs({
    entries,
    root,
    elapsedMs: () => {
      if (++asked === 2) rmSync(path.join(root, 'b.log'))
      return 0
    },
  })
  const found = await store.search(ever, new AbortController().signal)
  expect([found.total, found.sources]).toEqual([10, ['a.log']])
  expect(found.gaps).toEqual([{ source: 'b.log', reason: 'The file does not exist.' }])
})

test('gzip and zstd are read by what they hold, whatever they are called, among plain files', async () => {
  const root = await folder({
    'a.log': lines(0, 10),
    'a.log.1.gz': gzipSync(lines(0, 200)),
    'a.log.2.zst': zstdCompressSync(lines(0, 3_000)),
    'b.log': zstdCompressSync(lines(0, 5)),
  })
  const found = await search(root, [{ files: ['*.log*'], format: 'auto' }])
  expect([found.total, found.gaps, found.sources.length]).toEqual([3_215, [], 4])
})

test.each([
  ['gzip', gzipSync(lines(0, 5_000))],
  ['zstd', zstdCompressSync(lines(0, 5_000))],
])('a %s file that is cut off is a gap', async (_, packed) => {
  const found = await searchText(packed.subarray(0, packed.length - 20))
  expect(found.gaps).toEqual([
    { source: 'a.log', reason: expect.stringContaining('The packed file is cut off or damaged.') },
  ])
})

test('a packed gigabyte stops when time is up, and is never held', async () => {
  const root = await folder({})
  const file = path.join(root, 'a.log')
  const block = Buffer.alloc(1024 * 1024)
  block.fill(line(1))
  const blocks = Readable.from(Array.from({ length: 1_024 }, () => block))
  await pipeline(blocks, createZstdCompress(), createWriteStream(file))
  const before = process.memoryUsage().rss
  const entries = [{ files: ['a.log'], format: 'auto' }] as const
  let asked = 0
  const elapsedMs = (): number => ++asked
  const found = await localLogs({ entries, root, elapsedMs, budgetMs: 200 }).search(
    ever,
    new AbortController().signal,
  )
  expect(found.gaps).toEqual([
    { source: 'a.log', reason: expect.stringMatching(/^Stopped after \d+ .*time was up\.$/) },
  ])
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})

test('a line of 100 MB is cut in bounded memory, and its neighbours are read', async () => {
  const root = await folder({ 'a.log': line(1) })
  const file = path.join(root, 'a.log')
  await appendFile(file, '{"time":"2026-11-23T07:00:00Z","msg":"')
  for (let i = 0; i < 100; i++) await appendFile(file, Buffer.alloc(1024 * 1024, 'x'))
  await appendFile(file, `"}\n${line(2)}`)
  const before = process.memoryUsage().rss
  const found = await search(root, [{ files: ['a.log'], format: 'auto' }])
  expect([found.total, found.brokenLines]).toEqual([2, 1])
  expect(found.gaps[0]?.reason).toContain('were cut')
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024)
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is a gap', async () => {
  const root = await folder({})
  await writeFile(path.join(root, 'a.log'), line(1), { mode: 0 })
  const found = await search(root, [{ files: ['a.log'], format: 'auto' }])
  expect(found.gaps).toEqual([
    { source: 'a.log', reason: 'The file may not be read by this user.' },
  ])
})

test('a check reads heads alone and tells each file apart', async () => {
  const root = await folder({
    'a.log': lines(0, 10),
    'b.log': new Uint8Array([1, 0, 2]),
    'c.log': 'Nov 23 07:00:00 host m\n',
  })
  const entries = [{ files: ['*.log', 'none.log'], format: 'auto' }] as const
  const checks = await localLogs({ entries, root }).check(new AbortController().signal)
  const told = Object.fromEntries(checks.map(({ source, state }) => [source, state]))
  expect(told).toEqual({
    'a.log': 'ok',
    'b.log': 'failed',
    'c.log': 'failed',
    'none.log': 'failed',
  })
})
