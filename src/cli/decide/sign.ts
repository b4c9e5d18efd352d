import { spawnSync } from 'node:child_process'
import { type KeyObject, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

import { HandoffError } from '../../domain/error.ts'
import { armour, signedBytes } from '../../guard/ssh/signature.ts'
import { WireReader, wireString } from '../../guard/ssh/wire.ts'

/** A key that can sign what people state. `blob` is the base64 of its public half as people.yaml holds it. */
export interface PersonalKey {
  readonly blob: string
  /** The armoured signature over a statement in a namespace. */
  sign(statement: string, namespace: string): string
}

/**
 * Opens a key file. Unencrypted Ed25519 keys sign in this process; encrypted, hardware and agent-held keys (give the
 * .pub file) through ssh-keygen, which asks for passphrase or touch itself. Throws NOT_FOUND or INVALID_INPUT.
 */
export async function openKey(file: string): Promise<PersonalKey> {
  const text = read(file)
  if (text.startsWith('-----BEGIN PRIVATE KEY-----')) return ownKey(text)
  if (!text.startsWith('-----BEGIN OPENSSH PRIVATE KEY-----')) return foreignKey(file, text)
  const { blob, plain } = publicHalf(text)
  if (!plain) return throughKeygen(file, blob)
  const { default: sshpk } = await import('sshpk')
  try {
    return ownKey(sshpk.parsePrivateKey(text, 'ssh').toString('pkcs8'))
  } catch (cause) {
    throw unusable(cause)
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HandoffError('NOT_FOUND', 'The key file cannot be read.', {
      hint: 'Name your SSH key with --key FILE.',
      cause,
    })
  }
}

/** A public key line stands for a key that an agent or a token holds; an older private key has its line beside it. */
function foreignKey(file: string, text: string): PersonalKey {
  const line = /^(ssh|sk|ecdsa)-\S+ /.test(text)
    ? text
    : existsSync(`${file}.pub`)
      ? read(`${file}.pub`)
      : ''
  const blob = line.split(' ')[1]?.trim()
  if (!blob) throw unusable()
  return throughKeygen(file, blob)
}

function ownKey(pem: string): PersonalKey {
  const privateKey = keyOf(pem)
  const point = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32)
  const key = Buffer.concat([wireString('ssh-ed25519'), wireString(point)])
  return {
    blob: key.toString('base64'),
    sign: (statement, namespace) => {
      const raw = sign(null, signedBytes(statement, namespace, 'sha512'), privateKey)
      return armour({ key, namespace, algorithm: 'ssh-ed25519', raw })
    },
  }
}

function keyOf(pem: string): KeyObject {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType === 'ed25519') return key
  throw unusable()
}

/** An OpenSSH key file says in clear what its public half is and whether the private one is encrypted. */
function publicHalf(text: string): { readonly blob: string; readonly plain: boolean } {
  try {
    const base64 = text.replace(/-----[^-]+-----|\s/g, '')
    const reader = new WireReader(Buffer.from(base64, 'base64'))
    reader.take('openssh-key-v1\0'.length)
    const cipher = reader.text()
    reader.string()
    reader.string()
    reader.uint32()
    const key = reader.string()
    const ours = new WireReader(key).text() === 'ssh-ed25519'
    return { blob: key.toString('base64'), plain: cipher === 'none' && ours }
  } catch (cause) {
    throw unusable(cause)
  }
}

function throughKeygen(file: string, blob: string): PersonalKey {
  return {
    blob,
    sign: (statement, namespace) => {
      const done = spawnSync('ssh-keygen', ['-Y', 'sign', '-n', namespace, '-f', file], {
        input: statement,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      if (done.status === 0) return done.stdout
      throw new HandoffError('DENIED', 'The key did not sign.', {
        rule: 'key-of-approver',
        hint: 'Unlock it or touch the token when asked, or write the statement with --statement and sign it elsewhere.',
      })
    },
  }
}

function unusable(cause?: unknown): HandoffError {
  return new HandoffError('INVALID_INPUT', 'The key file holds no key that can sign.', {
    hint: 'Use an OpenSSH key; ssh-keygen -t ed25519 makes one.',
    cause,
  })
}
