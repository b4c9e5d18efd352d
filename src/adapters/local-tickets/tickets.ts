import { constants } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { toMinute } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TicketReader, TicketWriter } from '../../ports/tickets.ts'
import { locked } from '../files/lock.ts'
import { commentOf, commentedAt } from './comment.ts'
import { findTicket } from './files.ts'

export interface MarkdownTicketsOptions {
  /** Folder that a relative `folder` starts from. */
  readonly root: string
  readonly folder: string
  readonly clock: Clock
}

const lockWaitMs = 4_000

/**
 * Tickets as Markdown files with front matter (DESIGN section 13); a comment's reference is file name and instant. A key
 * stands in the file as the comment's last line, `Ref KEY`.
 */
export function markdownTickets({
  root,
  folder,
  clock,
}: MarkdownTicketsOptions): TicketReader & TicketWriter {
  const place = resolve(root, folder)
  return {
    async read(id, signal) {
      return (await findTicket(place, id, signal)).ticket
    },

    async comment(id, heading, text, signal, marks = {}) {
      const { name } = await findTicket(place, id, signal)
      const file = join(place, name)
      const write = async (): Promise<string> => {
        signal.throwIfAborted()
        const at = toMinute(clock.nowMs())
        await append(file, commentOf(at, heading, text, marks))
        return `${name}#${at}`
      }
      const { key } = marks
      if (key === undefined) return write()
      return inTurn(join(place, '.baton.lock'), signal, async () => {
        const at = commentedAt(await readFile(file, 'utf8'), key)
        return at === undefined ? write() : `${name}#${at}`
      })
    },
  }
}

/** One process at a time looks for a key and writes it. */
async function inTurn(
  lockFile: string,
  signal: AbortSignal,
  work: () => Promise<string>,
): Promise<string> {
  try {
    return await locked(lockFile, lockWaitMs, signal, work)
  } catch (cause) {
    if (cause instanceof HandoffError || signal.aborted) throw cause
    throw notWritten(cause)
  }
}

/** One write at the file's end, then fsync: two writers at once lose nothing, and what an editor wrote stays. */
async function append(file: string, block: string): Promise<void> {
  const bytes = Buffer.from(block)
  try {
    const flags = constants.O_WRONLY | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0)
    await using handle = await open(file, flags)
    const { bytesWritten } = await handle.write(bytes)
    if (bytesWritten !== bytes.length) throw new Error('The comment was written in part.')
    await handle.sync()
  } catch (cause) {
    throw notWritten(cause)
  }
}

function notWritten(cause: unknown): HandoffError {
  return new HandoffError('UPSTREAM', 'The comment could not be written to the ticket.', {
    hint: 'A person must check disk space and permissions of the ticket folder.',
    cause,
  })
}
