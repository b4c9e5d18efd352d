import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'

import { HandoffError } from '../../domain/error.ts'
import type { RecordSigner } from '../../ports/entry-storage.ts'
import { storageFailure } from './failure.ts'
import { readKey, readOrMakeKey } from './keys.ts'

const file = 'record.pem'

/** The record's Ed25519 key in `home/keys`, made when first asked to; reads nothing before. */
export function openRecordSigner(home: string): RecordSigner {
  let key: KeyObject | undefined

  const load = (make: boolean): KeyObject | undefined => {
    if (key) return key
    try {
      const pem = make ? readOrMakeKey(home, file, newKey) : readKey(home, file)
      key = pem && createPrivateKey(pem)
    } catch (error) {
      throw storageFailure('The signing key cannot be read or made.', error)
    }
    return key
  }

  return {
    publicKey: (make) => {
      const loaded = load(make)
      return loaded && rawPublicKey(loaded)
    },
    sign: (data) => {
      const loaded = load(false)
      if (!loaded) {
        throw new HandoffError('UPSTREAM', 'The signing key is missing.', {
          hint: 'A person should restore the keys folder from a backup.',
        })
      }
      return sign(null, data, loaded)
    },
  }
}

function newKey(): Uint8Array {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  return Buffer.from(pem)
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return Buffer.from(String(createPublicKey(key).export({ format: 'jwk' }).x), 'base64url')
}
