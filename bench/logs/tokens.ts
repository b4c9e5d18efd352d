import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { encode } from 'gpt-tokenizer/encoding/o200k_base'

import { localLogs } from '../../src/adapters/local-logs/logs.ts'
import { mergeLogSources } from '../../src/ports/merge-log-sources.ts'
import { toIso } from '../../src/domain/time.ts'
import { runQueryLogs } from '../../src/tools/query-logs/run.ts'
import { Input } from '../../src/tools/shared/logs/input.ts'
import type { ReadContext } from '../../src/tools/tool.ts'
import { table } from '../figures.ts'

const startMs = Date.UTC(2026, 10, 23, 6)
const hourMs = 3_600_000

/** o200k tokens of the data of an answer against those of the hits behind it, as a search server would return them. */
export async function tokenTable(): Promise<string> {
  const rows: string[][] = []
  for (const hits of [50, 1_000, 10_000]) {
    const lines = Array.from({ length: hits }, (_, i) => hit(i, hits))
    const raw = lines.reduce((sum, line) => sum + encode(line).length, 0)
    const answer = await answerOver(lines.join('\n'))
    const cells = [hits, raw, answer, Math.round(raw / answer)]
    rows.push(cells.map((cell) => cell.toLocaleString('en')))
  }
  return table([['hits', 'raw hits', 'Baton', 'times less'], ...rows])
}

async function answerOver(text: string): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'baton-bench-logs-'))
  try {
    writeFileSync(join(root, 'a.ndjson'), text)
    const entries = [{ files: ['*.ndjson'], format: 'auto' }] as const
    const context = {
      nowMs: startMs + hourMs,
      shown: (_incident: string | null, message: string) => message,
      signal: new AbortController().signal,
      logs: mergeLogSources([localLogs({ entries, root })]),
      services: [],
      environments: [],
      casebook: { incident: () => null },
      resolve: (_: string, argument: string) => argument,
    } as unknown as ReadContext
    const window = { from: toIso(startMs), to: toIso(startMs + hourMs) }
    const { structured } = await runQueryLogs(Input.parse(window), context)
    return encode(JSON.stringify(structured)).length
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function hit(i: number, hits: number): string {
  const bad = i >= hits * 0.4 && i % 2 === 0
  return JSON.stringify({
    _index: 'logs-app-default',
    _id: (i * 7_919).toString(36).padStart(20, 'k'),
    _score: null,
    _source: {
      '@timestamp': toIso(startMs + Math.floor((i * hourMs) / hits)),
      'log.level': bad ? 'error' : 'info',
      message: bad
        ? `token exchange failed for session ${i}: upstream returned 503 after ${i % 900} ms`
        : `served request ${i}`,
      service: { name: 'auth', version: `1.4.${i % 3}` },
      cloud: { region: 'eu-west-1' },
      http: { response: { status_code: bad ? 503 : 200 } },
      url: { path: `/v1/auth/login/${i}` },
      trace: { id: (i * 7_919).toString(16).padStart(32, 'a0b1') },
      user: { id: `u${i % 100}` },
    },
  })
}
