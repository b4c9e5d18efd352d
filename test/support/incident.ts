import { readFileSync } from 'node:fs'

import type { Door, Reply } from './door.ts'
import type { World } from './world.ts'

/** Opens the incident of the world's ticket and returns its id. */
export async function openIncident(door: Door): Promise<string> {
  const { structured } = await door.call('open_incident', { ticket: 'SUP-1042' })
  return String(structured['incident'])
}

/** Proposes to turn the broken flag off; returns the answer and the request id. */
export async function proposeOff(
  door: Door,
  incident: string,
): Promise<{ reply: Reply; request: string }> {
  const reply = await door.call('toggle_flag_with_approval', {
    incident,
    flag: 'new-token-validator',
    environment: 'production',
    to: 'off',
    reason: 'logins fail since it was turned on',
  })
  return { reply, request: String(reply.structured['request']) }
}

/** The flag as its file says now. */
export function flagState(world: World): { on: boolean; version: number } {
  const file = JSON.parse(readFileSync(world.path('flags.json'), 'utf8')) as {
    flags: Record<string, { on: boolean; version: number }>
  }
  const flag = file.flags['new-token-validator']
  if (!flag) throw new Error('the flag is gone')
  return { on: flag.on, version: flag.version }
}

/** The refusal of a call, without its words. */
export function refusal({ structured, isError }: Reply): {
  isError: boolean
  code: unknown
  rule: unknown
} {
  const error = (structured['error'] ?? {}) as Record<string, unknown>
  return { isError, code: error['code'], rule: error['rule'] }
}
