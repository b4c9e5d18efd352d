import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import { toMinute } from '../../domain/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { TicketReader, TicketWriter } from '../../ports/tickets.ts'
import { findTicket } from './files.ts'

export interface MarkdownTicketsOptions {
  /** Folder that a relative `folder` starts from. */
  readonly root: string
  readonly folder: string
  readonly clock: Clock
}

/** Tickets as Markdown files with front matter (DESIGN section 13); a comment's reference is file name and instant. */
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

    async comment(id, heading, text, signal) {
      const { name } = await findTicket(place, id, signal)
      const at = toMinute(clock.nowMs())
      await append(join(place, name), commentOf(at, heading, text))
      return `${name}#${at}`
    },
  }
}

const datedHeading = /^([ \t]*)(##[ \t]+\d{4}-\d\d-\d\dT)/gm

/** A dated heading inside the text is escaped, so that one comment cannot pose as several. */
function commentOf(at: string, heading: string, text: string): string {
  const title = heading.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const body = text.replace(/\r\n?/g, '\n').replace(datedHeading, '$1\\$2').trim()
  return `\n\n## ${at} ${title}\n\n${body}\n`
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
    throw new HandoffError('UPSTREAM', 'The comment could not be written to the ticket.', {
      hint: 'A person must check disk space and permissions of the ticket folder.',
      cause,
    })
  }
}
