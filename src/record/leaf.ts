import { hash } from 'node:crypto'

import type { StoredEntry } from '../ports/entry-storage.ts'

type Header = Omit<StoredEntry, 'salt' | 'body' | 'leaf'>

const text = JSON.stringify

/** Canonical JSON (RFC 8785) of what a leaf binds: the entry's header with the digest of its body; `once` only where given. */
export function headerJson(entry: Header): string {
  const once = entry.once === null ? '' : `"once":${text(entry.once)},`
  return (
    `{"actor":{"id":${text(entry.actor)},"kind":${text(entry.actorKind)}},"at":${text(entry.at)},` +
    `"digest":${text(entry.digest)},"id":${text(entry.id)},"incident":${text(entry.incident)},` +
    `"kind":${text(entry.kind)},${once}"seq":${entry.seq},"v":1}`
  )
}

/** RFC 6962 leaf hash of the header. */
export function leafHash(entry: Header): string {
  return hash('sha256', `\0${headerJson(entry)}`)
}

let scratch = Buffer.allocUnsafe(16_384)

/** SHA-256(salt || canonical JSON of the body): says nothing about a body that was purged together with its salt. */
export function bodyDigest(salt: Uint8Array, body: Uint8Array | string): string {
  const length = salt.length + (typeof body === 'string' ? body.length * 3 : body.length)
  if (scratch.length < length) scratch = Buffer.allocUnsafe(length * 2)
  scratch.set(salt)
  if (typeof body !== 'string') scratch.set(body, salt.length)
  const end = typeof body === 'string' ? scratch.write(body, salt.length) : body.length
  return hash('sha256', scratch.subarray(0, salt.length + end))
}
