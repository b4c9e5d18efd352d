import { generateKeyPairSync, sign } from 'node:crypto'

import { expect, test } from 'vitest'

import {
  checkSignature,
  findCheckpoints,
  formatVerifierKey,
  homeKey,
  parseCheckpoint,
  parseVerifierKey,
  signCheckpoint,
} from '../../src/record/checkpoint.ts'
import { treeRoot } from './support/proof.ts'

const pair = generateKeyPairSync('ed25519')
const key = homeKey(Buffer.from(String(pair.publicKey.export({ format: 'jwk' }).x), 'base64url'))
const signer = { sign: (data: Uint8Array) => sign(null, data, pair.privateKey) }
const root = treeRoot(['ab'.repeat(32)])
const note = signCheckpoint(key, 1, root, signer)

test('a checkpoint is a C2SP signed note: origin, size, root, blank line, signature', () => {
  const [origin, size, base64, blank, signature, end] = note.split('\n')
  expect(origin).toMatch(/^baton\/[0-9a-f]{16}$/)
  expect(size).toBe('1')
  expect(base64).toBe(Buffer.from(root, 'hex').toString('base64'))
  expect([blank, end]).toEqual(['', ''])
  expect(signature).toMatch(new RegExp(`^— ${origin} [A-Za-z0-9+/]{91}=$`))
  expect(checkSignature(parseCheckpoint(note)!, key)).toBe('genuine')
})

test('a verifier key of the C2SP documents is read and its hash is checked', () => {
  const published = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const read = parseVerifierKey(`# trusted\n${published}\n`)
  expect(read).toMatchObject({ name: 'PeterNeumann', keyHash: 'c74f20a3' })
  expect(formatVerifierKey(read!)).toBe(published)
  expect(parseVerifierKey(published.replace('c74f', 'c74e'))).toBeUndefined()
  expect(parseVerifierKey(published.replace('Peter', 'Petra'))).toBeUndefined()
  expect(parseVerifierKey(formatVerifierKey(key))).toEqual(key)
})

test.each([
  ['fenced', `# Packet\n\n\`\`\`\n${note}\`\`\`\n`],
  ['indented', note.replaceAll(/^/gm, '    ')],
  ['quoted', note.replaceAll(/^/gm, '> ')],
  ['Windows', note.replaceAll('\n', '\r\n')],
])('a checkpoint is found in a document: %s', (_, text) => {
  expect(findCheckpoints(text)).toEqual([parseCheckpoint(note)])
})

test('all checkpoints of a document are found', () => {
  const later = signCheckpoint(key, 2, root, signer)
  expect(findCheckpoints(`${note}\ntext\n\n${later}`).map(({ size }) => size)).toEqual([1, 2])
})

test('an altered text is forged, another key is a stranger', () => {
  const [forged] = findCheckpoints(note.replace('\n1\n', '\n2\n'))
  expect(checkSignature(forged!, key)).toBe('forged')
  const other = homeKey(Buffer.alloc(32, 7))
  expect(checkSignature(parseCheckpoint(note)!, other)).toBe('stranger')
})

test('a stored checkpoint is read only byte for byte', () => {
  expect(parseCheckpoint(` ${note}`)).toBeUndefined()
  expect(parseCheckpoint(`${note}\n`)).toBeUndefined()
  expect(parseCheckpoint(note.slice(0, -1))).toBeUndefined()
})
