import type { Trust } from '../domain/trust.ts'

/** The trust folder. Read afresh each time, so that a change voids open grants at once. */
export interface TrustRoot {
  /** Throws UPSTREAM with the file's name when it cannot be read or parsed; an absent folder is an empty trust. */
  read(): Trust
}
