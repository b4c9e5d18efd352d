import type { AgentClient, Reply } from '../client.ts'
import type { Company } from '../company.ts'
import type { Ledger } from '../ledger.ts'
import type { Said } from '../person.ts'
import type { Printer } from '../print.ts'
import type { Random } from '../random.ts'
import type { Witness } from '../witness.ts'
import type { World } from '../world.ts'

/** Everything that the acts of a game share. */
export interface Stage {
  readonly world: World
  readonly company: Company
  readonly client: AgentClient
  readonly witness: Witness
  readonly print: Printer
  readonly ledger: Ledger
  readonly random: Random
  /** Keeps what a command printed, for the canary scan. */
  heard(said: Said): Said
}

/** Calls a tool, shows what it answered and returns it. */
export async function call(
  { client, print }: Stage,
  tool: string,
  args: Readonly<Record<string, unknown>>,
  lines = 6,
): Promise<Reply> {
  const reply = await client.call(tool, args)
  print.say(`> ${tool} ${shown(args)}`)
  print.excerpt(reply.text, lines)
  return reply
}

/** As `call`, but a refusal ends the game: without this answer there is nothing to go on with. */
export async function must(
  stage: Stage,
  tool: string,
  args: Readonly<Record<string, unknown>>,
  lines = 6,
): Promise<Reply> {
  const reply = await call(stage, tool, args, lines)
  if (reply.code !== null) throw new Error(`${tool} was refused: ${reply.code}: ${reply.text}`)
  return reply
}

function shown(args: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(args).map(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return `${key}=${text.length > 48 ? `${text.slice(0, 45)}...` : text}`
  })
  return parts.join(' ').slice(0, 140)
}
