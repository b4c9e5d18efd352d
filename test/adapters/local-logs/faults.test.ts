import { mkdir } from 'node:fs/promises'
import path from 'node:path'

import { expect, test } from 'vitest'

import { localLogs } from '../../../src/adapters/local-logs/logs.ts'
import { ever, folder, search, searchText } from './folder.ts'

const at = '2026-11-23T07:00:00Z'
const line = (n: number): string => JSON.stringify({ time: at, msg: `m${n}` })

test('no entries, no match, a missing file and a folder are named gaps without a path of the machine', async () => {
  const root = await folder({})
  await mkdir(path.join(root, 'folder.log'))
  const none = await search(root, [])
  expect(none.gaps).toEqual([{ source: 'logs', reason: expect.stringContaining('No log files') }])
  const result = await search(root, [
    { files: ['*.ndjson', 'none.log', 'folder.log'], format: 'auto' },
  ])
  expect(result.gaps).toEqual([
    { source: '*.ndjson', reason: 'No file matches.' },
    { source: 'none.log', reason: 'The file does not exist.' },
    { source: 'folder.log', reason: 'It is not a regular file.' },
  ])
})

test('broken lines are counted, a cut last line is named, an empty file is simply empty', async () => {
  const result = await searchText(`${line(1)}\nnot json\n{"a":\n${line(2)}\n{"time":"2026-`)
  expect([result.total, result.brokenLines]).toEqual([2, 3])
  expect(result.gaps).toEqual([
    { source: 'a.log', reason: expect.stringContaining('The last line is cut off') },
  ])
  const empty = await searchText('')
  expect([empty.total, empty.gaps, empty.sources]).toEqual([0, [], ['a.log']])
})

test('a binary file is a gap', async () => {
  const result = await searchText(new Uint8Array([1, 0, 2, 0, 3]))
  expect(result.gaps).toEqual([{ source: 'a.log', reason: expect.stringContaining('binary') }])
})

test('a line of 10 MB is cut and counted, and its neighbours are read', async () => {
  const huge = JSON.stringify({ time: at, msg: 'x'.repeat(10_000_000) })
  const result = await searchText([line(1), huge, line(2)].join('\n'))
  expect([result.total, result.brokenLines]).toEqual([2, 1])
  expect(result.gaps).toEqual([
    { source: 'a.log', reason: '1 lines were longer than 262144 bytes and were cut.' },
  ])
})

test('lines without a time are named', async () => {
  const result = await searchText(`${line(1)}\n{"msg":"no time"}\n`)
  expect([result.total, result.brokenLines]).toEqual([1, 0])
  expect(result.gaps).toEqual([
    { source: 'a.log', reason: '1 lines without a usable time were left out.' },
  ])
})

test('an ended call and a spent budget stop the scan and say after how many bytes', async () => {
  const root = await folder({ 'a.log': `${line(1)}\n`.repeat(80_000) })
  const entries = [{ files: ['a.log'], format: 'auto' }] as const
  const ended = await localLogs({ entries, root }).search(ever, AbortSignal.abort())
  expect(ended.gaps).toEqual([{ source: 'a.log', reason: 'Not read: the call was ended.' }])
  let passedMs = 0
  const elapsedMs = (): number => passedMs++
  const slow = await localLogs({ entries, root, elapsedMs, budgetMs: 12 }).search(
    ever,
    new AbortController().signal,
  )
  expect(slow.gaps).toEqual([
    {
      source: 'a.log',
      reason: expect.stringMatching(/^Stopped after \d{7} of \d{7} bytes: time was up\.$/),
    },
  ])
  expect(slow.total).toBeGreaterThan(10_000)
})

test('a file that two entries name is read once, for the first of them', async () => {
  const root = await folder({ 'a.log': `${line(1)}\n` })
  const result = await search(root, [
    { files: ['*.log'], format: 'auto', service: 'auth' },
    { files: ['a.log'], format: 'auto', service: 'web' },
  ])
  expect([result.total, result.samples[0]?.service]).toEqual([1, 'auth'])
})

test('a search spends its budget by the machine, whatever a clock says', async () => {
  const root = await folder({ 'a.log': `${line(1)}\n` })
  const entries = [{ files: ['a.log'], format: 'auto' }] as const
  const within = (budgetMs: number) =>
    localLogs({ entries, root, budgetMs }).search(ever, new AbortController().signal)
  expect((await within(-1)).gaps).toEqual([{ source: 'a.log', reason: 'Not read: time was up.' }])
  expect((await within(60_000)).total).toBe(1)
})

test('an absolute pattern is named by its last part', async () => {
  const root = await folder({ 'odd name.log': 'x' })
  const { gaps } = await search(root, [
    { files: [path.join(root, '*.gone'), path.join(root, 'odd name.log')], format: 'ecs' },
  ])
  expect(gaps.map(({ source }) => source)).toEqual(['*.gone', 'odd name.log'])
  expect(JSON.stringify(gaps)).not.toContain(root)
})
