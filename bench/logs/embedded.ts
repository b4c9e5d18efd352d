import { execFileSync, spawnSync } from 'node:child_process'
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { localLogs } from '../../src/adapters/local-logs/logs.ts'
import type { LogFilters } from '../../src/domain/logs/filters.ts'
import type { LogQuery } from '../../src/ports/log-store.ts'
import { median, table } from '../figures.ts'
import { makeLines, rareText } from './make-lines.ts'

const hourMs = 3_600_000
const rounds = 7

interface Contender {
  readonly name: string
  /** How many lines it counted, so that nobody is fast by leaving some out. */
  readonly run: () => Promise<number> | number
  readonly rounds: number
}

/** The embedded adapter against grep or ripgrep with jq, and against parsing every line: one hour, and a text in all lines. */
export async function embeddedTables(lines: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-logs-'))
  try {
    const file = join(folder, 'a.ndjson')
    const { fromMs, toMs, bytes } = await makeLines(file, lines)
    const day = { fromMs, toMs }
    const hour = { fromMs: fromMs + 14 * hourMs, toMs: fromMs + 15 * hourMs }
    const finder = spawnSync('rg', ['--version']).status === 0 ? 'rg' : 'grep'
    const text: LogFilters = {
      expression: { op: 'text', value: rareText, resolved: false },
      shown: (message) => message,
    }
    const tables = [
      await race('one hour', [
        { name: 'Baton', rounds, run: () => search(folder, { window: hour }) },
        {
          name: `${finder} and jq`,
          rounds,
          run: () => piped(`${finder} -F`, '"2026-11-22T14:', file),
        },
        {
          name: 'JSON.parse of every line',
          rounds: 1,
          run: () => naive(file, (line) => inHour(line)),
        },
      ]),
      await race('a text in all lines, in any case', [
        { name: 'Baton', rounds, run: () => search(folder, { window: day, filters: text }) },
        { name: `${finder} and jq`, rounds, run: () => piped(`${finder} -i -F`, rareText, file) },
        {
          name: 'JSON.parse of every line',
          rounds: 1,
          run: () => naive(file, ({ message }) => message.toLowerCase().includes(rareText)),
        },
      ]),
      await race('all events of the day', [
        { name: 'Baton', rounds: 3, run: () => search(folder, { window: day, budgetMs: 600_000 }) },
        { name: 'JSON.parse of every line', rounds: 1, run: () => naive(file, () => true) },
      ]),
    ]
    const size = `${lines.toLocaleString('en')} ECS lines over 24 hours, ${Math.round(bytes / 1e6)} MB, in the page cache.`
    const absent = finder === 'grep' ? ' ripgrep is not installed here: grep stands in for it.' : ''
    return [`${size}${absent}`, ...tables].join('\n\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Wall-clock and processor time, the contenders in turn; the first round of all but the slow ones only warms up. */
async function race(title: string, contenders: readonly Contender[]): Promise<string> {
  const walls = contenders.map((): number[] => [])
  const firsts: number[] = []
  const counts: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [i, { run, rounds: most }] of contenders.entries()) {
      if (round >= most) continue
      const began = performance.now()
      counts[i] = await run()
      const took = performance.now() - began
      if (round === 0) firsts[i] = took
      if (round > 0 || most === 1) walls[i]!.push(took)
    }
  }
  const rows = contenders.map(({ name }, i) => {
    const middle = median(walls[i]!)
    const others = [firsts[i]!, middle, Math.min(...walls[i]!)].map((ms) => ms.toFixed(0))
    const ratio = (middle / median(walls[1] ?? walls[0]!)).toFixed(2)
    return [name, (counts[i] ?? 0).toLocaleString('en'), ...others, ratio]
  })
  const beside = contenders[1]?.name ?? ''
  return table([[title, 'events', 'first ms', 'median ms', 'best ms', `to ${beside}`], ...rows])
}

async function search(
  root: string,
  { budgetMs, ...given }: Partial<LogQuery> & Pick<LogQuery, 'window'> & { budgetMs?: number },
): Promise<number> {
  const store = localLogs({
    entries: [{ files: ['*.ndjson'], format: 'auto' }],
    root,
    budgetMs: budgetMs ?? 120_000,
  })
  const query: LogQuery = {
    filters: {},
    bucketMs: 60_000,
    samples: 20,
    order: 'errors first',
    after: null,
    spans: false,
    ...given,
  }
  return (await store.search(query, new AbortController().signal)).total
}

/** Finds lines by their bytes and reads a count of their levels with jq. */
function piped(finder: string, text: string, file: string): number {
  const command = `${finder} -- "$1" "$2" | jq -r '."log.level"' | sort | uniq -c | awk '{n += $1} END {print n}'`
  return Number(execFileSync('sh', ['-c', command, 'sh', text, file], { encoding: 'utf8' }))
}

interface Parsed {
  readonly '@timestamp': string
  readonly message: string
}

function inHour(line: Parsed): boolean {
  return line['@timestamp'].startsWith('2026-11-22T14:')
}

async function naive(file: string, wanted: (line: Parsed) => boolean): Promise<number> {
  let count = 0
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })
  for await (const line of lines) if (wanted(JSON.parse(line) as Parsed)) count++
  return count
}
