import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { recordSchema } from '../src/adapters/sqlite/schema.ts'
import { judge } from '../src/cli/verify/judge.ts'
import { readerFor } from '../src/cli/verify/threads.ts'
import { canonicalJson } from '../src/domain/json.ts'
import { median, quantile, table } from './figures.ts'
import { draft, openAt } from './record-home.ts'

/**
 * The record against bare `node:sqlite`: `node bench/record.ts [appends] [entries to verify]`. What is compared alternates within
 * one run. It prints tables and judges nothing.
 */
const appends = Number(process.argv[2] ?? 4_000)
const entries = Number(process.argv[3] ?? 200_000)
const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'))

interface Contender {
  readonly name: string
  readonly perRound: number
  readonly run: () => unknown
}

const us = (ms: number): string => (ms * 1_000).toFixed(0)

/** One INSERT per transaction into a table with the record's columns and indexes, synced as the record is. */
function bare(name: string, pageBytes: number): Contender {
  const db = new DatabaseSync(join(folder, `${pageBytes}.db`))
  db.exec(`PRAGMA page_size = ${pageBytes}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL`)
  for (const statement of recordSchema.statements) db.exec(statement)
  const insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const [hash, salt] = [Buffer.alloc(32, 1), Buffer.alloc(16, 2)]
  let seq = 0
  const run = () => {
    seq += 1
    const { kind, incident, actor, body } = draft(seq)
    const id = String(seq).padStart(26, '0')
    const at = new Date().toISOString()
    const text = canonicalJson(body)
    insert.run(seq, id, incident, kind, at, actor.id, actor.kind, null, hash, salt, hash, text)
  }
  return { name, perRound: 1, run }
}

/** In blocks, so that each runs as warm as it does in a loop of its own. */
async function race(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly string[][]> {
  const block = 50
  const took = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = -10 * block; round < rounds; round += block) {
    for (const { name, run } of contenders) {
      for (let n = 0; n < block; n += 1) {
        const began = performance.now()
        await run()
        if (round >= 0) took.get(name)?.push(performance.now() - began)
      }
    }
  }
  const first = median(took.get(contenders[0]!.name) ?? [])
  return contenders.map(({ name, perRound }) => {
    const times = took.get(name) ?? []
    const each = median(times) / perRound
    return [name, us(median(times)), us(quantile(times, 0.99)), us(each), (first / each).toFixed(2)]
  })
}

async function appendTable(): Promise<string> {
  const record = openAt(join(folder, 'append'))
  const rows = await race(
    [
      bare('bare node:sqlite, one INSERT per transaction', 4_096),
      bare('the same with the pages of the record', recordSchema.pageBytes),
      { name: 'one append', perRound: 1, run: () => record.append([draft()]) },
      {
        name: 'one append of two entries',
        perRound: 2,
        run: () => record.append([draft(), draft()]),
      },
      {
        name: 'two appends, one after the other',
        perRound: 2,
        run: async () => {
          await record.append([draft()])
          await record.append([draft()])
        },
      },
      {
        name: 'eight callers at once',
        perRound: 8,
        run: () => Promise.all(Array.from({ length: 8 }, () => record.append([draft()]))),
      },
    ],
    appends,
  )
  record.close()
  return table([['durable', 'median us', 'p99 us', 'us an entry', 'entries/s to bare'], ...rows])
}

async function writersTable(): Promise<string> {
  const rows: string[][] = []
  for (const writers of [1, 2]) {
    const home = join(folder, `writers-${writers}`)
    const took = (
      await Promise.all(Array.from({ length: writers }, () => writer(home, appends)))
    ).flat()
    const { outcome, entries: found } = judge({ home, trust: null, outside: [] }, (_, decide) =>
      decide(readerFor(home)),
    )
    const lost = writers * appends - found
    const ms = [0.5, 0.99, 1].map((share) => quantile(took, share).toFixed(2))
    rows.push([String(writers), ...ms, String(lost), outcome])
  }
  return table([
    ['processes in a tight loop', 'p50 ms', 'p99 ms', 'worst ms', 'lost', 'verify'],
    ...rows,
  ])
}

async function writer(home: string, count: number): Promise<readonly number[]> {
  const script = join(import.meta.dirname, 'record-writer.ts')
  const child = spawn(process.execPath, [script, home, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  await once(child, 'close')
  return JSON.parse(output) as number[]
}

async function verifyTable(): Promise<string> {
  const home = join(folder, 'verify')
  const record = openAt(home)
  const batch = 2_000
  for (let n = 0; n < entries; n += batch) {
    await record.append(Array.from({ length: batch }, (_, k) => draft(n + k)))
  }
  record.close()
  const ways = { 'one thread': Infinity, [`${availableParallelism()} threads`]: 0 }
  const speeds: Record<string, number[]> = {}
  for (let round = 0; round < 6; round += 1) {
    for (const [name, fewest] of Object.entries(ways)) {
      const began = performance.now()
      const report = judge({ home, trust: null, outside: [] }, (_, decide) =>
        decide(readerFor(home, fewest)),
      )
      const perSecond = (report.entries / (performance.now() - began)) * 1_000
      if (round > 0 && report.outcome === 'sound') (speeds[name] ??= []).push(perSecond)
    }
  }
  const rows = Object.entries(speeds).map(([name, list]) => [
    name,
    Math.round(median(list)).toLocaleString('en'),
    Math.round(Math.max(...list)).toLocaleString('en'),
  ])
  const memory = `${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`
  return [
    table([
      [`verify ${entries.toLocaleString('en')} entries`, 'median entries/s', 'best'],
      ...rows,
    ]),
    `Resident memory at the end: ${memory}.`,
  ].join('\n\n')
}

try {
  process.stdout.write(`The record, Node ${process.versions.node}, ${appends} rounds\n`)
  for (const part of [appendTable, writersTable, verifyTable]) {
    process.stdout.write(`\n${await part()}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
