import { HandoffError } from '../../domain/error.ts'
import type { Acts } from '../../guard/acts/acts.ts'
import type { ChangeProtocol } from '../../guard/change/protocol.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'

/** The part of the house that approvers, commanders and receivers use. */
export interface DecisionHouse {
  readonly clock: Clock
  readonly casebook: CasebookReader
  readonly trustRoot: TrustRoot
  readonly changes: ChangeProtocol
  readonly openActs: () => Promise<Acts>
  close(): void | Promise<void>
}

/** What a command of the approvers touches outside itself. */
export interface Approval {
  readonly env: Readonly<Record<string, string | undefined>>
  open(): Promise<DecisionHouse>
  print(text: string): void
}

/** This process, its terminal and the house that its configuration names. */
export const here: Approval = {
  env: process.env,
  open: async () => {
    const { openHouse } = await import('../../main.ts')
    return tellingAtEnd(await openHouse({ env: process.env, cwd: process.cwd() }))
  },
  print: (text) => void process.stdout.write(`${text}\n`),
}

/** The same house, which at its end tells ticket and people what was put on the record meanwhile, for some seconds at most. */
export function tellingAtEnd<T extends DecisionHouse & { rounds(): Promise<void> }>(house: T): T {
  const before = checkpointOf(house)
  return {
    ...house,
    async close() {
      if (checkpointOf(house) !== before) await house.rounds()
      await house.close()
    },
  }
}

/** Null for a record that cannot be read; the work itself says so. */
function checkpointOf({ casebook }: DecisionHouse): string | null {
  try {
    return casebook.checkpoint()
  } catch {
    return null
  }
}

/** Opens the house for one piece of work and closes it whatever happens. */
export async function inHouse<T>(
  approval: Approval,
  work: (house: DecisionHouse) => Promise<T>,
): Promise<T> {
  const house = await approval.open()
  try {
    return await work(house)
  } finally {
    await house.close()
  }
}

/** An agent that starts commands is told at once that this is not its door; what holds is the signature. */
export function refuseAgent({ env }: Approval): void {
  if (env['BATON_AGENT'] !== '1') return
  throw new HandoffError('DENIED', 'An agent neither decides nor signs for a person.', {
    rule: 'humans-only',
    hint: 'A person does it in a terminal of their own.',
  })
}
