import { hash } from 'node:crypto'

import type { StoredEntry } from '../ports/entry-storage.ts'

type Header = Omit<StoredEntry, 'salt' | 'body' | 'leaf'>

const text = JSON.stringify

/** Canonical JSON (RFC 8785) of what a leaf binds: the entry's header with the digest of its body; `once` only where given. */
export function headerText(entry: Header): string {
  const once = entry.once === null ? '' : `"once":${text(entry.once)},`
  return (
    `{"actor":{"id":${text(entry.actor)},"kind":${text(entry.actorKind)}},"at":${text(entry.at)},` +
    `"digest":${text(entry.digest)},"id":${text(entry.id)},"incident":${text(entry.incident)},` +
    `"kind":${text(entry.kind)},${once}"seq":${entry.seq},"v":1}`
  )
}

/** RFC 6962 leaf hash of the header. */
export function leafHash(entry: Header): string {
  return leafOf(headerText(entry))
}

/** The same of a header as it was written out. */
export function leafOf(header: string): string {
  return hash('sha256', `\0${header}`)
}

let scratch = Buffer.allocUnsafe(16_384)

/** SHA-256(salt || canonical JSON of the body): without the salt nobody can try bodies against it. */
export function bodyDigest(salt: Uint8Array, body: string): string {
  const most = salt.length + body.length * 3
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most * 2)
  scratch.set(salt)
  const end = salt.length + scratch.write(body, salt.length)
  return sealedDigest(scratch.subarray(0, end))
}

/** The same of salt and body that lie one after the other. */
export function sealedDigest(sealed: Uint8Array): string {
  return hash('sha256', sealed)
}
