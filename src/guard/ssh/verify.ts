import { type KeyObject, createHash, createPublicKey, verify } from 'node:crypto'

import { type SshSignature, parseSignature, signedBytes } from './signature.ts'
import { WireReader } from './wire.ts'

/**
 * Checks an armoured SSH signature over a message, in this process.
 * Answers the base64 blob of the key that made it, or undefined when it is no valid signature in that namespace.
 * Ed25519, ECDSA, RSA of at least 2048 bits with SHA-2, and Ed25519 hardware keys with the owner present.
 */
export function verifySignature(
  armoured: string,
  message: string,
  namespace: string,
): string | undefined {
  const signature = parseSignature(armoured)
  if (!signature || signature.namespace !== namespace) return undefined
  const bytes = signedBytes(message, namespace, signature.hash)
  try {
    return check(signature, bytes) ? signature.key.toString('base64') : undefined
  } catch {
    return undefined
  }
}

/** The fingerprint of a public key's base64 blob as ssh-keygen -l prints it. */
export function fingerprint(base64: string): string {
  const digest = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64')
  return `SHA256:${digest.replace(/=+$/, '')}`
}

function check(signature: SshSignature, bytes: Buffer): boolean {
  const key = new WireReader(signature.key)
  const rest = new WireReader(signature.rest)
  const type = key.text()
  const raw = rest.string()
  if (type === 'sk-ssh-ed25519@openssh.com' && signature.algorithm === type) {
    return checkHardware(key, rest, raw, bytes)
  }
  rest.end()
  if (type === 'ssh-ed25519' && signature.algorithm === type) {
    const point = key.string()
    key.end()
    return verify(null, bytes, ed25519(point), raw)
  }
  if (type === 'ssh-rsa') return checkRsa(key, signature.algorithm, raw, bytes)
  if (type.startsWith('ecdsa-sha2-') && signature.algorithm === type) {
    return checkEcdsa(key, raw, bytes)
  }
  return false
}

function checkHardware(key: WireReader, rest: WireReader, raw: Buffer, bytes: Buffer): boolean {
  const point = key.string()
  const application = key.string()
  key.end()
  const tail = rest.take(5)
  rest.end()
  const present = ((tail[0] ?? 0) & 1) === 1
  const signed = Buffer.concat([digest256(application), tail, digest256(bytes)])
  return present && verify(null, signed, ed25519(point), raw)
}

function checkRsa(key: WireReader, algorithm: string, raw: Buffer, bytes: Buffer): boolean {
  const hash = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }[algorithm]
  const e = unsigned(key.string())
  const n = unsigned(key.string())
  key.end()
  if (hash === undefined || n.length < 256) return false
  const publicKey = jwk({ kty: 'RSA', e: e.toString('base64url'), n: n.toString('base64url') })
  return verify(hash, bytes, publicKey, raw)
}

const curves: Readonly<Record<string, { crv: string; hash: string; bytes: number }>> = {
  nistp256: { crv: 'P-256', hash: 'sha256', bytes: 32 },
  nistp384: { crv: 'P-384', hash: 'sha384', bytes: 48 },
  nistp521: { crv: 'P-521', hash: 'sha512', bytes: 66 },
}

function checkEcdsa(key: WireReader, raw: Buffer, bytes: Buffer): boolean {
  const curve = curves[key.text()]
  const point = key.string()
  key.end()
  if (!curve || point[0] !== 4 || point.length !== 1 + 2 * curve.bytes) return false
  const x = point.subarray(1, 1 + curve.bytes).toString('base64url')
  const y = point.subarray(1 + curve.bytes).toString('base64url')
  const publicKey = jwk({ kty: 'EC', crv: curve.crv, x, y })
  const parts = new WireReader(raw)
  const pair = [parts.string(), parts.string()].map((part) => padded(part, curve.bytes))
  parts.end()
  const signature = Buffer.concat(pair)
  return verify(curve.hash, bytes, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)
}

function ed25519(point: Buffer): KeyObject {
  return jwk({ kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') })
}

function jwk(key: Readonly<Record<string, string>>): KeyObject {
  return createPublicKey({ key, format: 'jwk' })
}

/** A wire integer without the zero byte that marks it positive. */
function unsigned(value: Buffer): Buffer {
  return value[0] === 0 ? value.subarray(1) : value
}

function padded(value: Buffer, length: number): Buffer {
  const bare = unsigned(value)
  return Buffer.concat([Buffer.alloc(Math.max(0, length - bare.length)), bare])
}

function digest256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
