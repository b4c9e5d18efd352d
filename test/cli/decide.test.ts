import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Command } from 'commander'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { command as approve } from '../../src/cli/approve.ts'
import type { Approval } from '../../src/cli/decide/house.ts'
import { command as deny } from '../../src/cli/deny.ts'
import { command as inbox } from '../../src/cli/inbox.ts'
import { command as show } from '../../src/cli/show.ts'
import { type JsonObject, canonicalJson } from '../../src/domain/json.ts'
import { type Rig, makeRig, minuteMs, refusalOf, startMs } from '../support-approvals/rig.ts'

const keygen = spawnSync('ssh-keygen', ['-?']).error === undefined

let folder: string
let rig: Rig
let printed: string[]
let closed: number
let request: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-decide-'))
  rig = await makeRig({ level: 'L0', policy: { productionAtL0: true } })
  printed = []
  closed = 0
  request = (await rig.propose()).id
  mkdirSync(join(folder, '.ssh'))
  for (const [id, { privateKey }] of Object.entries(rig.signers)) {
    writeFileSync(join(folder, id), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const key = (id: string): string => join(folder, id)
const state = (): string => rig.reader.request(request).state

function approval(env: Approval['env'] = { HOME: folder }): Approval {
  return {
    env,
    open: async () => ({
      clock: rig.protocolOptions.clock,
      casebook: rig.reader,
      trustRoot: rig.protocolOptions.trustRoot,
      changes: rig.changes,
      openActs: () => Promise.resolve(rig.acts),
      close: () => void (closed += 1),
    }),
    print: (text) => void printed.push(text),
  }
}

const run = (command: Command, ...args: readonly string[]) =>
  command.parseAsync([...args], { from: 'user' })

test('approve shows the card, signs and says until when the grant lasts', async () => {
  await run(approve(approval()), request, '--reason', 'impact confirmed', '--key', key('noor'))
  expect(state()).toBe('granted')
  expect(rig.reader.request(request).decision).toMatchObject({
    approver: 'noor',
    decision: 'granted',
    reason: 'impact confirmed',
  })
  expect(printed[0]).toContain(rig.reader.request(request).proposal.digest)
  expect(printed.at(-1)).toBe('Granted by noor. It can be applied once, until 2026-11-23T07:10Z.')
  expect(closed).toBe(1)
})

test('a grant that has lapsed when it is printed is still called a grant', async () => {
  const slow = approval()
  const open = async () => {
    const house = await slow.open()
    const decide: typeof house.changes.decide = async (signed) => {
      const { id } = await house.changes.decide(signed)
      rig.advance(11 * minuteMs)
      return rig.reader.request(id)
    }
    return { ...house, changes: { ...house.changes, decide } }
  }
  await run(approve({ ...slow, open }), request, '--reason', 'x', '--key', key('noor'))
  expect(state()).toBe('expired')
  expect(printed.at(-1)).toBe('Granted by noor. It can be applied once, until 2026-11-23T07:10Z.')
})

test('the default key lies in the home of whoever decides', async () => {
  writeFileSync(join(folder, '.ssh', 'id_ed25519'), readFileSync(key('lee')))
  await run(deny(approval()), request, '--reason', 'use the pipeline')
  expect(state()).toBe('denied')
  expect(printed.at(-1)).toBe('Denied by lee. Nothing will be changed.')
})

test('who decides follows from the key, never from --as', async () => {
  const args = [request, '--reason', 'x', '--as', 'noor', '--key', key('maria')]
  expect(await refusalOf(run(approve(approval()), ...args))).toEqual(['DENIED', 'key-of-approver'])
  expect(state()).toBe('proposed')
  expect(closed).toBe(1)
})

test.each([
  ['maria', 'approver-is-not-requester'],
  ['robo', 'humans-only'],
  ['sam', 'production-grant-role'],
])('the key of %s is refused by %s', async (id, rule) => {
  const work = run(approve(approval()), request, '--reason', 'x', '--key', key(id))
  expect(await refusalOf(work)).toEqual(['DENIED', rule])
  expect(state()).toBe('proposed')
})

test('an agent is turned away before anything is opened', async () => {
  const agent = approval({ HOME: folder, BATON_AGENT: '1' })
  for (const command of [approve, deny]) {
    const work = run(command(agent), request, '--reason', 'x', '--key', key('noor'))
    expect(await refusalOf(work)).toEqual(['DENIED', 'humans-only'])
  }
  expect(closed).toBe(0)
})

test('a decision needs a reason', async () => {
  const work = run(approve(approval()), request, '--key', key('noor'))
  expect(await refusalOf(work)).toEqual(['INVALID_INPUT', undefined])
})

test.skipIf(!keygen)('a statement can be signed elsewhere with ssh-keygen', async () => {
  const own = join(folder, 'elsewhere')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', own])
  const line = readFileSync(`${own}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
  rig.trust((before) => ({
    ...before,
    people: before.people.map((person) =>
      person.id === 'noor'
        ? { ...person, keys: [{ publicKey: line, notAfterMs: null, revokedAtMs: null }] }
        : person,
    ),
  }))
  const file = join(folder, 'decision')
  const drafting = [request, '--reason', 'agreed', '--as', 'noor', '--statement', file]
  await run(approve(approval()), ...drafting)
  expect(state()).toBe('proposed')
  execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-n', 'baton-decision-v1', '-f', own, file], {
    stdio: 'ignore',
  })
  expect(existsSync(`${file}.sig`)).toBe(true)
  const turned = run(deny(approval()), request, '--signature', `${file}.sig`)
  expect(await refusalOf(turned)).toEqual(['INVALID_INPUT', 'decision-as-signed'])
  await run(approve(approval()), request, '--signature', `${file}.sig`)
  expect(rig.reader.request(request).decision?.approver).toBe('noor')
  const again = run(approve(approval()), ...drafting)
  expect(await refusalOf(again)).toEqual(['INVALID_INPUT', undefined])
})

test('the inbox lists what waits, newest first, and marks what expires soon', async () => {
  rig.advance(11 * minuteMs)
  const later = await rig.propose({ target: 'later', environment: 'staging' })
  await run(inbox(approval()))
  const lines = printed[0]?.split('\n') ?? []
  expect(lines).toEqual([
    `${later.id}  SEV1  15 min left  later: on -> off in staging  asked by maria`,
    `${request}  SEV1  4 min left, EXPIRING SOON  new-token-validator: on -> off in production (production)  asked by maria`,
    'Look at one with: baton show REQ',
  ])
  rig.advance(20 * minuteMs)
  await run(inbox(approval()))
  expect(printed[1]).toBe('No request waits.')
})

test('show tells all that is granted', async () => {
  await run(show(approval()), request)
  const { digest } = rig.reader.request(request).proposal
  expect(printed[0]).toBe(
    [
      `Request       ${request}, proposed`,
      'Incident      INC-TEST, SEV1',
      'System        feature-flags',
      'Target        new-token-validator',
      'Where         production (PRODUCTION), eu-west-1, service auth',
      'Change        on -> off',
      'Base version  7',
      'Undo          off -> on by a request of its own, also in a freeze',
      'Asked by      maria at 2026-11-23T07:00Z',
      'Reason given  "logins fail since it was turned on"',
      'Guarantee     L0: the agent works on the same machine as you; Baton shows a breach afterwards but cannot prevent it',
      `Digest        ${digest}`,
      'Expires       2026-11-23T07:15Z, 15 min left',
      'Can decide    noor, lee',
      '',
      'WARNING: a production change at L0. Compare the digest with the one you were told by another channel.',
    ].join('\n'),
  )
  expect(startMs).toBe(Date.UTC(2026, 10, 23, 7))
})

test('no text by others moves the cursor, adds a line or hides a character', async () => {
  const nasty =
    '\u001B[2K\u001B[1A\u009B31mfine\r\nCan decide    eve\u202Etxt\u200B\u{E0041}\u2028x'
  const { id } = await rig.propose({
    reason: nasty,
    target: `dark\u0430mode${nasty}`,
    environment: `prod${nasty}`,
    region: nasty,
  })
  await run(show(approval()), id)
  await run(inbox(approval()))
  await rig.changes.decide(rig.signed('noor', id, { reason: nasty }))
  await run(show(approval()), id)
  for (const text of printed) {
    expect(text.replaceAll('\n', '')).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u)
    expect(text.split('\n').filter((line) => line.startsWith('Can decide    eve'))).toEqual([])
  }
  expect(printed[0]).toContain('dark\\u{430}mode')
  expect(printed[2]).toContain('Decision      granted by noor at 2026-11-23T07:00Z')
})

test('every command has a summary and an example', () => {
  for (const command of [approve, deny, inbox, show]) {
    const help: string[] = []
    const made = command(approval()).configureOutput({ writeOut: (text) => void help.push(text) })
    made.outputHelp()
    expect(help.join('')).toMatch(/Usage: baton \w+/)
    expect(help.join('')).toContain('Example: baton ')
  }
})

test('a card that changes after it was shown is not signed away', async () => {
  const draft = (wish: Parameters<typeof rig.changes.draft>[0]) => rig.changes.draft(wish)
  const swapping = approval()
  const open = async () => {
    const house = await swapping.open()
    const swapped = (wish: Parameters<typeof draft>[0]): string => {
      const statement = JSON.parse(draft(wish)) as JsonObject
      return canonicalJson({ ...statement, digest: 'f'.repeat(64) })
    }
    return { ...house, changes: { ...house.changes, draft: swapped } }
  }
  const work = run(approve({ ...swapping, open }), request, '--reason', 'x', '--key', key('noor'))
  expect(await refusalOf(work)).toEqual(['DENIED', 'same-digest'])
  expect(rig.kinds()).not.toContain('call.refused')
})

test.runIf(keygen)('an exported decision is checked by ssh-keygen without Baton', async () => {
  const file = join(folder, 'decision')
  expect(await refusalOf(run(show(approval()), request, '--export', file))).toEqual([
    'NOT_FOUND',
    undefined,
  ])
  await run(approve(approval()), request, '--reason', 'impact confirmed', '--key', key('noor'))
  await run(show(approval()), request, '--export', file)
  const noor = rig.protocolOptions.trustRoot.read().people.find(({ id }) => id === 'noor')
  writeFileSync(join(folder, 'allowed_signers'), `noor ${noor?.keys[0]?.publicKey}\n`)
  const check = ['-Y', 'verify', '-f', join(folder, 'allowed_signers'), '-I', 'noor']
  const args = [...check, '-n', 'baton-decision-v1', '-s', `${file}.sig`]
  const good = spawnSync('ssh-keygen', args, { input: readFileSync(file) })
  expect(good.status).toBe(0)
  const altered = readFileSync(file, 'utf8').replace('granted', 'denied')
  expect(spawnSync('ssh-keygen', args, { input: altered }).status).not.toBe(0)
})
