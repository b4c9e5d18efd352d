import { HandoffError } from '../domain/error.ts'
import type { EvidenceFiles } from './evidence.ts'
import type { FlagReader, FlagWriter } from './flags.ts'
import type { SettingsReader } from './settings.ts'
import type { TicketReader, TicketWriter } from './tickets.ts'

function missing(what: string, key: string): HandoffError {
  return new HandoffError('NOT_FOUND', `No ${what} is configured.`, {
    hint: `A person adds ${key} to baton.yaml.`,
  })
}

/** Stands where the configuration names no tickets: says so instead of answering with nothing. */
export const noTickets: TicketReader & TicketWriter = {
  read: () => Promise.reject(missing('ticket desk', 'tickets')),
  comment: () => Promise.reject(missing('ticket desk', 'tickets')),
}

/** Stands where the configuration names no flags. */
export const noFlags: FlagReader & FlagWriter = {
  read: () => Promise.reject(missing('flag system', 'flags')),
  list: () => Promise.reject(missing('flag system', 'flags')),
  environments: () => Promise.reject(missing('flag system', 'flags')),
  toggle: () => Promise.reject(missing('flag system', 'flags')),
}

/** Stands where no environment names its configuration. */
export const noSettings: SettingsReader = {
  environments: () => Promise.resolve([]),
  read: () =>
    Promise.reject(missing('configuration of an environment', 'environments[].configuration')),
}

/** Stands where the configuration allows no file to be captured. */
export const noEvidenceFiles: EvidenceFiles = {
  read: () => Promise.reject(missing('evidence folder', 'evidence.folders')),
}
