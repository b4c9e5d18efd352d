import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import * as z from 'zod'

import type { FlagState } from '../../src/ports/flags.ts'
import tool from '../../src/tools/toggle_flag_with_approval.ts'
import type { ApplyContext, ChangeTool, ReadContext } from '../../src/tools/tool.ts'
import { makeRig, refusalOf } from '../support-approvals/rig.ts'

const room = tool as ChangeTool<z.ZodObject>

const full = {
  incident: 'INC-TEST',
  flag: 'new-token-validator',
  environment: 'production',
  to: 'off',
  reason: 'logins fail',
}

async function world(toggleable = true) {
  const rig = await makeRig()
  const calls: unknown[] = []
  const state: FlagState = {
    flag: 'new-token-validator',
    environment: 'production',
    on: true,
    version: '7',
    toggleable,
    served: true,
    variations: [true, false],
    targeting: { individuals: 0, rules: [], fallthrough: 0, off: 1, prerequisites: [] },
    source: 'flags.json',
  }
  const context = {
    casebook: rig.reader,
    flags: { read: async () => state, list: async () => [state] },
    environments: rig.protocolOptions.environments,
    signal: new AbortController().signal,
  } as unknown as ReadContext
  const writer = {
    signal: context.signal,
    flags: { toggle: async (...args: unknown[]) => void calls.push(args.slice(0, 4)) },
  } as unknown as ApplyContext
  return { rig, context, writer, calls }
}

test('a proposal holds what was read and what is wanted', async () => {
  const { context } = await world()
  expect(await room.propose(full, context)).toEqual({
    system: 'feature-flags',
    target: 'new-token-validator',
    service: 'auth',
    environment: 'production',
    region: 'eu-west-1',
    from: 'on',
    to: 'off',
    baseVersion: '7',
    reason: 'logins fail',
    inverseOf: null,
  })
  const elsewhere = await room.propose({ ...full, environment: 'lab' }, context)
  expect(elsewhere.region).toBe('all regions')
})

test.each(['incident', 'flag', 'environment', 'to', 'reason'])(
  'without %s it is no proposal',
  async (field) => {
    const { context } = await world()
    const work = room.propose({ ...full, [field]: undefined }, context)
    expect(await refusalOf(work)).toEqual(['INVALID_INPUT', undefined])
  },
)

test('nothing is proposed that could not be applied', async () => {
  const { context } = await world(false)
  expect(await refusalOf(room.propose(full, context))).toEqual(['INVALID_INPUT', undefined])
})

test('proposing and applying in one call is refused', async () => {
  const { context } = await world()
  const work = room.propose({ ...full, request: 'REQ-1' }, context)
  expect(await refusalOf(work)).toEqual(['INVALID_INPUT', undefined])
})

test('apply writes exactly what was granted', async () => {
  const { rig, context, writer, calls } = await world()
  const request = await rig.propose()
  expect(await room.readBack(request, context)).toEqual({ value: 'on', version: '7' })
  await room.apply(request, writer)
  expect(calls).toEqual([['production', 'new-token-validator', false, '7']])
  const strange = { ...request, proposal: { ...request.proposal, to: { on: true } } }
  expect(await refusalOf(room.apply(strange, writer))).toEqual(['DENIED', undefined])
  expect(calls).toHaveLength(1)
})

test('unknown arguments are refused and the tool stays within its tokens', () => {
  expect(room.input.safeParse({ ...full, approve: true }).success).toBe(false)
  const { $schema: _, ...inputSchema } = z.toJSONSchema(room.input, { io: 'input' })
  const { name, description } = tool
  expect(encode(JSON.stringify({ name, description, inputSchema })).length).toBeLessThanOrEqual(230)
})
