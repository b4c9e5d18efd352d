import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Proposal, ReadBack } from '../../../src/domain/change.ts'
import { HandoffError } from '../../../src/domain/error.ts'
import type { Fact } from '../../../src/domain/fact.ts'
import type { Audience } from '../../../src/domain/publication.ts'
import type { ChangeHands } from '../../../src/guard/change/options.ts'
import { createChangeProtocol } from '../../../src/guard/change/protocol.ts'
import {
  type Rig,
  type RigOptions,
  makeRig,
  minuteMs,
  policies,
  refusalOf,
} from '../../support-approvals/rig.ts'
import { questions } from '../policy/questions.ts'

/** A board that keeps the keys of what it shows; `lost` makes the answer to a write get lost. */
function makeBoard() {
  const keys: string[] = []
  const state = { lost: false, dead: false }
  const hands: ChangeHands = {
    readBack: ({ id }): Promise<ReadBack> => {
      const done = keys.includes(id)
      const count = done ? keys.indexOf(id) + 1 : keys.length
      return Promise.resolve({ value: keys[count - 1] ?? null, version: String(count), done })
    },
    apply: async ({ id, proposal }) => {
      if (state.dead) await new Promise(() => undefined)
      if (proposal.baseVersion !== String(keys.length)) throw new HandoffError('CONFLICT', 'Taken.')
      keys.push(id)
      if (state.lost) throw new Error('the answer got lost')
    },
  }
  return { keys, state, hands }
}

async function setUp(options: RigOptions = {}) {
  const rig = await makeRig({
    people: [{ id: 'sam', roles: ['communicator'] }],
    limits: { intentMs: minuteMs, writeMs: 20, readMs: 20 },
    ...options,
  })
  const board = makeBoard()
  const proposal = (audience: Audience, text: string): Partial<Proposal> => ({
    system: 'messages',
    target: `${audience}/outbox`,
    service: null,
    from: board.keys.at(-1) ?? null,
    to: { audience, channel: 'outbox', subject: 'S', text },
    baseVersion: String(board.keys.length),
  })
  return {
    ...rig,
    board,
    ask: (audience: Audience, text = 'words') => rig.propose(proposal(audience, text)),
    publish: (id: string) => rig.apply(id, board.hands),
    free: (id: string, who = rig.maria) => rig.changes.isFree(id, who),
  }
}

/** Another incident of the same rig. */
async function openAnother(rig: Rig): Promise<string> {
  const [opening] = rig.entries
  await rig.append({ id: 'maria', kind: 'agent' }, 'INC-OTHER', {
    kind: 'incident.opened',
    body: opening?.body,
  } as Fact)
  return 'INC-OTHER'
}

test.each([
  ['internal', true],
  ['executive', true],
  ['customers', false],
] as const)('text for %s goes out without a grant: %s', async (audience, free) => {
  const rig = await setUp()
  const { id } = await rig.ask(audience)
  expect(await rig.free(id)).toBe(free)
  if (!free) {
    expect(await refusalOf(rig.publish(id))).toEqual(['APPROVAL_REQUIRED', 'grant-required'])
    await rig.grant('sam', id)
  }
  expect((await rig.publish(id)).state).toBe('applied')
  expect(rig.board.keys).toEqual([id])
  expect(rig.reader.request(id).decision === null).toBe(free)
})

test('a change is never free, and neither is what is over', async () => {
  const rig = await setUp()
  expect(await rig.free((await rig.propose()).id)).toBe(false)
  const { id } = await rig.ask('internal')
  await rig.changes.withdraw(id, rig.maria)
  expect(await rig.free(id)).toBe(false)
})

test('only its requester carries it out', async () => {
  const rig = await setUp()
  const { id } = await rig.ask('internal')
  const noor = { id: 'noor', name: 'Noor' }
  expect(await refusalOf(rig.free(id, noor))).toEqual(['DENIED', 'own-request-only'])
  const apply = rig.changes.apply(id, noor, rig.board.hands, new AbortController().signal)
  expect(await refusalOf(apply)).toEqual(['DENIED', 'own-request-only'])
})

const forbid = (id: string, clause: string): string =>
  `@id("${id}") @control("CC2.3") @title("Customer rule")\nforbid (principal, action == Baton::Action::"apply", resource) ${clause};`

test('a customer asks for a grant where executives read it', async () => {
  const rig = await setUp()
  const text = forbid(
    'board',
    'when { resource.audience == "executive" } unless { context.granted }',
  )
  rig.trust((before) => ({ ...before, policies: { 'board.cedar': text } }))
  const { id } = await rig.ask('executive')
  expect(await rig.free(id)).toBe(false)
  expect(await refusalOf(rig.publish(id))).toEqual(['DENIED', 'board'])
  await rig.grant('sam', id)
  expect((await rig.publish(id)).state).toBe('applied')
  expect(await rig.free((await rig.ask('internal')).id)).toBe(true)
})

test('what policy forbids with a grant too is refused at once', async () => {
  const rig = await setUp()
  const text = forbid('silence', 'when { resource.audience != "" }')
  rig.trust((before) => ({ ...before, policies: { 'silence.cedar': text } }))
  const { id } = await rig.ask('internal')
  expect(await refusalOf(rig.free(id))).toEqual(['DENIED', 'silence'])
})

