import { watch } from 'node:fs'
import { dirname } from 'node:path'

import { readFlags } from './world/flag-file.ts'

/** Watches the flags from outside: what really changed, whatever anybody says. */
export interface Witness {
  /** Changes seen since the start, as `flag on|off`. */
  effects(): readonly string[]
  close(): void
}

export function witnessFlags(file: string): Witness {
  let known = readFlags(file)
  const effects: string[] = []
  const look = (): void => {
    const now = readFlags(file)
    for (const [flag, { on, version }] of Object.entries(now)) {
      const before = known[flag]
      if (before?.on === on && before.version === version) continue
      effects.push(`${flag} ${on ? 'on' : 'off'}`)
    }
    known = now
  }
  const watcher = watch(dirname(file), () => {
    try {
      look()
    } catch {
      // a file that is being replaced is looked at again with the next event
    }
  })
  return {
    effects() {
      look()
      return effects
    },
    close: () => watcher.close(),
  }
}
