import type { Command } from 'commander'

import { type Approval, tellingAtEnd } from '../../src/cli/decide/house.ts'
import { openHouse } from '../../src/main.ts'
import type { World } from './world.ts'

type Person = keyof World['keys']

/** A person at a terminal of the world: a house of their own on the same home, and their own key. */
export interface Terminal {
  /** Everything printed so far. */
  readonly printed: readonly string[]
  /** Runs a verb of `baton` as that person; rejects as the verb does. */
  run(
    verb: (approval: Approval) => Command,
    who: Person,
    ...args: readonly string[]
  ): Promise<unknown>
  /** Runs a verb that needs no key. */
  look(verb: (approval: Approval) => Command, ...args: readonly string[]): Promise<unknown>
}

export function openTerminal(world: World, env: Readonly<Record<string, string>> = {}): Terminal {
  const printed: string[] = []
  const approval: Approval = {
    env: { ...world.env, ...env },
    open: async () =>
      tellingAtEnd(await openHouse({ env: world.env, cwd: world.root, clock: world.clock })),
    print: (text) => void printed.push(text),
  }
  return {
    printed,
    run: (verb, who, ...args) =>
      verb(approval).parseAsync([...args, '--key', world.path('keys', who)], { from: 'user' }),
    look: (verb, ...args) => verb(approval).parseAsync(args, { from: 'user' }),
  }
}
