#!/usr/bin/env node
/**
 * Checks a Baton record without Baton: one file, no dependency but Node 24.15 or newer.
 *   node verify-record.mjs <record> --trust <key or file> [--checkpoint <file>]...
 * <record> is a home folder, its record.db, what `baton verify --export` wrote, or what `baton verify
 * --proof` printed. --trust is the verifier key, obtained from somewhere other than the record.
 * --checkpoint is any text with a signed checkpoint that was kept elsewhere.
 * Exit code 0: whole. 1: broken. 2: it cannot be judged.
 * It relies on SHA-256, Ed25519, RFC 6962 (Merkle trees), C2SP signed notes and, for a home, SQLite.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

let [outcome, told] = [0, 0]
/** Code 1: it contradicts itself. 2: nothing contradicts it, but it does not prove what was asked. */
function fault(code, text, entry) {
  outcome = code === 1 ? 1 : outcome || code
  told += 1
  if (told <= 20) process.stdout.write(`${entry === undefined ? '' : `entry ${entry}: `}${text}\n`)
}
const blame = (text, entry) => fault(1, text, entry)
const doubt = (text) => fault(2, text)

// --- The Merkle tree: RFC 6962, section 2.1. Hashes are hexadecimal. ---

const bytesOf = (hash) => Buffer.from(hash, 'hex')
function sha256(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
const leafHash = (header) => sha256(Buffer.of(0), header)
const nodeHash = (left, right) => sha256(Buffer.of(1), bytesOf(left), bytesOf(right))
/** The largest power of two below a size. */
const split = (size) => 2 ** Math.floor(Math.log2(size - 1))

/** Adds a leaf to a tree that is kept as the roots of its complete subtrees, largest first. */
function grow(subtrees, leaf) {
  let node = { size: 1, hash: leaf }
  while (subtrees.at(-1)?.size === node.size) {
    node = { size: node.size * 2, hash: nodeHash(subtrees.pop().hash, node.hash) }
  }
  subtrees.push(node)
}
const rootOf = (subtrees) =>
  subtrees.reduceRight((right, { hash }) => (right ? nodeHash(hash, right) : hash), '') ||
  sha256('')

/** The root to which a leaf leads. The path is used up from its end. */
function rootFrom(leaf, index, size, path) {
  if (size === 1) return leaf
  const [middle, sibling] = [split(size), path.pop() ?? '']
  return index < middle
    ? nodeHash(rootFrom(leaf, index, middle, path), sibling)
    : nodeHash(sibling, rootFrom(leaf, index - middle, size - middle, path))
}

/** The roots of the first `older` and of all `size` leaves to which a path leads. */
function rootsFrom(older, size, path, known) {
  if (older === size) return Array(2).fill(known ?? path.pop() ?? '')
  const [middle, sibling] = [split(size), path.pop() ?? '']
  if (older <= middle) {
    const [before, after] = rootsFrom(older, middle, path, known)
    return [before, nodeHash(after, sibling)]
  }
  return rootsFrom(older - middle, size - middle, path).map((right) => nodeHash(sibling, right))
}

// --- Keys and checkpoints: C2SP signed notes. ---

/** `name+hash+base64(0x01 || Ed25519 key)`; undefined for anything else. */
function parseKey(text) {
  const pattern = /(?:^|\s)([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})(?:\s|$)/
  const [, name, id, base64 = ''] = pattern.exec(text) ?? []
  const bytes = Buffer.from(base64, 'base64')
  if (bytes[0] !== 1 || sha256(`${name}\n`, bytes).slice(0, 8) !== id) return undefined
  const key = { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') }
  return { name, id, publicKey: createPublicKey({ key, format: 'jwk' }) }
}

const note =
  /^([^\s+]+)\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\n\n— ([^\s+]+) ([A-Za-z0-9+/]{90,92}={0,2})$/gm

/** Every checkpoint in a text, also inside Markdown. */
function checkpointsIn(text, key) {
  const plain = text.replace(/^[ \t>]+/gm, '').replace(/[ \t\r]+$/gm, '')
  return [...plain.matchAll(note)].flatMap(([found, origin, size, root64, name, signed]) => {
    const [bytes, root] = [Buffer.from(signed, 'base64'), Buffer.from(root64, 'base64')]
    const exact = bytes.toString('base64') === signed && root.toString('base64') === root64
    if (bytes.length !== 68 || !exact) return []
    const id = bytes.toString('hex', 0, 4)
    const ours = origin === key.name && name === key.name && id === key.id
    const body = Buffer.from(`${origin}\n${size}\n${root64}\n`)
    const genuine = ours && verify(null, body, key.publicKey, bytes.subarray(4))
    return { text: `${found}\n`, size: Number(size), root: root.toString('hex'), ours, genuine }
  })
}

// --- Where a record lies. Each entry is shown to `see`; what comes back is its head. ---

const order = ['actor', 'at', 'digest', 'id', 'incident', 'kind', 'once', 'seq', 'v']
/** Canonical JSON (RFC 8785) of an entry's header, of which its leaf is the hash. */
function headerOf({ actor, actor_kind: kind, once, ...rest }) {
  const header = { ...rest, actor: { id: actor, kind }, once: once ?? undefined, v: 1 }
  return JSON.stringify(header, order)
}

async function readDatabase(file, see) {
  const { DatabaseSync } = await import('node:sqlite')
  const url = pathToFileURL(file)
  const logged = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  // Without a log nobody has it open, and it is read without leaving a file behind.
  if (logged === 0) url.searchParams.set('immutable', '1')
  const db = new DatabaseSync(url, { readOnly: true })
  db.exec('PRAGMA trusted_schema = OFF; BEGIN')
  const version = Number(db.prepare('PRAGMA user_version').get().user_version)
  if (version > 2) throw new Error('it was written by a newer Baton')
  const made = db.prepare('SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL').all()
  const names = made.map(({ type, name }) => [type, name].join(' ')).toSorted()
  const expected = 'index entry_incident,index entry_once,table entry,table head'
  if (names.join() !== expected) blame('it holds more or less than Baton made')
  for (const { integrity_check: found } of db.prepare('PRAGMA integrity_check(1)').iterate()) {
    if (found !== 'ok') blame('the file or an index in it is damaged')
  }
  const hash = (name) => (version === 1 ? name : `lower(hex(${name})) AS ${name}`)
  const entries = db.prepare(
    `SELECT seq, id, incident, kind, at, actor, actor_kind, once, ${hash('digest')}, ${hash('leaf')},
       CASE WHEN length(salt) = 16 THEN CAST(salt || body AS BLOB) END AS sealed
     FROM entry ORDER BY seq`,
  )
  for (const { leaf, sealed, ...row } of entries.iterate()) see(headerOf(row), leaf, sealed)
  return db.prepare('SELECT size, frontier, note FROM head').get()
}

async function readExport(file, see) {
  let [rest, head] = ['']
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()
    for (const line of lines) {
      const { header, leaf, salt, body, checkpoint } = JSON.parse(line)
      const sealed = salt && body && Buffer.concat([bytesOf(salt), Buffer.from(body)])
      if (head === undefined) head = { note: checkpoint }
      else see(header, leaf, sealed)
    }
  }
  if (rest !== '') blame('it ends within a line')
  return head
}

// --- What is asked of a record, and of a proof. ---

async function judgeRecord(read, key, outside) {
  const tree = []
  const sizes = new Set(outside.map(({ size }) => size))
  const roots = new Map([[0, rootOf(tree)]])
  let [count, last] = [0, { at: '', id: '' }]
  const head = await read((header, leaf, sealed) => {
    count += 1
    const entry = JSON.parse(header)
    if (entry.seq !== count) blame('it has another number than its place', count)
    if (entry.at < last.at || Number.isNaN(Date.parse(entry.at))) blame('time runs back', count)
    if (entry.id <= last.id) blame('its id repeats or runs back', count)
    if (!sealed) blame('its body or its salt is gone', count)
    else if (sha256(sealed) !== entry.digest) blame('its body is not what was recorded', count)
    if (leafHash(header) !== leaf) blame('it is not the entry that was recorded', count)
    grow(tree, leafHash(header))
    if (sizes.has(count)) roots.set(count, rootOf(tree))
    last = entry
  })
  if (head) judgeHead(head, count, tree, key)
  else if (count > 0) blame('there is no checkpoint')
  else if (outside.length === 0) doubt('there is no record here')
  for (const { size, root, genuine } of outside) {
    if (!genuine) doubt('a checkpoint kept elsewhere was not signed with the trusted key')
    else if (size > count) blame(`the record was cut: a checkpoint is of ${size} entries`)
    else if (root !== roots.get(size)) blame(`entries up to ${size} are not what was signed`)
  }
}

function judgeHead({ note: text, size, frontier }, count, tree, key) {
  const [newest] = checkpointsIn(text ?? '', key)
  if (newest?.text !== text) return blame('its checkpoint is not a signed note')
  if (!newest.ours) doubt('its checkpoint was not signed with the trusted key')
  else if (!newest.genuine) blame('the signature of its checkpoint is false')
  if (newest.size !== count) blame(`its checkpoint is of ${newest.size} entries, not of ${count}`)
  else if (newest.root !== rootOf(tree)) blame('its entries do not lead to what was signed')
  const end = `${count} ${tree.map(({ hash }) => hash)}`
  if (size !== undefined && `${size} ${frontier}` !== end) blame('its head is not of its entries')
}

function judgeProof({ checkpoint, entries, earlier }, key, outside) {
  const [newest] = checkpointsIn(checkpoint, key)
  if (!newest?.genuine) return doubt('its checkpoint was not signed with the trusted key')
  for (const { header, inclusion, salt, body } of entries) {
    const { seq: number, digest } = JSON.parse(header)
    const seq = Number(number)
    const inside = Number.isInteger(seq) && seq > 0 && seq <= newest.size
    const root = inside && rootFrom(leafHash(header), seq - 1, newest.size, inclusion)
    if (root !== newest.root || inclusion.length > 0) blame('it is not in the record', seq)
    const said = salt === undefined || sha256(bytesOf(salt), body) === digest
    if (!said) blame('its body is not what was recorded', seq)
  }
  const shown = [newest]
  for (const { checkpoint: text, consistency } of earlier) {
    const [older] = checkpointsIn(text, key)
    const inside = older?.genuine && older.size > 0 && older.size <= newest.size
    const roots = inside ? rootsFrom(older.size, newest.size, consistency, older.root) : []
    const part = roots[0] === older?.root && roots[1] === newest.root && consistency.length === 0
    if (!inside) doubt('an earlier checkpoint proves nothing about it')
    else if (part) shown.push(older)
    else blame(`the checkpoint of ${older.size} entries is not a part of it`)
  }
  for (const { size, root, genuine } of outside) {
    const same = genuine && shown.find((one) => one.size === size)
    if (!same) doubt('it says nothing about a checkpoint kept elsewhere')
    else if (same.root !== root) blame(`a checkpoint of ${size} entries says otherwise`)
  }
}

async function main() {
  const options = { trust: { type: 'string' }, checkpoint: { type: 'string', multiple: true } }
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const { trust = '', checkpoint: files = [] } = values
  const [given = ''] = positionals
  const key = parseKey(existsSync(trust) ? readFileSync(trust, 'utf8') : trust)
  if (!key) return doubt('--trust names no verifier key')
  const found = files.map((file) => checkpointsIn(readFileSync(file, 'utf8'), key))
  if (found.some((list) => list.length === 0)) doubt('a file holds no checkpoint')
  const file = statSync(given).isDirectory() ? join(given, 'record.db') : given
  const [start = ''] = existsSync(file) ? await createReadStream(file, { end: 30 }).toArray() : []
  const reads = (read) => judgeRecord((see) => read(file, see), key, found.flat())
  if (start.length === 0) return reads(async () => undefined)
  if (start.includes('SQLite format 3')) return reads(readDatabase)
  if (start.includes('baton-record')) return reads(readExport)
  return judgeProof(JSON.parse(readFileSync(file, 'utf8')), key, found.flat())
}

try {
  await main()
} catch (error) {
  const damaged = [1, 11, 26].includes(error.errcode & 255) || error.code === 'ERR_OUT_OF_RANGE'
  if (damaged || error instanceof SyntaxError) blame('it is damaged and cannot be read')
  else doubt(`it cannot be read: ${error.message}`)
}
process.stdout.write(['It is whole.\n', 'It is BROKEN.\n', 'It cannot be judged.\n'][outcome])
process.exitCode = outcome
