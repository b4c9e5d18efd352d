import { encode } from 'gpt-tokenizer/encoding/o200k_base'

import { mergeLogSources } from '../../src/ports/merge-log-sources.ts'
import { localLogs } from '../../src/adapters/local-logs/logs.ts'
import { cutExcerpts } from '../../src/domain/excerpt.ts'
import type { Json } from '../../src/domain/json.ts'
import type { Redacted } from '../../src/domain/redacted.ts'
import { toIso } from '../../src/domain/time.ts'
import type { Answer } from '../../src/domain/work.ts'
import type { ReadContext, ReadTool } from '../../src/tools/tool.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'
import { Input } from '../../src/tools/shared/logs/input.ts'
import { Output } from '../../src/tools/query-logs/output.ts'
import queryLogs from '../../src/tools/query_logs.ts'
import { folder } from '../adapters/local-logs/folder.ts'

export const tool = queryLogs as unknown as ReadTool<typeof Input, typeof Output>
export const startMs = Date.UTC(2026, 10, 23, 6)
export const token = '«user:7Q3fK2abXkAAAAAA»'
export const view = { nonce: '0123456789abcdef', nowMs: startMs }
export const hour = { from: '2026-11-23T06:00:00Z', to: '2026-11-23T07:00:00Z' }

/** So many events in an hour; from 06:24 on every second one fails with that message. */
export function failing(message: (i: number) => string, events = 2_000): string {
  return Array.from({ length: events }, (_, i) => {
    const bad = i >= events * 0.4 && i % 2 === 0
    return JSON.stringify({
      '@timestamp': toIso(startMs + (i * 3_600_000) / events),
      'log.level': bad ? 'error' : 'info',
      message: bad ? message(i) : `served ${i}`,
      'service.name': 'auth',
      'service.version': `1.4.${i % 3}`,
      'cloud.region': 'eu-west-1',
      'http.response.status_code': bad ? 503 : 200,
      'url.path': `/v1/auth/login/${i}`,
      'trace.id': (i * 7_919).toString(16).padStart(32, 'a0b1'),
      'user.id': `u${i % 100}`,
    })
  }).join('\n')
}

/** A context over that log alone. */
export async function contextOf(text: string): Promise<ReadContext> {
  const root = await folder({ 'auth.ndjson': text })
  const entries = [{ files: ['*.ndjson'], format: 'auto' }] as const
  return {
    nowMs: startMs + 3_600_000,
    shown: (_incident: string | null, message: string) => message,
    signal: new AbortController().signal,
    logs: mergeLogSources([localLogs({ entries, root })]),
    services: [{ name: 'auth', regions: ['eu-west-1'], mau: 10_000 }],
    environments: [{ name: 'production', regions: ['eu-west-1'] }],
    casebook: {
      incident: () => ({
        window: { from: toIso(startMs), to: toIso(startMs + 3_600_000) },
        regions: ['eu-west-1'],
        services: ['auth'],
      }),
    },
    resolve: (_: string, argument: string) => argument.replace(token, 'u2'),
  } as unknown as ReadContext
}

export const typical = (i: number): string =>
  `token exchange failed for session ${i}: upstream returned 503 after ${i % 900} ms`

export const served = failing(typical)
const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })

/** The answer as it leaves the hall: redacted whole, then cut. */
export function shownOf(structured: Output): Redacted<Output> {
  const { value } = redactor.json<Json>(structured, { incident: 'INC-1', profile: 'log' })
  return cutExcerpts(value) as unknown as Redacted<Output>
}

/** Asks that log; the answer is what leaves the hall. */
export async function ask(
  input: Input,
  text = served,
): Promise<{ readonly structured: Redacted<Output>; readonly finding: Answer<Output>['finding'] }> {
  const { structured, finding } = await tool.run(Input.parse(input), await contextOf(text))
  return { structured: shownOf(structured), finding }
}

/** What a hostile or a chatty service writes. */
export const floods: readonly (readonly [string, (i: number) => string])[] = [
  ['long words', (i) => `${typical(i)} because the issuer did not answer in time `.repeat(8)],
  [
    'random text',
    (i) => Array.from({ length: 60 }, (_, k) => Math.sin(i * k).toString(36)).join(' '),
  ],
  ['one word of 5,000 characters', (i) => `x${i}`.padEnd(5_000, 'aZ9+')],
  ['ideographs', (i) => `${'認証に失敗しました。 '.repeat(60)}${i}`],
  ['emoji', (i) => `${'🔥💥🚒 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 '.repeat(60)}${i % 7}`],
  ['what is hidden', (i) => `mail of a${i}.b@example.com from 10.1.${i % 250}.7 `.repeat(40)],
  ['a stack trace', (i) => `Error: no key ${i}\n    at verify (/srv/app/a.js:88:31)`.repeat(20)],
]

/** The cost of an answer over that log, the greater of data and text and both together, with the samples asked for. */
export async function costOf(
  text: string,
  samples: number | undefined,
): Promise<{
  readonly tokens: number
  readonly both: number
  readonly structured: Redacted<Output>
}> {
  const { structured } = await ask({ ...hour, samples }, text)
  const rendered = await tool.render(structured, view)
  const parts = [encode(rendered).length, encode(JSON.stringify(structured)).length]
  return { tokens: Math.max(...parts), both: parts[0]! + parts[1]!, structured }
}
