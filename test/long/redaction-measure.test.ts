import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { detect } from '../../src/redaction/engine.ts'
import { createMemoryVault } from '../../src/redaction/memory-vault.ts'
import { createRedactor } from '../../src/redaction/redactor.ts'

const data = join(import.meta.dirname, '../../../shared/data')
const nobody = (): readonly never[] => []

function logFiles(): readonly string[] {
  const folder = join(data, 'loghub')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** Hits that the lines truly hold: addresses, and the user of a sign-in in the words of sshd. */
const expectedInLogs = new Set(['ipv4', 'ipv6', 'mac', 'user'])

test.skipIf(!existsSync(join(data, 'loghub')))('false hits on real log lines', () => {
  const lines = logFiles().flatMap((text) => text.split('\n'))
  const found: Record<string, number> = {}
  const falseHits: string[] = []
  for (const line of lines) {
    for (const hit of detect(line, 'log', nobody)) {
      found[hit.class] = (found[hit.class] ?? 0) + 1
      if (!expectedInLogs.has(hit.class)) falseHits.push(`${hit.class} ${line}`)
    }
  }
  process.stdout.write(`loghub ${lines.length} lines ${JSON.stringify(found)}\n`)
  expect(falseHits).toEqual([])
  expect(found['ipv4']).toBeGreaterThan(6_000)
})

interface Sample {
  readonly full_text: string
  readonly spans: readonly {
    readonly entity_type: string
    readonly start_position: number
    readonly end_position: number
  }[]
}

test.skipIf(!existsSync(join(data, 'pii')))('recall of structured classes in free text', () => {
  const samples = JSON.parse(
    readFileSync(join(data, 'pii/presidio_generated_large.json'), 'utf8'),
  ) as readonly Sample[]
  const recall = new Map<string, { all: number; hidden: number }>()
  for (const sample of samples) {
    const hits = detect(sample.full_text, 'text', nobody)
    for (const span of sample.spans) {
      const count = recall.get(span.entity_type) ?? { all: 0, hidden: 0 }
      recall.set(span.entity_type, count)
      count.all++
      const from = span.start_position
      if (hits.some((hit) => hit.start <= from && hit.end >= span.end_position)) count.hidden++
    }
  }
  for (const [name, { all, hidden }] of recall) {
    process.stdout.write(`${name} ${hidden}/${all} ${(hidden / all).toFixed(3)}\n`)
  }
  for (const name of ['CREDIT_CARD', 'EMAIL_ADDRESS', 'IBAN_CODE', 'IP_ADDRESS', 'US_SSN']) {
    expect({ name, ...recall.get(name)! }).toMatchObject({ hidden: recall.get(name)!.all })
  }
  const phones = recall.get('PHONE_NUMBER')!
  expect(phones.hidden / phones.all).toBeGreaterThanOrEqual(0.99)
})

test.skipIf(!existsSync(join(data, 'pii')))('recall of secrets', () => {
  const file = readFileSync(join(data, 'pii/secret_samples.json.gz'))
  const samples = JSON.parse(gunzipSync(file).toString('utf8')) as readonly {
    label: string
    text: string
  }[]
  const other = new Set(['ipv4', 'ipv6', 'mac', 'email', 'phone', 'user'])
  const hit = (text: string): boolean =>
    detect(text, 'log', nobody).some((found) => !other.has(found.class))
  const real = samples.filter((sample) => sample.label === 'tp')
  const fake = samples.filter((sample) => sample.label !== 'tp')
  const found = real.filter((sample) => hit(sample.text)).length
  const believed = fake.filter((sample) => hit(sample.text)).length
  process.stdout.write(`secrets ${found}/${real.length}, false ${believed}/${fake.length}\n`)
  expect(found / real.length).toBeGreaterThanOrEqual(0.99)
  expect(believed / fake.length).toBeLessThan(0.05)
})

test.skipIf(!existsSync(join(data, 'loghub')))('throughput on real log lines', () => {
  const text = logFiles().join('')
  for (const profile of ['log', 'text'] as const) {
    const redactor = createRedactor({ vault: createMemoryVault(), readable: [] })
    for (let round = 0; round < 3; round++) {
      const from = performance.now()
      const { report } = redactor.text(text, { incident: null, profile })
      expect(report.hidden['ipv4']).toBeGreaterThan(6_000)
      const seconds = (performance.now() - from) / 1_000
      process.stdout.write(`${profile} ${(text.length / 1e6 / seconds).toFixed(1)} MB/s\n`)
    }
  }
})
