import type { Entry } from '../entry.ts'
import type { FactBody } from '../fact.ts'
import { type Trust, agentRole, rolesOf } from '../trust.ts'
import { type Dated, bodies } from './bodies.ts'

/** The role that breaks glass, lowers severities and hands over command. */
export const commanderRole = 'incident-commander'

/** Each handing over that took effect, oldest first: only whoever had the command could give it away. */
export function foldCommand(
  opened: FactBody<'incident.opened'>,
  entries: readonly Entry[],
): {
  readonly commander: string | null
  readonly commands: readonly Dated<FactBody<'command.handed'>>[]
} {
  let commander = opened.commander
  const commands: Dated<FactBody<'command.handed'>>[] = []
  for (const handed of bodies(entries, 'command.handed')) {
    if (handed.from !== commander) continue
    commander = handed.to
    commands.push(handed)
  }
  return { commander, commands }
}

/** A human who holds the role at that moment. It comes from people and rota alone, never from the record. */
export function mayCommand(trust: Trust, person: string, nowMs: number): boolean {
  const roles = rolesOf(trust, person, nowMs)
  return roles.includes(commanderRole) && !roles.includes(agentRole)
}

/**
 * Who may act as the present commander: whom the incident names while they hold the role, else everybody who holds it
 * now, since a shift that ended must not leave an incident without command.
 */
export function presentCommanders(
  { commander }: { readonly commander: string | null },
  trust: Trust,
  nowMs: number,
): readonly string[] {
  if (commander !== null && mayCommand(trust, commander, nowMs)) return [commander]
  return trust.people.filter(({ id }) => mayCommand(trust, id, nowMs)).map(({ id }) => id)
}
