import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { command } from '../../src/cli/acknowledge.ts'
import type { Approval } from '../../src/cli/decide/house.ts'
import { toIso } from '../../src/domain/time.ts'
import { type Rig, makeRig, makeSigner, refusalOf, startMs } from '../support-approvals/rig.ts'

let folder: string
let rig: Rig
let printed: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-acknowledge-'))
  rig = await makeRig({ people: [{ id: 'sam', roles: ['simulated'] }] })
  printed = []
  for (const [id, { privateKey }] of Object.entries({ ...rig.signers, eve: makeSigner() })) {
    writeFileSync(join(folder, id), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function approval(env: Approval['env'] = { HOME: folder }): Approval {
  const { changes, acts, reader: casebook, protocolOptions } = rig
  const { clock, trustRoot } = protocolOptions
  return {
    env,
    open: async () => ({
      clock,
      casebook,
      trustRoot,
      changes,
      openActs: () => Promise.resolve(acts),
      close: () => undefined,
    }),
    print: (text) => void printed.push(text),
  }
}

const run = (who: string, from = approval()) =>
  command(from).parseAsync([rig.incident, '--read-back', 'mine now', '--key', join(folder, who)], {
    from: 'user',
  })

test('what is taken over is shown before it is signed', async () => {
  const body = {
    document: 'packet',
    file: 'packet.md',
    sha256: 'c'.repeat(64),
    bytes: 1,
    asOf: toIso(startMs),
  } as const
  await rig.append({ id: 'maria', kind: 'agent' }, rig.incident, {
    kind: 'document.rendered',
    body,
  })
  await rig.handOff('maria', { text: 'take\u001B[2Kit\nnow', owner: 'iden\u202Etity' })
  await run('lee')
  expect(printed).toEqual([
    [
      'Incident      INC-TEST, SEV1',
      'Title         "Logins fail"',
      'Handed off    by maria for iden\uFFFDtity at 2026-11-23T07:00Z',
      'Its note      "take\uFFFD[2Kit now"',
      'Its link      SUP-1042',
      `Packet        packet.md, SHA-256 ${'c'.repeat(64)}`,
      'You sign as   lee',
      'Your words    "mine now"',
      '',
    ].join('\n'),
    'lee owns INC-TEST now. The ticket says so.',
  ])
})

test('a handoff without link or packet says so, and a played receiver is marked', async () => {
  await rig.handOff('maria', { link: null })
  await run('sam')
  expect(printed[0]).toContain('Its link      NONE\nPacket        NONE: nothing was rendered')
  expect(printed[1]).toBe('sam (SIMULATED) owns INC-TEST now. The ticket says so.')
})

test('a key that is nobody\u2019s is refused on the record', async () => {
  await rig.handOff()
  expect(await refusalOf(run('eve'))).toEqual(['DENIED', 'key-of-approver'])
  expect(rig.entries.at(-1)).toMatchObject({ kind: 'call.refused', body: { code: 'DENIED' } })
})

test('a handoff that is not the one that waits is not taken over', async () => {
  await rig.handOff()
  const swapping = approval()
  const open = async () => {
    const house = await swapping.open()
    const acts = await house.openActs()
    const draft: typeof acts.draft = (wish) => acts.draft({ ...wish, about: wish.about - 1 })
    return { ...house, openActs: () => Promise.resolve({ ...acts, draft }) }
  }
  expect(await refusalOf(run('lee', { ...swapping, open }))).toEqual(['CONFLICT', 'act-as-shown'])
  expect(rig.kinds()).not.toContain('handoff.acknowledged')
})

test('nothing that waits, an agent, and nothing is shown', async () => {
  expect(await refusalOf(run('lee'))).toEqual(['CONFLICT', 'act-as-shown'])
  const agent = approval({ HOME: folder, BATON_AGENT: '1' })
  expect(await refusalOf(run('lee', agent))).toEqual(['DENIED', 'humans-only'])
  expect(printed).toEqual([])
})
