import { generateKeyPairSync } from 'node:crypto'

export interface TestKey {
  /** `ssh-ed25519 AAAA...` as people.yaml holds it. */
  readonly publicLine: string
  /** PKCS #8 PEM. */
  readonly privatePem: string
}

/** A fresh Ed25519 key, made without ssh-keygen so that the tests need only Node. */
export function makeKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(raw)])
  return {
    publicLine: `ssh-ed25519 ${blob.toString('base64')}`,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}

function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
