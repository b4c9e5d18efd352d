import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'

import { HandoffError, isConflict } from '../../domain/error.ts'
import { toIso } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { MessageChannel, Posted } from '../../ports/messages.ts'
import { writeWhole } from '../files/durable.ts'
import { boardFiles, nameOf, postedIn } from './board.ts'

export interface OutboxOptions {
  /** Folder that a relative `folder` starts from. */
  readonly root: string
  readonly folder: string
  readonly clock: Clock
}

/**
 * One JSON file per message, readable by its owner only, for people or another program to send on; a file that was sent
 * on stays or is moved to `sent` below. References are file names. A publication's name is its place on its board, which
 * the file system gives away once, so that two processes cannot publish in one place.
 */
export function outboxMessages({ root, folder, clock }: OutboxOptions): MessageChannel {
  const place = resolve(root, folder)

  async function put(name: string, content: object, exclusive: boolean): Promise<void> {
    try {
      await mkdir(place, { recursive: true, mode: 0o700 })
      writeWhole(place, name, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, exclusive })
    } catch (cause) {
      if (exclusive && (cause as NodeJS.ErrnoException).code === 'EEXIST') throw cause
      throw new HandoffError('UPSTREAM', 'The message could not be put into the outbox.', {
        hint: 'A person must check disk space and permissions of the outbox folder.',
        cause,
      })
    }
  }

  /** Whether what stands there is this very publication; throws CONFLICT for another one. */
  function isOwn(name: string, post: Posted): boolean {
    const there = postedIn(place, name, post)
    if (!there) return false
    if (there.key === post.key) return true
    throw new HandoffError('CONFLICT', 'Another update was published there first.', {
      hint: 'Look at what it says with get_incident, then propose the next one.',
    })
  }

  /** After a write that failed half-way: what cannot be looked at now is an unknown outcome and no refusal. */
  function isThereAfterAll(name: string, post: Posted): boolean {
    try {
      return isOwn(name, post)
    } catch (cause) {
      if (isConflict(cause)) throw cause
      throw new Error('the outbox cannot be read after a write that failed', { cause })
    }
  }

  return {
    async send(message, signal) {
      signal.throwIfAborted()
      const at = toIso(clock.nowMs())
      const stamp = at.replace(/[-:.]/g, '')
      const name = `${stamp}-${message.audience}-${randomBytes(4).toString('hex')}.json`
      const { audience, channel, to, incident, subject, text } = message
      await put(name, { at, incident, audience, channel, to, subject, text }, false)
      return name
    },
    async published(board, signal) {
      signal.throwIfAborted()
      return boardFiles(place, board).flatMap(({ name }) => postedIn(place, name, board) ?? [])
    },
    async publish(post, signal) {
      signal.throwIfAborted()
      const name = nameOf(post)
      if (isOwn(name, post)) return name
      const { incident, audience, channel, subject, text, key, number } = post
      const at = toIso(clock.nowMs())
      const content = { at, incident, audience, channel, key, number, subject, text }
      try {
        await put(name, content, true)
      } catch (cause) {
        if (!isThereAfterAll(name, post)) throw cause
      }
      return name
    },
  }
}
