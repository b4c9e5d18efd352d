import type { HandoffError } from '../domain/error.ts'
import { instantMs } from '../domain/time.ts'
import type { StoredHead } from '../ports/entry-storage.ts'
import { checkSignature, parseCheckpoint, type VerifierKey } from './checkpoint.ts'
import { notIntact } from './not-intact.ts'
import { fits, rootOf } from './merkle.ts'

/**
 * Remembers the newest head this process has seen, so that nothing is ever signed on top of a history
 * that was edited, cut or exchanged underneath.
 */
export class HeadGuard {
  #seen: StoredHead | null = null
  #lastMs = 0

  /** When the newest entry was made; 0 without one. Throws UPSTREAM unless `key` signed the head and the log has not shrunk. */
  admit(head: StoredHead | null, lastAt: string | null, key: VerifierKey): number {
    const seen = this.#seen
    if (seen && head === seen) return this.#lastMs
    if (seen && (!head || head.size < seen.size)) throw damaged('The stored record became shorter.')
    if (!head) return 0
    if (lastAt === null) throw damaged('The newest entry is missing.')
    const lastMs = instantMs(lastAt)
    if (lastMs === undefined) throw damaged('The newest entry has no time.')
    if (seen && head.note === seen.note && head.frontier.join() === seen.frontier.join()) {
      return lastMs
    }
    if (seen?.size === head.size) throw damaged('The head was exchanged.')
    const checkpoint = parseCheckpoint(head.note)
    if (!checkpoint) throw damaged('The stored checkpoint is no signed note.')
    if (checkSignature(checkpoint, key) !== 'genuine') throw damaged('The signature does not hold.')
    if (checkpoint.size !== head.size) throw damaged('The checkpoint has another size.')
    if (!fits(head.frontier, head.size) || rootOf(head.frontier) !== checkpoint.root) {
      throw damaged('The frontier does not lead to the signed root.')
    }
    this.#seen = head
    this.#lastMs = lastMs
    return lastMs
  }

  /** Null when nothing was. */
  wrote(batch: { readonly head: StoredHead; readonly atMs: number } | null): void {
    if (!batch) return
    this.#seen = batch.head
    this.#lastMs = batch.atMs
  }
}

function damaged(detail: string): HandoffError {
  return notIntact('The record cannot be written.', detail)
}
