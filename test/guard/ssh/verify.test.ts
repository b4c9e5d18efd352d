import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openKey } from '../../../src/cli/decide/sign.ts'
import { decisionNamespace } from '../../../src/domain/decision.ts'
import { armour, parseSignature, signedBytes } from '../../../src/guard/ssh/signature.ts'
import { fingerprint, verifySignature } from '../../../src/guard/ssh/verify.ts'
import { wireString } from '../../../src/guard/ssh/wire.ts'
import { makeSigner, signText } from '../../support-approvals/rig.ts'

const message = '{"decision":"granted","v":1}'
const namespace = decisionNamespace
const keygen = spawnSync('ssh-keygen', ['-?']).error === undefined

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-ssh-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const signer = makeSigner()
const blob = signer.blob.toString('base64')

test('a signature tells which key made it', () => {
  expect(verifySignature(signText(signer, message), message, namespace)).toBe(blob)
})

test('another message, namespace or key is no signature', () => {
  const signature = signText(signer, message)
  expect(verifySignature(signature, `${message} `, namespace)).toBeUndefined()
  expect(verifySignature(signature, message, 'file')).toBeUndefined()
  const parts = parseSignature(signature)
  const raw = sign(null, signedBytes(message, namespace, 'sha512'), signer.privateKey)
  const swapped = armour({ key: makeSigner().blob, namespace, algorithm: 'ssh-ed25519', raw })
  expect(parts?.namespace).toBe(namespace)
  expect(verifySignature(swapped, message, namespace)).toBeUndefined()
})

test('no flipped bit survives', () => {
  const lines = signText(signer, message).trim().split('\n')
  const bytes = Buffer.from(lines.slice(1, -1).join(''), 'base64')
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const bent = Buffer.from(bytes)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const text = [lines[0], bent.toString('base64'), lines.at(-1)].join('\n')
      expect(verifySignature(text, message, namespace)).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

test('garbage is no signature and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const body = Buffer.concat([Buffer.from('SSHSIG\0\0\0\u0001', 'latin1'), bytes])
      const text = `-----BEGIN SSH SIGNATURE-----\n${body.toString('base64')}\n-----END SSH SIGNATURE-----`
      expect(verifySignature(text, message, namespace)).toBeUndefined()
    }),
  )
  expect(verifySignature('', message, namespace)).toBeUndefined()
})

const hash = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
/** A signature as a hardware key makes it: over the application, its flags and counter, and the hash of the message. */
function hardware(): { key: Buffer; make: (flags: number) => string } {
  const type = 'sk-ssh-ed25519@openssh.com'
  const application = 'ssh:'
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
  const key = Buffer.concat([type, point, application].map((part) => wireString(part)))
  const make = (flags: number): string => {
    const tail = Buffer.from([flags, 0, 0, 0, 7])
    const inner = signedBytes(message, namespace, 'sha512')
    const raw = sign(null, Buffer.concat([hash(application), tail, hash(inner)]), privateKey)
    const plain = armour({ key, namespace, algorithm: type, raw })
    const bytes = Buffer.from(plain.split('\n').slice(1, -2).join(''), 'base64')
    const field = Buffer.concat([wireString(type), wireString(raw)])
    const head = bytes.subarray(0, bytes.length - field.length - 4)
    const full = Buffer.concat([head, wireString(Buffer.concat([field, tail]))])
    return `-----BEGIN SSH SIGNATURE-----\n${full.toString('base64')}\n-----END SSH SIGNATURE-----`
  }
  return { key, make }
}

test('a hardware key counts only when its owner was present', () => {
  const { key, make } = hardware()
  expect(verifySignature(make(1), message, namespace)).toBe(key.toString('base64'))
  expect(verifySignature(make(0), message, namespace)).toBeUndefined()
})

test('a PKCS #8 key signs in this process', async () => {
  const file = join(folder, 'pkcs8')
  writeFileSync(file, signer.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const key = await openKey(file)
  expect(key.blob).toBe(blob)
  expect(verifySignature(key.sign(message, namespace), message, namespace)).toBe(blob)
})

const kinds = [
  ['ed25519', []],
  ['ecdsa', ['-b', '256']],
  ['ecdsa', ['-b', '384']],
  ['ecdsa', ['-b', '521']],
  ['rsa', ['-b', '2048']],
] as const

test.skipIf(!keygen).each(kinds)('ssh-keygen signs with %s %j and we verify', (type, size) => {
  const file = join(folder, `${type}${size.join('')}`)
  execFileSync('ssh-keygen', ['-q', '-t', type, ...size, '-N', '', '-f', file])
  const signature = execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', namespace, '-f', file], {
    input: message,
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString()
  const line = readFileSync(`${file}.pub`, 'utf8').split(' ')[1] ?? ''
  expect(verifySignature(signature, message, namespace)).toBe(line)
  expect(verifySignature(signature, `${message}x`, namespace)).toBeUndefined()
  const shown = execFileSync('ssh-keygen', ['-l', '-f', `${file}.pub`]).toString()
  expect(shown).toContain(fingerprint(line))
})

test.skipIf(!keygen)('we sign with an OpenSSH key and ssh-keygen verifies', async () => {
  const file = join(folder, 'own')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
  const key = await openKey(file)
  writeFileSync(`${file}.sig`, key.sign(message, namespace))
  const line = readFileSync(`${file}.pub`, 'utf8')
  expect(key.blob).toBe(line.split(' ')[1])
  writeFileSync(join(folder, 'signers'), `noor ${line}`)
  const args = ['-f', join(folder, 'signers'), '-I', 'noor', '-n', namespace, '-s', `${file}.sig`]
  const shown = execFileSync('ssh-keygen', ['-Y', 'verify', ...args], { input: message })
  expect(shown.toString()).toMatch(/^Good "baton-decision-v1" signature for noor/)
})

test.skipIf(!keygen)(
  'an encrypted key names its public half and signs through ssh-keygen',
  async () => {
    const file = join(folder, 'locked')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'correct horse', '-f', file])
    const key = await openKey(file)
    expect(key.blob).toBe(readFileSync(`${file}.pub`, 'utf8').split(' ')[1])
  },
)

test('what is no key is refused in our words', async () => {
  const file = join(folder, 'nothing')
  writeFileSync(file, 'hello')
  await expect(openKey(file)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(openKey(join(folder, 'absent'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  writeFileSync(
    file,
    createPrivateKey(rsa.export({ type: 'pkcs8', format: 'pem' })).export({
      type: 'pkcs8',
      format: 'pem',
    }),
  )
  await expect(openKey(file)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('what verifies signatures knows nothing of what is signed', () => {
  const sshFolder = join(import.meta.dirname, '../../../src/guard/ssh')
  const imports = globSync('*.ts', { cwd: sshFolder }).flatMap((file) => [
    ...readFileSync(join(sshFolder, file), 'utf8').matchAll(/ from '([^']+)'/g),
  ])
  expect(
    imports.map(([, from]) => from).filter((from) => !/^\.\/|^node:/.test(from ?? '')),
  ).toEqual([])
})
