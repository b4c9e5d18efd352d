import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

import * as z from 'zod'

import { HandoffError } from '../../domain/error.ts'
import { Publication } from '../../domain/publication.ts'
import type { Board, Posted } from '../../ports/messages.ts'

/** Below the outbox: where whoever sends files on may put those that are done. */
const doneFolder = 'sent'
const longestBytes = 64 * 1024
const plainName = /^[\w-]{1,80}$/

const File = Publication.extend({
  at: z.string(),
  incident: z.string(),
  key: z.string(),
  number: z.int().positive(),
})

/** The file of one place on a board, such as `INC-7Q3F.customers.outbox.0002.json`. */
export function nameOf({ number, ...board }: Board & { readonly number: number }): string {
  return `${prefixOf(board)}${String(number).padStart(4, '0')}.json`
}

/** The files of a board by number, wherever they lie by now. */
export function boardFiles(
  place: string,
  board: Board,
): readonly { readonly name: string; readonly number: number }[] {
  const prefix = prefixOf(board)
  const names = new Set([...namesIn(place), ...namesIn(join(place, doneFolder))])
  return [...names]
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const [, digits] = /^(\d{4,9})\.json$/.exec(name.slice(prefix.length)) ?? []
      return digits === undefined ? [] : [{ name, number: Number(digits) }]
    })
    .toSorted((a, b) => a.number - b.number)
}

/** What stands in a file of that board; undefined when there is none. Throws UPSTREAM for one that Baton did not write. */
export function postedIn(place: string, name: string, board: Board): Posted | undefined {
  const text = contentOf(join(place, name)) ?? contentOf(join(place, doneFolder, name))
  if (text === undefined) return undefined
  const { at: _, ...posted } = parsed(text)
  if (nameOf(posted) !== name || prefixOf(posted) !== prefixOf(board)) throw unreadable()
  return posted
}

function prefixOf({ incident, audience, channel }: Board): string {
  const parts = [incident, audience, channel]
  if (!parts.every((part) => plainName.test(part))) throw unreadable()
  return `${parts.join('.')}.`
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (cause) {
    if (isMissing(cause)) return []
    throw unreadable(cause)
  }
}

function contentOf(file: string): string | undefined {
  try {
    if (statSync(file).size > longestBytes) throw unreadable()
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw unreadable(cause)
  }
}

function parsed(text: string): z.infer<typeof File> {
  try {
    return File.parse(JSON.parse(text))
  } catch (cause) {
    throw unreadable(cause)
  }
}

function isMissing(cause: unknown): boolean {
  return (cause as NodeJS.ErrnoException).code === 'ENOENT'
}

function unreadable(cause?: unknown): HandoffError {
  return new HandoffError('UPSTREAM', 'The outbox does not show what was published.', {
    hint: 'A person must look at the outbox folder: permissions, or a file that Baton did not write.',
    cause,
  })
}
