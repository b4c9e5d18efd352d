import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'

import { toolList } from '../src/mcp/list.ts'
import { tools } from '../src/tools/index.ts'

const listed = toolList(tools)
const costs = listed.map(({ name, description, inputSchema }) => ({
  name,
  tokens: encode(JSON.stringify({ name, description, inputSchema })).length,
}))

test('the seventeen tools cost at most 3,200 tokens in every conversation, none more than 330', () => {
  const total = costs.reduce((sum, { tokens }) => sum + tokens, 0)
  expect(costs.filter(({ tokens }) => tokens > 330)).toEqual([])
  expect(costs).toHaveLength(17)
  expect(total, JSON.stringify(costs)).toBeLessThanOrEqual(3_200)
})

test('every input is strict and every field is described', () => {
  for (const { name, inputSchema } of listed) {
    const schema = inputSchema as unknown as {
      additionalProperties?: unknown
      properties: Record<string, { description?: string }>
    }
    expect(schema.additionalProperties, name).toBe(false)
    for (const [field, { description }] of Object.entries(schema.properties)) {
      expect(description, `${name}.${field}`).toEqual(expect.any(String))
    }
  }
})

test('annotations follow from the effect', () => {
  const hints = Object.fromEntries(
    listed.map(({ name, annotations }) => [name, annotations] as const),
  ) as Record<string, { readOnlyHint: boolean; destructiveHint: boolean }>
  expect(hints['query_logs']).toMatchObject({ readOnlyHint: true, destructiveHint: false })
  expect(hints['record_note']).toMatchObject({ readOnlyHint: false, destructiveHint: false })
  expect(hints['toggle_flag_with_approval']).toMatchObject({
    readOnlyHint: false,
    destructiveHint: true,
  })
})

test('the list is the same on every ask', () => {
  expect(JSON.stringify(toolList(tools))).toBe(JSON.stringify(listed))
})
