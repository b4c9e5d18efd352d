import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { HandoffError } from '../../domain/error.ts'
import type { Ticket } from '../../ports/tickets.ts'
import { parseTicket } from './front-matter.ts'

const maxFiles = 10_000
const maxBytes = 4 * 1024 * 1024

/** A ticket and the file of the folder that holds it. */
export interface TicketFile {
  readonly name: string
  readonly ticket: Ticket
}

/**
 * The one ticket whose front matter bears exactly this id; an id is never used as a path.
 * Throws NOT_FOUND, or UPSTREAM when the folder, or a file that might be the one, cannot be read, or two files bear the id.
 */
export async function findTicket(
  folder: string,
  id: string,
  signal: AbortSignal,
): Promise<TicketFile> {
  const found: TicketFile[] = []
  let unreadable = 0
  for (const name of await ticketFiles(folder)) {
    signal.throwIfAborted()
    const ticket = await readTicket(join(folder, name))
    if (ticket === undefined) unreadable += 1
    else if (ticket.id === id) found.push({ name, ticket })
  }
  const [first, second] = found
  if (second !== undefined) {
    throw new HandoffError('UPSTREAM', 'Two ticket files bear this id.', {
      hint: 'A person must give one of them another id.',
    })
  }
  if (first !== undefined) return first
  if (unreadable > 0) {
    throw new HandoffError(
      'UPSTREAM',
      `No readable ticket bears this id, and ${unreadable} ticket files could not be read.`,
      {
        hint: 'A person must mend their front matter, or make them readable: docs/configuration.md shows the format.',
      },
    )
  }
  throw new HandoffError('NOT_FOUND', 'No ticket bears this id.', {
    hint: 'Give the id exactly as it stands in the ticket.',
  })
}

async function ticketFiles(folder: string): Promise<readonly string[]> {
  try {
    const items = await readdir(folder, { withFileTypes: true })
    return items
      .filter((item) => item.isFile() && item.name.endsWith('.md') && !item.name.startsWith('.'))
      .map((item) => item.name)
      .toSorted()
      .slice(0, maxFiles)
  } catch (cause) {
    throw new HandoffError('UPSTREAM', 'The ticket folder cannot be read.', {
      hint: 'A person must check that the folder named under tickets in baton.yaml exists and is readable.',
      cause,
    })
  }
}

async function readTicket(file: string): Promise<Ticket | undefined> {
  try {
    await using handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    if ((await handle.stat()).size > maxBytes) return undefined
    return parseTicket(await handle.readFile('utf8'))
  } catch {
    return undefined
  }
}
