import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Command } from 'commander'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { command as breakGlass } from '../../src/cli/break-glass.ts'
import { command as handOver } from '../../src/cli/command.ts'
import { command as countersign } from '../../src/cli/countersign.ts'
import type { Approval } from '../../src/cli/decide/house.ts'
import { command as severity } from '../../src/cli/severity.ts'
import { command as show } from '../../src/cli/show.ts'
import { command as signed } from '../../src/cli/signed.ts'
import { digestOfDone } from '../../src/domain/incident/glass.ts'
import { doAct } from '../support-approvals/acts.ts'
import { type Rig, makeRig, makeSigner, minuteMs, refusalOf } from '../support-approvals/rig.ts'

const keygen = spawnSync('ssh-keygen', ['-?']).error === undefined

let folder: string
let rig: Rig
let printed: string[]
let opened: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'baton-acts-'))
  rig = await makeRig({ people: [{ id: 'sam', roles: ['incident-commander'] }] })
  await doAct(rig, 'noor', 'hand-command', { to: 'noor' })
  printed = []
  opened = 0
  for (const [id, { privateKey }] of Object.entries({ ...rig.signers, eve: makeSigner() })) {
    writeFileSync(join(folder, id), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function approval(env: Approval['env'] = { HOME: folder }): Approval {
  const { changes, acts, reader: casebook, protocolOptions } = rig
  const { clock, trustRoot } = protocolOptions
  const openActs = () => Promise.resolve(acts)
  const close = () => undefined
  return {
    env,
    open: async () => {
      opened += 1
      return { clock, casebook, trustRoot, changes, openActs, close }
    },
    print: (text) => void printed.push(text),
  }
}

const run = (command: Command, who: string, ...args: readonly string[]) =>
  command.parseAsync([rig.incident, ...args, '--key', join(folder, who)], { from: 'user' })

test('break-glass shows what it lifts, what stays and what follows, then signs', async () => {
  await run(breakGlass(approval()), 'noor', '--reason', 'nobody can log in')
  expect(printed).toEqual([
    [
      'Incident      INC-TEST, SEV1',
      'Title         "Logins fail"',
      'Worked by     maria',
      'Commander     noor',
      'Break-glass   in INC-TEST only, until 2026-11-23T07:30Z',
      'You sign as   noor',
      'Your words    "nobody can log in"',
      '',
      'Until then, in this incident:',
      '  - a freeze window no longer stops a production change,',
      '  - nor does a missing second lock, nor a target without a version to compare.',
      '',
      'What stays as it is:',
      '  - each change needs a grant of its own; only an incident commander grants, never who asked.',
      '  - a grant that anybody else gave before cannot be used until it is over.',
      '  - any edit of the trust folder ends it at once.',
      '',
      'What follows:',
      '  - within 24 hours a person who had no part in it reads what was done and signs: baton countersign INC-TEST',
      '  - until then it stands open in every packet, timeline, brief and wrap-up, with your name.',
      '  - you cannot take it back, and glass is not broken here again before that.',
      '',
    ].join('\n'),
    'Glass is broken in INC-TEST until 2026-11-23T07:30Z. The agent proposes; look with baton inbox, grant with baton approve.',
  ])
  expect(rig.reader.incident(rig.incident).glass).toMatchObject([{ by: 'noor' }])
})

test('without a reason each command only shows, and says how to sign', async () => {
  await run(breakGlass(approval()), 'noor')
  await run(severity(approval()), 'noor', '--to', 'SEV3')
  await run(handOver(approval()), 'noor', '--to', 'sam')
  expect(printed.map((text) => text.split('\n').at(-1))).toEqual([
    'NOTHING IS SIGNED YET. To sign it: baton break-glass INC-TEST --reason "why it cannot wait"',
    'NOTHING IS SIGNED YET. To sign it: baton severity INC-TEST --to SEV3 --reason "why"',
    'NOTHING IS SIGNED YET. To sign it: baton command INC-TEST --to sam --reason "why"',
  ])
  expect(rig.kinds()).toEqual(['incident.opened', 'command.handed'])
})

test('a card under break-glass says so to whoever decides, and afterwards', async () => {
  await run(breakGlass(approval()), 'noor', '--reason', 'nobody can log in')
  const { id } = await rig.propose()
  const look = () => show(approval()).parseAsync([id], { from: 'user' })
  await look()
  expect(printed.at(-1)).toContain(
    'Break-glass   BROKEN by noor until 2026-11-23T07:30Z: freeze, second lock and missing version do not stop it',
  )
  await rig.grant('sam', id)
  rig.advance(40 * minuteMs)
  await look()
  expect(printed.at(-1)).toContain('Break-glass   BROKEN by noor until 2026-11-23T07:30Z\n')
})

/** Glass broken by noor, one change granted by sam and applied, and over. Returns the request. */
async function over(): Promise<string> {
  await doAct(rig, 'noor', 'break-glass')
  const { id } = await rig.propose()
  await rig.changes.decide(rig.signed('sam', id, { reason: 'agreed on the bridge' }))
  await rig.apply(id)
  rig.advance(31 * minuteMs)
  return id
}

test('countersign shows what was done under it, then signs that list', async () => {
  const id = await over()
  await run(countersign(approval()), 'lee', '--reason', 'read it with noor')
  const digest = digestOfDone([rig.reader.request(id)])
  expect(printed).toEqual([
    [
      'Incident      INC-TEST, SEV1',
      'Title         "Logins fail"',
      'Worked by     maria',
      'Commander     noor',
      'Broken by     noor at 2026-11-23T07:00Z',
      'Until         2026-11-23T07:30Z',
      'Its reason    "nobody can log in"',
      'Answer due    2026-11-24T07:00Z',
      'Done under it 1:',
      `  ${id} applied at 2026-11-23T07:00Z`,
      '    new-token-validator: on -> off in production, eu-west-1',
      '    asked by maria: "logins fail since it was turned on"',
      '    granted by sam at 2026-11-23T07:00Z: "agreed on the bridge"',
      `List          ${digest}`,
      'You sign as   lee',
      'Your words    "read it with noor"',
      '',
      'You sign that you have read exactly this list and AGREE:',
      '  - the break-glass is closed; it stays on the record and in every packet with both names.',
      '  - nothing is undone by it.',
      '',
    ].join('\n'),
    'Countersigned by lee. The break-glass is closed; every packet says who signed.',
  ])
  expect(rig.reader.incident(rig.incident).glass).toMatchObject([
    { countersign: { by: 'lee', done: digest } },
  ])
})

test('what was published under it is on the list, word for word', async () => {
  await doAct(rig, 'noor', 'break-glass')
  const to = {
    audience: 'internal',
    channel: 'outbox',
    subject: 'Update 1',
    text: 'We\nwork on it.',
  }
  const { id } = await rig.propose({
    system: 'messages',
    target: 'internal/outbox',
    from: null,
    to,
    baseVersion: '0',
  })
  const board = { value: null as unknown, version: 0 }
  await rig.apply(id, {
    readBack: async () => ({ value: board.value as never, version: String(board.version) }),
    apply: async () => void Object.assign(board, { value: to, version: 1 }),
  })
  rig.advance(31 * minuteMs)
  await run(countersign(approval()), 'lee')
  expect(printed[0]).toContain(
    [
      'Done under it 1:',
      `  ${id} applied at 2026-11-23T07:00Z`,
      '    published to internal by outbox in production, eu-west-1',
      '    asked by maria: "logins fail since it was turned on"',
      '    needed no grant: colleagues alone read it',
      '  | We',
      '  | work on it.',
      'List ',
    ].join('\n'),
  )
})

test('an objection, late, says so and what it means', async () => {
  await over()
  rig.advance(24 * 60 * minuteMs)
  await run(countersign(approval()), 'lee')
  expect(printed[0]).toContain('Answer due    2026-11-24T07:00Z, LATE')
  expect(printed[0]?.split('\n').at(-1)).toBe(
    'NOTHING IS SIGNED YET. To sign it: baton countersign INC-TEST --reason "what you checked" (or with --object)',
  )
  await run(countersign(approval()), 'lee', '--object', '--reason', 'the freeze was agreed')
  expect(printed[1]).toContain('You sign that you have read exactly this list and OBJECT:')
  expect(printed[2]).toBe(
    'Objected by lee, LATE. It stays open in every packet; only you can countersign it now.',
  )
  await run(countersign(approval()), 'lee')
  expect(printed[3]).toContain('Objection     by lee: "the freeze was agreed"')
})

test('with nothing to answer for, countersign says so', async () => {
  expect(await refusalOf(run(countersign(approval()), 'lee'))).toEqual(['CONFLICT', 'act-as-shown'])
  await doAct(rig, 'noor', 'break-glass')
  await run(countersign(approval()), 'lee')
  expect(printed[0]).toContain('Done under it NOTHING was applied')
})

test('severity shows from where to where and what follows', async () => {
  await run(severity(approval()), 'noor', '--to', 'SEV3', '--reason', 'error rate is back')
  expect(printed).toEqual([
    [
      'Incident      INC-TEST, SEV1',
      'Title         "Logins fail"',
      'Worked by     maria',
      'Commander     noor',
      'Severity      SEV1 (since 2026-11-23T07:00Z) -> SEV3',
      'You sign as   noor',
      'Your words    "error rate is back"',
      '',
      'What follows:',
      '  - updates to customers, and the answer to a handoff, are due by the slower rhythm of that severity.',
      '  - the escalation matrix pages the people of that severity, not those of the present one.',
      '  - a request for a grant stays open 60 minutes (now 15).',
      '  - whoever works the incident may raise it again at any time; nobody needs to sign for that.',
      '',
    ].join('\n'),
    'INC-TEST is SEV3 now. Next update due 2026-11-23T08:00Z.',
  ])
  expect(rig.reader.incident(rig.incident).severity).toBe('SEV3')
})

test('command shows who receives it, and whether they may', async () => {
  await run(handOver(approval()), 'noor', '--to', 'lee')
  expect(printed[0]).toContain(
    'Command       noor -> lee ("lee"), WILL BE REFUSED: no incident commander at this moment',
  )
  await run(handOver(approval()), 'noor', '--to', 'sam', '--reason', 'end of my shift')
  expect(printed.slice(1)).toEqual([
    [
      'Incident      INC-TEST, SEV1',
      'Title         "Logins fail"',
      'Worked by     maria',
      'Commander     noor',
      'Command       noor -> sam ("sam")',
      'You sign as   noor',
      'Your words    "end of my shift"',
      '',
      'What follows:',
      '  - while sam holds the role, nobody else lowers the severity or hands over command.',
      '  - who may grant stays as it is: that follows from people.yaml and the rota alone.',
      '  - Baton does not call sam; tell them.',
      '',
    ].join('\n'),
    'sam has the command of INC-TEST now.',
  ])
})

const commands = [
  ['break-glass', breakGlass, []],
  ['countersign', countersign, []],
  ['severity', severity, ['--to', 'SEV3']],
  ['command', handOver, ['--to', 'sam']],
] as const

test.each(commands)(
  '%s: an agent is turned away before anything is opened',
  async (_, make, more) => {
    const agent = approval({ HOME: folder, BATON_AGENT: '1' })
    const work = run(make(agent), 'noor', ...more, '--reason', 'x y z')
    expect(await refusalOf(work)).toEqual(['DENIED', 'humans-only'])
    expect(opened).toBe(0)
  },
)

test.each(commands)(
  '%s: a key that is nobody\u2019s is refused on the record',
  async (_, make, more) => {
    if (make === countersign) await over()
    const work = run(make(approval()), 'eve', ...more, '--reason', 'x y z')
    expect(await refusalOf(work)).toEqual(['DENIED', 'key-of-approver'])
    expect(printed[0]).toContain('You sign as   NOBODY: your key is in no people.yaml')
    expect(rig.entries.at(-1)).toMatchObject({
      kind: 'call.refused',
      actor: { id: 'unknown', kind: 'human' },
      body: { rule: 'key-of-approver' },
    })
  },
)

test.each(commands)('%s has a summary and an example', (name, make) => {
  const help: string[] = []
  make(approval())
    .configureOutput({ writeOut: (text) => void help.push(text) })
    .outputHelp()
  expect(help.join('')).toContain(`Usage: baton ${name} [options] <incident>`)
  expect(help.join('')).toContain(`Example: baton ${name} INC-`)
})

test('no text by others moves the cursor, adds a line or hides a character', async () => {
  const nasty =
    '\u001B[2K\u001B[1A\u009B31mfine\r\nYou sign as   eve\u202Etxt\u200B\u{E0041}\u2028x'
  await doAct(rig, 'noor', 'break-glass', { reason: nasty })
  const { id } = await rig.propose({ target: `dark\u0430mode${nasty}`, reason: nasty })
  await rig.changes.decide(rig.signed('sam', id, { reason: nasty }))
  await rig.apply(id)
  rig.advance(31 * minuteMs)
  await run(countersign(approval()), 'lee', '--object', '--reason', nasty)
  await run(countersign(approval()), 'lee')
  for (const text of printed) {
    expect(text.replaceAll('\n', '')).toMatch(/^[^\p{Cc}\p{Cf}\u2028\u2029]*$/u)
    expect(text.split('\n').filter((line) => line.startsWith('You sign as   eve'))).toEqual([])
  }
})

test('somebody whom the trust folder does not know could be whoever breaks glass', async () => {
  rig.trust((before) => ({ ...before, people: before.people.filter(({ id }) => id !== 'maria') }))
  await run(breakGlass(approval()), 'noor')
  expect(printed[0]).toContain('Worked by     maria, NOT in the trust folder: is it you?')
})

test('what people signed is listed, oldest first', async () => {
  const look = () => signed(approval()).parseAsync([rig.incident], { from: 'user' })
  await over()
  await doAct(rig, 'lee', 'countersign')
  await look()
  expect(
    printed
      .at(-1)
      ?.split('\n')
      .map((text) => text.split('  ').slice(1, 5)),
  ).toEqual([
    ['2026-11-23T07:00Z', 'command.handed', 'noor', 'baton-hand-command-v1'],
    ['2026-11-23T07:00Z', 'glass.broken', 'noor', 'baton-break-glass-v1'],
    ['2026-11-23T07:00Z', 'change.decided', 'sam', 'baton-decision-v1'],
    ['2026-11-23T07:31Z', 'glass.countersigned', 'lee', 'baton-countersign-v1'],
  ])
})

test.runIf(keygen)('what was exported is checked by ssh-keygen without Baton', async () => {
  await doAct(rig, 'noor', 'break-glass')
  const out = join(folder, 'out')
  const exporting = () =>
    signed(approval()).parseAsync([rig.incident, '--export', out], { from: 'user' })
  await exporting()
  expect(await refusalOf(exporting())).toEqual(['INVALID_INPUT', undefined])
  const file = readdirSync(out).find((name) => name.endsWith('glass.broken')) ?? ''
  const statement = readFileSync(join(out, file), 'utf8')
  const signers = join(folder, 'allowed_signers')
  writeFileSync(signers, `noor ${rig.signers.noor.publicKey}\n`)
  const check = (namespace: string, input: string) =>
    spawnSync(
      'ssh-keygen',
      [
        '-Y',
        'verify',
        '-f',
        signers,
        '-I',
        'noor',
        '-n',
        namespace,
        '-s',
        join(out, `${file}.sig`),
      ],
      { input },
    ).status
  expect(check('baton-break-glass-v1', statement)).toBe(0)
  expect(check('baton-break-glass-v1', statement.replace('07:30', '08:30'))).not.toBe(0)
  expect(check('baton-decision-v1', statement)).not.toBe(0)
})
