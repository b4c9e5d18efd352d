import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import type * as z from 'zod'

import type { ReadContext } from '../../src/ports/context.ts'
import type { Output } from '../../src/tools/list-deployments/output.ts'
import tool from '../../src/tools/list_deployments.ts'
import type { ReadTool } from '../../src/tools/tool.ts'
import { deployed } from '../support/github/repository.ts'
import { githubSource, nowMs } from '../support/github/source.ts'

const { signal } = new AbortController()
const listing = tool as unknown as ReadTool<z.ZodObject, typeof Output>
const dayMs = 24 * 3_600_000
const many = Array.from({ length: 5_000 }, (_, i) => deployed(i, nowMs - dayMs + i * 17_000))

test('list_deployments shows 5,000 of them in pages of at most 6,000 tokens, each once', async () => {
  const { source } = await githubSource({ held: { deployments: many } })
  const context = {
    nowMs,
    signal,
    changes: source,
    services: [],
    environments: [{ name: 'production', production: true, regions: [] }],
    links: ['github.com'],
    casebook: { incidents: () => [] },
  } as unknown as ReadContext
  const asked = { from: '2026-11-22T08:00:00Z', to: '2026-11-23T08:00:00Z', limit: 50 }
  const seen: string[] = []
  let cursor: string | undefined
  let largest = ''
  do {
    const given = listing.input.parse({ ...asked, ...(cursor === undefined ? {} : { cursor }) })
    const { structured } = await listing.run(given, context)
    expect(structured.total).toBe(5_000)
    const text = JSON.stringify(structured)
    if (text.length > largest.length) largest = text
    seen.push(...structured.changes.map(({ id }) => JSON.stringify(id)))
    cursor = structured.cursor
  } while (cursor !== undefined)
  expect(seen).toHaveLength(5_000)
  expect(new Set(seen).size).toBe(5_000)
  expect(encode(largest).length).toBeLessThanOrEqual(6_000)
})
