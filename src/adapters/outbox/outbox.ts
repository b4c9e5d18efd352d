import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { toIso } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MessageChannel } from '../../ports/messages.ts'
import { writeWhole } from '../files/durable.ts'

export interface OutboxOptions {
  /** Folder that a relative `folder` starts from. */
  readonly root: string
  readonly folder: string
  readonly clock: Clock
}

/**
 * One JSON file per message, readable by its owner only, for people or another program to send on.
 * The reference is the file's name, which sorts by time. Throws UPSTREAM when the message could not be kept.
 */
export function outboxMessages({ root, folder, clock }: OutboxOptions): MessageChannel {
  const place = resolve(root, folder)
  return {
    async send(message, signal) {
      signal.throwIfAborted()
      const at = toIso(clock.nowMs())
      const stamp = at.replace(/[-:.]/g, '')
      const name = `${stamp}-${message.audience}-${randomBytes(4).toString('hex')}.json`
      const { audience, channel, to, incident, subject, text } = message
      const content = { at, incident, audience, channel, to, subject, text }
      try {
        await mkdir(place, { recursive: true, mode: 0o700 })
        writeWhole(place, name, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
      } catch (cause) {
        throw new HandoffError('UPSTREAM', 'The message could not be put into the outbox.', {
          hint: 'A person must check disk space and permissions of the outbox folder.',
          cause,
        })
      }
      return name
    },
  }
}
