import { createHash } from 'node:crypto'

import { WireReader, wireString } from './wire.ts'

/** An SSH signature as PROTOCOL.sshsig of OpenSSH defines it. */
export interface SshSignature {
  /** The public key's blob, as it stands in base64 in a public key line. */
  readonly key: Buffer
  readonly namespace: string
  readonly hash: 'sha256' | 'sha512'
  readonly algorithm: string
  /** What follows the algorithm in the signature's blob. */
  readonly rest: Buffer
}

const magic = 'SSHSIG'
const begin = '-----BEGIN SSH SIGNATURE-----'
const end = '-----END SSH SIGNATURE-----'

/** Reads an armoured signature; undefined for anything that is not exactly one. */
export function parseSignature(armoured: string): SshSignature | undefined {
  const text = armoured.trim()
  if (!text.startsWith(begin) || !text.endsWith(end) || text.length > 16_384) return undefined
  const base64 = text.slice(begin.length, -end.length).replace(/\s/g, '')
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) return undefined
  try {
    return readSignature(bytes)
  } catch {
    return undefined
  }
}

function readSignature(bytes: Buffer): SshSignature | undefined {
  const reader = new WireReader(bytes)
  if (reader.take(6).toString('latin1') !== magic || reader.uint32() !== 1) return undefined
  const key = reader.string()
  const namespace = reader.text()
  const reserved = reader.string()
  const hash = reader.text()
  const signature = new WireReader(reader.string())
  reader.end()
  if (reserved.length > 0 || (hash !== 'sha256' && hash !== 'sha512')) return undefined
  const algorithm = signature.text()
  return { key, namespace, hash, algorithm, rest: restOf(signature) }
}

/** Hardware keys put a flag byte and a counter behind the raw signature. */
function restOf(reader: WireReader): Buffer {
  const raw = reader.string()
  try {
    reader.end()
    return wireString(raw)
  } catch {
    const tail = reader.take(5)
    reader.end()
    return Buffer.concat([wireString(raw), tail])
  }
}

/** The bytes that are signed for a message in a namespace. */
export function signedBytes(message: string, namespace: string, hash: 'sha256' | 'sha512'): Buffer {
  return Buffer.concat([
    Buffer.from(magic),
    wireString(namespace),
    wireString(''),
    wireString(hash),
    wireString(createHash(hash).update(message).digest()),
  ])
}

/** The armoured form of a raw signature over `signedBytes`, as ssh-keygen writes it. */
export function armour(parts: {
  readonly key: Uint8Array
  readonly namespace: string
  readonly algorithm: string
  readonly raw: Uint8Array
}): string {
  const version = Buffer.from([0, 0, 0, 1])
  const blob = Buffer.concat([
    Buffer.from(magic),
    version,
    wireString(parts.key),
    wireString(parts.namespace),
    wireString(''),
    wireString('sha512'),
    wireString(Buffer.concat([wireString(parts.algorithm), wireString(parts.raw)])),
  ])
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? []
  return [begin, ...lines, end, ''].join('\n')
}
