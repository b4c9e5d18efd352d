import * as z from 'zod'

import { parseJson } from '../../domain/json.ts'
import {
  type Checkpoint,
  checkSignature,
  parseCheckpoint,
  type VerifierKey,
} from '../../record/checkpoint.ts'
import { bodyDigest, leafOf } from '../../record/leaf.ts'
import { includes, isConsistent } from '../../record/proof.ts'
import type { Fault } from '../../record/verdict.ts'
import type { Proof, ProvedCheckpoint, ProvedEntry } from './proof-file.ts'

const Header = z.object({
  seq: z.int().positive(),
  id: z.string().regex(/^[0-9A-Z]{26}$/),
  digest: z.string(),
})

/** One thing that a proof states or should state, and whether it follows from what the key signed. */
export interface Shown {
  readonly what: string
  readonly ok: boolean
  readonly fault?: Fault
  readonly reason?: string
}

export interface Showing {
  readonly outcome: 'sound' | Fault
  readonly shown: readonly Shown[]
}

/**
 * Checks a proof by itself, without the record; nothing in it is believed but what the key signed. It must also speak about each
 * checkpoint kept `outside`.
 */
export function checkProof(
  proof: Proof,
  key: VerifierKey,
  outside: readonly Checkpoint[],
): Showing {
  const newest = genuine(proof.checkpoint, key)
  if (!newest) return conclude([doubtful('The checkpoint', 'the trusted key did not sign it')])
  const earlier = proof.earlier.map((one) => showEarlier(one, newest, key))
  const trees = [newest, ...earlier.flatMap(({ older }) => older ?? [])]
  return conclude([
    held(`The checkpoint of ${newest.size} entries was signed with the trusted key`),
    ...proof.entries.flatMap((entry) => showEntry(entry, newest)),
    ...earlier.map(({ shown }) => shown),
    ...outside.map((one) => showOutside(one, trees, key)),
  ])
}

function showEntry(
  { header, inclusion, salt, body }: ProvedEntry,
  newest: Checkpoint,
): readonly Shown[] {
  const { data } = Header.safeParse(parseJson(header))
  if (!data) return [failed('An entry', 'its header is none')]
  const name = `Entry ${data.seq}, ${data.id},`
  const stands = includes(inclusion, leafOf(header), data.seq - 1, newest)
    ? held(`${name} is in the record`)
    : failed(`${name} is in the record`, 'its header does not lead to the checkpoint')
  if (salt === undefined || body === undefined) return [stands]
  const what = `${name} says what is shown`
  const says = bodyDigest(Buffer.from(salt, 'hex'), body) === data.digest
  return [stands, says ? held(what) : failed(what, 'its body is not the one that was recorded')]
}

function showEarlier(
  { checkpoint: note, consistency }: ProvedCheckpoint,
  newest: Checkpoint,
  key: VerifierKey,
): { readonly shown: Shown; readonly older?: Checkpoint } {
  const older = genuine(note, key)
  if (!older) {
    return { shown: doubtful('An earlier checkpoint', 'the trusted key did not sign it') }
  }
  const what = `The checkpoint of ${older.size} entries is a part of it`
  return isConsistent(consistency, older, newest)
    ? { shown: held(what), older }
    : { shown: failed(what, 'its entries do not lead to the newer checkpoint') }
}

function showOutside(kept: Checkpoint, trees: readonly Checkpoint[], key: VerifierKey): Shown {
  const what = `The checkpoint of ${kept.size} entries that was kept elsewhere is a part of it`
  if (checkSignature(kept, key) !== 'genuine') {
    return doubtful(what, 'the trusted key did not sign it')
  }
  const same = trees.find(({ size }) => size === kept.size)
  if (!same) return doubtful(what, 'the proof says nothing about it')
  return same.root === kept.root ? held(what) : failed(what, 'the record was rewritten')
}

function genuine(note: string, key: VerifierKey): Checkpoint | undefined {
  const checkpoint = parseCheckpoint(note)
  return checkpoint && checkSignature(checkpoint, key) === 'genuine' ? checkpoint : undefined
}

function conclude(shown: readonly Shown[]): Showing {
  const faults = shown.flatMap(({ fault }) => fault ?? [])
  const outcome = faults.includes('broken') ? 'broken' : (faults[0] ?? 'sound')
  return { outcome, shown }
}

function held(what: string): Shown {
  return { what, ok: true }
}

function failed(what: string, reason: string): Shown {
  return { what, ok: false, fault: 'broken', reason }
}

function doubtful(what: string, reason: string): Shown {
  return { what, ok: false, fault: 'unacceptable', reason }
}
