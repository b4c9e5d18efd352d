import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

import type { RecordSigner } from '../ports/entry-storage.ts'

/** The state of a log that somebody signed: how many entries and their RFC 6962 root, hexadecimal. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly signature: {
    readonly name: string
    readonly keyHash: string
    readonly bytes: Uint8Array
  }
}

/** An Ed25519 public key under its name, as a C2SP verifier key says it. */
export interface VerifierKey {
  readonly name: string
  readonly keyHash: string
  readonly publicKey: Uint8Array
}

const algorithm = Uint8Array.of(1)
const noteBody = (origin: string, size: number, root: string) =>
  `${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`

/** The key of a home bears the log's origin, `baton/` and 16 characters that follow from the key itself. */
export function homeKey(publicKey: Uint8Array): VerifierKey {
  const name = `baton/${createHash('sha256').update(publicKey).digest('hex').slice(0, 16)}`
  return { name, publicKey, keyHash: keyHash(name, publicKey) }
}

function keyHash(name: string, publicKey: Uint8Array): string {
  const digest = createHash('sha256').update(`${name}\n`).update(algorithm).update(publicKey)
  return digest.digest('hex').slice(0, 8)
}

/** C2SP verifier key `name+hash+base64(0x01 || key)`. */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${key.keyHash}+${Buffer.concat([algorithm, key.publicKey]).toString('base64')}`
}

/** The first verifier key in a text, undefined when there is none or its hash is not that of the key. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const m = /(?:^|\s)([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})(?:\s|$)/.exec(text)
  if (!m) return undefined
  const bytes = Buffer.from(m[3]!, 'base64')
  const publicKey = bytes.subarray(1)
  if (bytes[0] !== 1 || bytes.length !== 33 || keyHash(m[1]!, publicKey) !== m[2]) return undefined
  return { name: m[1]!, keyHash: m[2], publicKey }
}

/** A C2SP tlog-checkpoint as a signed note. */
export function signCheckpoint(
  key: VerifierKey,
  size: number,
  root: string,
  signer: Pick<RecordSigner, 'sign'>,
): string {
  const body = noteBody(key.name, size, root)
  const signature = Buffer.concat([Buffer.from(key.keyHash, 'hex'), signer.sign(Buffer.from(body))])
  return `${body}\n— ${key.name} ${signature.toString('base64')}\n`
}

const note =
  /^([^\s+]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n\n— ([^\s+]+) ([A-Za-z0-9+/]{90,92}={0,2})$/gm

/** Every checkpoint in a text, also inside Markdown (indented, quoted, fenced, with Windows line ends). */
export function findCheckpoints(text: string): readonly Checkpoint[] {
  const plain = text.replace(/^[ \t>]+/gm, '').replace(/[ \t\r]+$/gm, '')
  return [...plain.matchAll(note)].flatMap(([, origin, size, root, name, signed]) => {
    const bytes = Buffer.from(signed!, 'base64')
    const rootBytes = Buffer.from(root!, 'base64')
    if (bytes.length !== 68 || bytes.toString('base64') !== signed) return []
    if (rootBytes.length !== 32 || rootBytes.toString('base64') !== root) return []
    return {
      origin: origin!,
      size: Number(size),
      root: rootBytes.toString('hex'),
      signature: {
        name: name!,
        keyHash: bytes.subarray(0, 4).toString('hex'),
        bytes: bytes.subarray(4),
      },
    }
  })
}

/** The one checkpoint that a stored note is, byte for byte; undefined for anything else. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [found] = findCheckpoints(text)
  return found && formatCheckpoint(found) === text ? found : undefined
}

/** The note that a checkpoint is, as it was signed. */
export function formatCheckpoint({ origin, size, root, signature }: Checkpoint): string {
  const bytes = Buffer.concat([Buffer.from(signature.keyHash, 'hex'), signature.bytes])
  return `${noteBody(origin, size, root)}\n— ${signature.name} ${bytes.toString('base64')}\n`
}

/** `stranger`: made with another key or for another log. `forged`: the signature is not one of that key over that text. */
export function checkSignature(
  checkpoint: Checkpoint,
  key: VerifierKey,
): 'genuine' | 'stranger' | 'forged' {
  const { origin, size, root, signature } = checkpoint
  if (origin !== key.name || signature.name !== key.name) return 'stranger'
  if (signature.keyHash !== key.keyHash) return 'stranger'
  const body = Buffer.from(noteBody(origin, size, root))
  return verify(null, body, keyObject(key), signature.bytes) ? 'genuine' : 'forged'
}

function keyObject(key: VerifierKey): KeyObject {
  const x = Buffer.from(key.publicKey).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}
