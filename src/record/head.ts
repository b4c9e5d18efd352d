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

  /** Throws UPSTREAM unless the head is one that `key` signed and the log has not shrunk. */
  admit(head: StoredHead | null, lastAt: string | null, key: VerifierKey): void {
    const seen = this.#seen
    if (seen && (!head || head.size < seen.size)) throw damaged('The stored record became shorter.')
    if (!head) return
    if (lastAt === null) throw damaged('The newest entry is missing.')
    if (instantMs(lastAt) === undefined) throw damaged('The newest entry has no time.')
    if (seen && head.note === seen.note && head.frontier.join() === seen.frontier.join()) return
    if (seen?.size === head.size) throw damaged('The head was exchanged.')
    const checkpoint = parseCheckpoint(head.note)
    if (!checkpoint) throw damaged('The stored checkpoint is no signed note.')
    if (checkSignature(checkpoint, key) !== 'genuine') throw damaged('The signature does not hold.')
    if (checkpoint.size !== head.size) throw damaged('The checkpoint has another size.')
    if (!fits(head.frontier, head.size) || rootOf(head.frontier) !== checkpoint.root) {
      throw damaged('The frontier does not lead to the signed root.')
    }
    this.#seen = head
  }

  wrote(head: StoredHead): void {
    this.#seen = head
  }
}

function damaged(detail: string): HandoffError {
  return notIntact('The record cannot be written.', detail)
}