test('free or not, a denial stands and an expired request is over', async () => {
  const rig = await setUp()
  const denied = await rig.ask('internal', 'denied')
  await rig.changes.decide(rig.signed('sam', denied.id, { decision: 'denied' }))
  expect(await refusalOf(rig.publish(denied.id))).toEqual(['DENIED', 'grant-required'])
  const late = await rig.ask('internal', 'late')
  rig.advance(16 * minuteMs)
  expect(await refusalOf(rig.publish(late.id))).toEqual(['DENIED', 'request-unexpired'])
  expect(rig.board.keys).toEqual([])
})

test('entries that claim a publication to customers without a grant change nothing', async () => {
  const rig = await setUp()
  const { id } = await rig.ask('customers')
  const actor = { id: 'maria', kind: 'agent' } as const
  const intent = { request: id, digest: '', owner: 'x', deadline: '2026-11-23T07:01:00.000Z' }
  await rig.append(actor, rig.incident, { kind: 'change.applying', body: intent })
  const body = { request: id, version: '1', readBack: null, reconciled: false }
  await rig.append(actor, rig.incident, { kind: 'change.applied', body })
  expect(rig.reader.request(id).state).toBe('proposed')
})

test('a publication whose answer got lost is found by its key, also after the next one', async () => {
  const rig = await setUp()
  const first = await rig.ask('internal', 'first')
  const second = await rig.ask('internal', 'second')
  rig.board.state.lost = true
  expect((await rig.publish(first.id)).state).toBe('applied')
  expect(await refusalOf(rig.publish(second.id))).toEqual(['CONFLICT', 'target-unchanged'])
  expect(rig.board.keys).toEqual([first.id])
})

test('one that never went out fails once its place is taken, and blocks nobody', async () => {
  const rig = await setUp()
  const first = await rig.ask('internal', 'first')
  const second = await rig.ask('internal', 'second')
  rig.board.state.dead = true
  expect((await rig.publish(first.id)).state).toBe('unknown')
  expect(await refusalOf(rig.ask('internal', 'third'))).toEqual(['CONFLICT', 'settle-first'])
  rig.board.state.dead = false
  expect((await rig.publish(second.id)).state).toBe('applied')
  rig.advance(2 * minuteMs)
  expect((await rig.changes.reconcile(first.id, rig.board.hands)).state).toBe('failed')
  expect(rig.board.keys).toEqual([second.id])
  expect((await rig.ask('internal', 'third')).state).toBe('proposed')
})

test('an unsettled publication holds up its own board, not that of another incident', async () => {
  const rig = await setUp()
  const { id } = await rig.ask('internal', 'first')
  rig.board.state.dead = true
  await rig.publish(id)
  expect(await refusalOf(rig.ask('internal', 'second'))).toEqual(['CONFLICT', 'settle-first'])
  expect((await rig.ask('executive', 'second')).state).toBe('proposed')
  const other = await openAnother(rig)
  const { proposal } = rig.reader.request(id)
  const elsewhere = rig.changes.propose('publish_update', proposal, rig.maria, other)
  expect((await elsewhere).incident).toBe(other)
})

test('a closed incident takes no publication', async () => {
  const rig = await setUp()
  await rig.append({ id: 'maria', kind: 'agent' }, rig.incident, {
    kind: 'incident.closed',
    body: {
      resolution: 'x',
      suspect: 'x',
      next: 'x',
      mttrMinutes: 1,
      policyMinutes: 2,
      followUps: [],
    },
  })
  expect(await refusalOf(rig.ask('internal'))).toEqual(['CONFLICT', 'closed-stays-closed'])
})

const calm = {
  frozen: false,
  productionAtL0: true,
  sameDigest: true,
  trustUnchanged: true,
  grantExpired: false,
  targetUnchanged: true,
}

test('whatever the question, without a grant policy lets nothing go but words among colleagues', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async (question) => {
      const { principal, resource } = question
      // Everything else is as it should be, so that the grant alone decides.
      const context = { ...question.context, ...calm, granted: false }
      const own = { ...principal, aliases: ['maria'] }
      const asked = { ...resource, requesterAliases: ['maria'], requesterKnown: true }
      const { allow } = await policies.authorize({
        ...question,
        principal: own,
        action: 'apply',
        resource: { ...asked, versioned: true },
        context,
      })
      expect(allow).toBe(['internal', 'executive'].includes(resource.audience))
    }),
    { numRuns: 200 },
  )
})

test('the digest covers every letter of the text', async () => {
  const rig = await setUp()
  const { id, proposal } = await rig.ask('customers', 'exactly this')
  await rig.grant('noor', id)
  const stored = rig.entries.find(({ kind }) => kind === 'change.proposed')?.body?.['to']
  Object.assign(stored as object, { text: 'exactly thiz' })
  expect(proposal.to).not.toMatchObject({ text: 'exactly this' })
  expect(await refusalOf(rig.publish(id))).toEqual(['DENIED', 'same-digest'])
})

test('however long policy takes, two proposals of the same at once are one request', async () => {
  const rig = await setUp()
  const gate = Promise.withResolvers<undefined>()
  const waits = [gate.promise, undefined]
  const slow = createChangeProtocol({
    ...rig.protocolOptions,
    policies: {
      ...policies,
      async authorize(question) {
        await waits.shift()
        return policies.authorize(question)
      },
    },
  })
  const given = rig.proposal({ system: 'messages', to: { audience: 'customers' } })
  const ask = () => slow.propose('publish_update', given, rig.maria, rig.incident)
  const late = ask()
  const early = await ask()
  gate.resolve(undefined)
  expect((await late).id).toBe(early.id)
  expect(rig.kinds().filter((kind) => kind === 'change.proposed')).toHaveLength(1)
})
