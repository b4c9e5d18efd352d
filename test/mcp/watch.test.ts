import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Entry } from '../../src/domain/entry.ts'
import { type Change, type Watch, createWatch } from '../../src/mcp/watch.ts'

let entries: Entry[]
let listed: string[]
let appended: Set<() => void>
let looks: number
let isReadable: boolean
let watch: Watch

beforeEach(() => {
  vi.useFakeTimers()
  entries = []
  listed = []
  appended = new Set()
  looks = 0
  isReadable = true
  watch = createWatch({
    checkpoint() {
      if (!isReadable) throw new Error('unreadable')
      return entries.length === 0 ? null : `origin\n${entries.length}\nroot\n`
    },
    entries({ kinds, afterSeq }) {
      looks += 1
      return entries.filter(({ seq, kind }) => seq > afterSeq && kinds.includes(kind))
    },
    listed: () => listed,
    onAppended(listener) {
      appended.add(listener)
      return () => void appended.delete(listener)
    },
  })
})

afterEach(() => {
  vi.useRealTimers()
})

function append(kind: Entry['kind'], body: Entry['body'] = {}, incident: string | null = 'I-1') {
  const seq = entries.length + 1
  const actor = { id: 'baton', kind: 'server' } as const
  entries.push({ seq, id: `e${seq}`, incident, kind, at: '2026-11-23T07:00:00.000Z', actor, body })
}

const record = ['baton://incidents/I-1', 'baton://incidents/I-1/record']
const updated = (uris: readonly string[]) => uris.map((uri) => ({ kind: 'resource_updated', uri }))

test('nobody listens, nothing is looked at', () => {
  append('note.recorded')
  vi.advanceTimersByTime(60_000)
  expect(looks).toBe(0)
  watch(() => undefined)()
  vi.advanceTimersByTime(60_000)
  expect([looks, appended.size, vi.getTimerCount()]).toEqual([0, 0, 0])
})

test('what was there before is not told, what comes later is told once', () => {
  append('incident.opened')
  const told: Change[] = []
  watch((change) => told.push(change))
  vi.advanceTimersByTime(4_000)
  expect(told).toEqual([])
  append('note.recorded')
  append('finding.recorded')
  vi.advanceTimersByTime(2_000)
  expect(told).toEqual(updated(record))
  vi.advanceTimersByTime(10_000)
  expect(told).toHaveLength(2)
})

test('own appends are looked at in the same turn, many at once', () => {
  const told: Change[] = []
  watch((change) => told.push(change))
  append('note.recorded')
  append('note.recorded')
  for (const listener of [...appended, ...appended]) listener()
  vi.advanceTimersByTime(1)
  expect(told).toEqual(updated(record))
  expect(looks).toBe(1)
})

test('calls and what belongs to no incident change no resource', () => {
  const told: Change[] = []
  watch((change) => told.push(change))
  append('call.asked')
  append('call.answered')
  append('call.refused')
  append('record.gap', {}, null)
  vi.advanceTimersByTime(2_000)
  expect(told).toEqual([])
})

test('a document is told with its picture, and the list when it is new there', () => {
  const told: Change[] = []
  watch((change) => told.push(change))
  append('document.rendered', { file: 'packet.md' })
  listed = ['baton://incidents/I-1/packet.md']
  vi.advanceTimersByTime(2_000)
  const files = ['packet.md', 'chart.svg'].map((file) => `baton://incidents/I-1/${file}`)
  expect(told).toEqual([...updated([...record, ...files]), { kind: 'resources_list_changed' }])
  append('document.rendered', { file: 'packet.md' })
  vi.advanceTimersByTime(2_000)
  expect(told.slice(5)).toEqual(updated([...record, ...files]))
})

test('a record that cannot be read at first is followed from where it can be', () => {
  append('note.recorded')
  isReadable = false
  const told: Change[] = []
  watch((change) => told.push(change))
  vi.advanceTimersByTime(2_000)
  isReadable = true
  vi.advanceTimersByTime(2_000)
  append('note.recorded')
  vi.advanceTimersByTime(2_000)
  expect(told).toEqual(updated(record))
})

test('one look serves all; who has left is told nothing', () => {
  const first: Change[] = []
  const second: Change[] = []
  const leave = watch((change) => first.push(change))
  watch((change) => second.push(change))
  leave()
  leave()
  append('note.recorded')
  vi.advanceTimersByTime(2_000)
  expect([first.length, second.length, looks]).toEqual([0, 2, 1])
})
