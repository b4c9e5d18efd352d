import type { Config } from '../../config.ts'
import type { Window } from '../../domain/window.ts'
import type { CasebookReader } from '../../ports/casebook.ts'
import type { ChangeLogResult } from '../../ports/change-log.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ActorNames } from '../../guard/actor-names.ts'
import type { Redactor } from '../../ports/redactor.ts'
import type { TrustRoot } from '../../ports/trust-root.ts'

/** The part of the house that an export reads. */
export interface ExportHouse {
  readonly config: Pick<Config, 'home' | 'environments' | 'links'>
  readonly clock: Clock
  readonly casebook: CasebookReader
  readonly redactor: Redactor
  readonly trustRoot: TrustRoot
  changesIn(window: Window, signal: AbortSignal): Promise<ChangeLogResult>
  /** Those who made or approved a change, as they may be shown in an incident. */
  readonly actorsIn: (incident: string | null) => ActorNames
  close(): void | Promise<void>
}

/** What the command touches outside itself. */
export interface Office {
  /** Throws INVALID_INPUT for a configuration that is not valid. */
  open(): Promise<ExportHouse>
  print(text: string): void
  warn(text: string): void
}

/** This process and the house that its configuration names. */
export const here: Office = {
  open: async () => {
    const { openHouse } = await import('../../main.ts')
    return openHouse({ env: process.env, cwd: process.cwd() })
  },
  print: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
}
