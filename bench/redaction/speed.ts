import type { Profile } from '../../src/domain/redacted.ts'
import { findStructured } from '../../src/redaction/finder.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { documentStream, type StreamOptions, textStream } from '../../src/redaction/stream.ts'
import { table } from '../figures.ts'
import { naive } from './naive.ts'
import type { Peer } from './peers.ts'

const chunk = 65_536
const rounds = 5
/** Peers are slow: they get so many lines and at most so long. */
const peerLines = 2_000
const peerMs = 6_000

interface Contender {
  readonly name: string
  /** What is read, in pieces as they would arrive. */
  readonly pieces: readonly string[]
  /** Gives a fresh one for each round, so that nothing is remembered. */
  readonly start: () => (piece: string) => unknown
}

/** MB/s by name, best of some rounds in which the contenders take turns; nothing else may be loaded, since V8 bounds the code of patterns. */
export function ownSpeeds(text: string): ReadonlyMap<string, number> {
  const pieces = cut(text)
  const documents = cut(
    text
      .split('\n')
      .map(
        (message, n) => `${JSON.stringify({ '@timestamp': '2026-11-23T07:00:00Z', n, message })}\n`,
      )
      .join(''),
  )
  return measure([
    ...naive.map(({ patterns, count }) => ({
      name: counted(patterns),
      pieces,
      start: () => count,
    })),
    { name: finder, pieces, start: () => findLog },
    ...naive.map(({ patterns, redact }) => ({
      name: replaced(patterns),
      pieces,
      start: () => redact,
    })),
    { name: 'end to end, log', pieces, start: () => textOf('log') },
    { name: 'end to end, text', pieces, start: () => textOf('text') },
    { name: 'end to end, log, ndjson', pieces: documents, start: () => documentsOf('log') },
  ])
}

const finder = 'structured finder, log'
const counted = (patterns: number): string => `naive, ${patterns} patterns, matches counted`
const replaced = (patterns: number): string => `naive, ${patterns} patterns, replaced`

/** Speeds with their ratio to the naive patterns that do the same. */
export function speedTable(speeds: ReadonlyMap<string, number>): string {
  const counts = naive.map(({ patterns }) => patterns)
  const isFinder = (name: string): boolean =>
    name === finder || counts.some((n) => counted(n) === name)
  return table([
    ['redactor', 'MB/s', ...counts.map((n) => `to naive, ${n}`)],
    ...[...speeds].map(([name, speed]) => [
      name,
      speed.toFixed(speed < 10 ? 2 : 1),
      ...counts.map((n) =>
        (speed / speeds.get(isFinder(name) ? counted(n) : replaced(n))!).toFixed(2),
      ),
    ]),
  ])
}

function measure(contenders: readonly Contender[]): ReadonlyMap<string, number> {
  const speeds = new Map(contenders.map(({ name }) => [name, 0]))
  for (let round = -1; round < rounds; round++) {
    for (const { name, pieces, start } of contenders) {
      const work = start()
      const began = cpuMs()
      for (const piece of pieces) work(piece)
      const speed = rate(bytesOf(pieces), cpuMs() - began)
      if (round >= 0) speeds.set(name, Math.max(speeds.get(name)!, speed))
    }
  }
  return speeds
}

function findLog(piece: string): unknown {
  return findStructured(piece, 'log')
}

/** MB/s of another redactor over some of the same lines, one call a line. */
export async function peerSpeed(peer: Peer, text: string): Promise<number> {
  const lines = text.split('\n')
  const step = Math.max(1, Math.floor(lines.length / peerLines))
  const some = lines.filter((_, i) => i % step === 0)
  for (const line of some.slice(0, 50)) await peer.redact(line)
  const began = cpuMs()
  let bytes = 0
  for (const line of some) {
    await peer.redact(line)
    bytes += Buffer.byteLength(line) + 1
    if (cpuMs() - began > peerMs) break
  }
  return rate(bytes, cpuMs() - began)
}

/** Milliseconds for 0.5 MB of nothing but values to hide: all different, and few again and again. */
export function hitsTable(): string {
  const row = (name: string, make: (n: number) => string): string[] => {
    const parts: string[] = []
    for (let n = 0, size = 0; size < 500_000; n++) {
      parts.push(make(n))
      size += parts.at(-1)!.length + 1
    }
    const text = parts.join('\n')
    const times: number[] = []
    for (let round = 0; round < 7; round++) {
      const redactor = redactorOf()
      const began = cpuMs()
      redactor.text(text, { incident: null, profile: 'log' })
      times.push(cpuMs() - began)
    }
    return [name, String(parts.length), Math.min(...times).toFixed(0)]
  }
  const kinds = (n: number): string =>
    [`user${n}@example.com`, `10.${n & 255}.${(n >> 8) & 255}.7`, `password=k8${n}Qz${n * 7}xT`][
      n % 3
    ]!
  return table([
    ['0.5 MB of hits', 'values', 'best ms'],
    row('e-mail addresses, all different', (n) => `customer.number.${n}@mail.example.com`),
    row('e-mail, IPv4 and passwords, all different', kinds),
    row('the same 200 values again and again', (n) => kinds(n % 200)),
  ])
}

function redactorOf() {
  const forgets = (): void => undefined
  return createRedactor({
    vault: { ...createMemoryVault(), seal: forgets, sealAll: forgets },
    readable: [],
  })
}

function streaming(profile: Profile): StreamOptions {
  return { redactor: redactorOf(), incident: null, profile, count: () => undefined }
}

function textOf(profile: Profile): (piece: string) => unknown {
  const stream = textStream(streaming(profile))
  return (piece) => stream.push(piece)
}

function documentsOf(profile: Profile): (piece: string) => unknown {
  const stream = documentStream(streaming(profile))
  return (piece) => stream.push(piece)
}

/** Milliseconds of this thread's own work, whatever else runs on the machine. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

/** Pieces as a decoder makes them, none a part of a longer string. */
function cut(text: string): readonly string[] {
  const bytes = Buffer.from(text)
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += chunk) {
    pieces.push(bytes.toString('utf8', at, at + chunk))
  }
  return pieces
}

function bytesOf(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
}

function rate(bytes: number, ms: number): number {
  return bytes / 1_000 / ms
}
