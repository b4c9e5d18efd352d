import type { EntryDraft } from '../domain/entry.ts'
import { canonicalJson } from '../domain/json.ts'
import { toIso } from '../domain/time.ts'
import type { StoredEntry } from '../ports/entry-storage.ts'
import { entryId, freshBytes } from './entry-id.ts'
import { bodyDigest, leafHash } from './leaf.ts'
import { push } from './merkle.ts'

/** A draft whose body is already written out, so that one that cannot be harms no other caller. */
export interface WrittenDraft extends Omit<EntryDraft, 'body'> {
  readonly body: string
}

/** Takes the text of a draft as it is now; what the caller does to the object afterwards no longer matters. */
export function writeOut(draft: EntryDraft): WrittenDraft {
  const once = draft.once === undefined ? {} : { once: draft.once.toWellFormed() }
  const incident = draft.incident?.toWellFormed() ?? null
  const actor = { ...draft.actor, id: draft.actor.id.toWellFormed() }
  return { kind: draft.kind, incident, actor, ...once, body: canonicalJson(draft.body) }
}

/** Turns drafts into the entries that follow entry number `size` and grows `frontier` by their leaves, in place. */
export function sealDrafts(
  drafts: readonly WrittenDraft[],
  size: number,
  atMs: number,
  frontier: string[],
): readonly StoredEntry[] {
  const at = toIso(atMs)
  return drafts.map((draft, index) => {
    const seq = size + index + 1
    const salt = freshBytes(16)
    const header = {
      seq,
      id: entryId(atMs, seq),
      incident: draft.incident,
      kind: draft.kind,
      at,
      actor: draft.actor.id,
      actorKind: draft.actor.kind,
      once: draft.once ?? null,
      digest: bodyDigest(salt, draft.body),
    }
    const leaf = leafHash(header)
    push(frontier, leaf, seq)
    return { ...header, salt, body: draft.body, leaf }
  })
}
