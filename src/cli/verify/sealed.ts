/** Salt in hexadecimal and the body's canonical JSON, of which the entry's digest is SHA-256; both absent once purged. */
export function saltAndBody(sealed: Uint8Array | null): {
  readonly salt?: string
  readonly body?: string
} {
  if (!sealed) return {}
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  return { salt: bytes.toString('hex', 0, 16), body: bytes.toString('utf8', 16) }
}
