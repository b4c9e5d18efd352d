import { HandoffError } from '../../domain/error.ts'
import { untrusted, type Untrusted } from '../../domain/untrusted.ts'
import type { Answer } from '../../domain/work.ts'
import type { ReadContext } from '../../ports/context.ts'
import { findDocument, type Found, indexOf } from './sources.ts'

interface Page {
  readonly path: string
  readonly content: Untrusted
  readonly offset: number
  readonly total: number
  readonly next: number | null
  /** Whose text it is, when not ours. */
  readonly provenance?: string
}

const pageCharacters = 6_000

/** One page of a document, from `offset` on. Throws INVALID_INPUT for an offset outside it, NOT_FOUND for an unknown path. */
export async function runGetDocument(
  { path, offset = 0 }: { readonly path: string; readonly offset?: number | undefined },
  context: ReadContext,
): Promise<Answer<Page>> {
  const isIndex = path === '' || path === 'index'
  const found: Found = isIndex
    ? { from: 'shelf', text: indexOf(context) }
    : await findDocument(path, context)
  const { text } = found
  if (!Number.isInteger(offset) || offset < 0 || offset > text.length) {
    throw new HandoffError('INVALID_INPUT', 'The offset lies outside the document.', {
      hint: 'Take next of the previous page, or leave offset out.',
    })
  }
  const end = pageEnd(text, offset)
  const structured = {
    path: isIndex ? 'index' : path,
    content: untrusted(found.from, text.slice(offset, end)),
    offset,
    total: text.length,
    next: end < text.length ? end : null,
    ...(found.provenance !== undefined && { provenance: found.provenance }),
  }
  return found.incident === undefined ? { structured } : { structured, incident: found.incident }
}

/** The end of the page: a line break where one is near, never between the halves of a character. */
function pageEnd(text: string, offset: number): number {
  const limit = offset + pageCharacters
  if (limit >= text.length) return text.length
  const line = text.lastIndexOf('\n', limit - 1) + 1
  if (line > offset + pageCharacters / 2) return line
  const half = text.charCodeAt(limit)
  return half >= 0xdc00 && half <= 0xdfff ? limit - 1 : limit
}
