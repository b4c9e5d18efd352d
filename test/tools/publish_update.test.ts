import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import * as z from 'zod'

import { HandoffError } from '../../src/domain/error.ts'
import { publicationDigest, publicationOf } from '../../src/domain/publication.ts'
import type { ChangeRequest } from '../../src/domain/request.ts'
import { toolList } from '../../src/mcp/list.ts'
import type { Posted } from '../../src/ports/messages.ts'
import tool from '../../src/tools/publish_update.ts'
import type { ApplyContext, ChangeTool, ReadContext } from '../../src/tools/tool.ts'
import { at, complete, incidentOf, note, opened, startMs } from '../documents/case.ts'
import { stage } from './rendering.ts'

const room = tool as ChangeTool<z.ZodObject>
const signal = new AbortController().signal

/** 07:25 of the made-up incident: SEV2, region eu-west-1, updates every 60 minutes. */
const fit = `Some sign-ins in eu-west-1 fail since 2026-11-23T06:57Z. We are working on it.

Next update: 2026-11-23T08:00Z`

type Drafts = Parameters<typeof incidentOf>[0]

interface Given extends Partial<Pick<ReadContext, 'hidden' | 'trust' | 'services'>> {
  readonly drafts?: Drafts
  readonly posts?: readonly Posted[]
}

function contextOf({ drafts = complete, posts = [], ...more }: Given = {}): ReadContext {
  const publications = { published: () => Promise.resolve(posts) }
  return stage(incidentOf(drafts), { publications, ...more }).context
}

function propose(text: string | undefined, audience = 'internal', given: Given = {}) {
  return room.propose({ incident: 'INC-7Q3F', audience, text }, contextOf(given))
}

/** What is said against a text; empty when nothing is. */
async function faults(text: string, audience = 'internal', given: Given = {}) {
  try {
    await propose(text, audience, given)
    return []
  } catch (cause) {
    if (!(cause instanceof HandoffError)) throw cause
    expect(cause).toMatchObject({ code: 'INVALID_INPUT', rule: 'update-fit-to-read' })
    return cause.data?.['faults'] as readonly string[]
  }
}

const with_ = (sentence: string): string => fit.replace('We are working on it.', sentence)
const next = (line: string): string => fit.replace(/Next update.*/, line)

test('a proposal is the exact text in its place, after what was published before it', async () => {
  const before: Posted = {
    incident: 'INC-7Q3F',
    audience: 'customers',
    channel: 'outbox',
    key: 'REQ-0',
    number: 4,
    subject: 'Update 4: eu-west-1',
    text: 'before',
  }
  expect(await propose(fit, 'customers', { posts: [before] })).toEqual({
    system: 'messages',
    target: 'customers/outbox',
    service: null,
    environment: 'production',
    region: 'eu-west-1',
    from: publicationDigest(before),
    to: {
      audience: 'customers',
      channel: 'outbox',
      subject: 'Update 5: eu-west-1',
      text: fit,
    },
    baseVersion: '4',
    reason: 'Update 5 for customers',
    inverseOf: null,
  })
  const loose = fit.replaceAll('\n', ' \r\n').replace('.', '.  ')
  expect(await propose(loose)).toMatchObject({
    from: null,
    baseVersion: '0',
    to: { text: fit, subject: 'INC-7Q3F, SEV2, update 1: eu-west-1' },
  })
})

test('the same words again are refused with the request that published them', async () => {
  const last: Posted = {
    ...publicationOf(await propose(fit))!,
    incident: 'INC-7Q3F',
    key: 'REQ-9',
    number: 1,
  }
  await expect(propose(fit, 'internal', { posts: [last] })).rejects.toMatchObject({
    code: 'CONFLICT',
    rule: 'nothing-to-change',
    data: { request: 'REQ-9' },
  })
})

test.each(['incident', 'audience'])('without %s it is no proposal', async (field) => {
  const given = { incident: 'INC-7Q3F', audience: 'internal', text: fit, [field]: undefined }
  await expect(room.propose(given, contextOf())).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const mixed = room.propose({ ...given, [field]: 'internal', request: 'REQ-1' }, contextOf())
  await expect(mixed).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('what redaction would take out is named by its class, never shown', async () => {
  const hidden = () => ['email', 'person']
  await expect(propose(fit, 'internal', { hidden })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    rule: 'publish-as-granted',
    message: 'The text holds what must not leave: email, person.',
  })
})

test.each([
  fit,
  with_('See https://github.com/example/status for more.'),
  with_('12.5 % of 3,400 requests fail (v2.14.1), ratio 3.5 to 1.'),
  with_('Whoever is signed in stays signed in. Nothing is lost.'),
  next('**Next update:** 2026-11-23T08:25Z'),
  next('> next update due: 2026-11-23T07:26Z'),
])('fit to be read: %j', async (text) => {
  expect(await faults(text)).toEqual([])
  expect(await faults(text, 'customers')).toEqual([])
})

test.each([
  ['says nothing', 'eu-west-1', 'It needs one line'],
  ['says nothing but a promise', 'Next update: 2026-11-23T08:00Z', 'It says nothing'],
  ['holds braces', with_('Since {{ time }}.'), 'left to be filled in'],
  ['holds angles', with_('Since <time>.'), 'left to be filled in'],
  ['holds brackets', with_('Since [insert time].'), 'left to be filled in'],
  ['is to be done', with_('Cause: TBD.'), 'left to be filled in'],
  ['holds a token', with_('«person:7Q3fK2abXk» called.'), 'a token'],
  ['has a time with seconds', with_('At 2026-11-23T07:00:00Z.'), 'UTC minute'],
  ['has a time of a zone', with_('At 2026-11-23T09:00+02:00.'), 'UTC minute'],
  ['has a bare clock', with_('Since 09:00.'), 'UTC minute'],
  ['has half a day', with_('Since 9 am.'), 'UTC minute'],
  ['has a zone of letters', with_('Since 9:00 CET.'), 'UTC minute'],
  ['has a minute that never was', with_('Since 2026-02-30T09:00Z.'), 'UTC minute'],
  ['links elsewhere', with_('See https://evil.example/login.'), 'host or link'],
  ['links without encryption', with_('See http://github.com/x.'), 'host or link'],
  ['links with a password', with_('See https://a:b@github.com/x.'), 'host or link'],
  ['names a host', with_('auth-7.prod.internal:8080 is down.'), 'host or link'],
  ['names a bare site', with_('See www.evil.com'), 'host or link'],
  ['calls everybody', with_('@channel look at this.'), 'everybody'],
  ['names no region', fit.replace('eu-west-1', 'Europe'), 'the affected region'],
  ['promises nothing', next(''), 'It needs one line'],
  ['promises twice', `${fit}\nNext update: 2026-11-23T07:40Z`, 'It needs one line'],
  ['promises words', next('Next update: soon'), 'It needs one line'],
  ['promises the past', next('Next update: 2026-11-23T07:25Z'), 'for the past or too late'],
  ['promises too late', next('Next update: 2026-11-23T08:26Z'), 'for the past or too late'],
  ['ends before the resolution', next('Next update: none'), 'until the resolution'],
  ['is long', with_('word '.repeat(420)), '2,000 characters'],
  ['scrolls', with_('a\nb\n'.repeat(25)), '40 lines'],
])('a text that %s is refused', async (_, text, words) => {
  const found = await faults(text)
  expect(found.join(' ')).toContain(words)
  const line = text.split('\n').find((each) => each.length > 60)
  expect(found.join(' ')).not.toContain(line ?? 'evil')
})

const addresses = `evil.ru/login bit.ly/x t.co/x evil.xyz evil.me evil.co status-evil.site //evil.com/login
x/evil.com evil.com_x http:/evil.com/x evil。com evil．com ｅｖｉｌ.com evil.рф xn--e1a.xn--p1ai tel:+1 sms:123
mailto:a javascript:x https:evil.com \\\\evil\\share github.com.evil.ru github.com@evil.ru github.com-x.ru _evil.com
http://evil https://github.com:444/x 💩.la localhost:8080 packet.md.ru packet.md/x.ru evil.com:443 1.2.dev`

test.each(addresses.split(/\s+/))(
  'G11: %s reads as a host or link that is not allowed',
  async (found) => {
    for (const sentence of [`See ${found} now.`, `See (${found}).`, `Look:${found}`]) {
      expect((await faults(with_(sentence))).join()).toContain('host or link')
    }
  },
)

test.each([
  'Version 1.2.3, v2.14.1, 2.14.1-beta and 3.0.0.rc1 are affected.',
  'At 12.5% of requests, 0.25 before; 3.5x, 1.5GB and 12.5ms.',
  'E.g. sign-in, i.e. the form, at 5 percent in the U.S. and the U.K. as well.',
  'See packet.md, timeline.md, recipe.md and EV-7Q3F2.ndjson.',
  'Yes/no, and/or, n/a: we wait... and look.',
  'See github.com and https://github.com/x/y.z?q=a.b for more.',
  '失败。我们 are looking into it.',
])('G11: no host is read into: %s', async (sentence) => {
  expect(await faults(with_(sentence))).toEqual([])
})

test('G11: colleagues may read a configured name with a dot; no link leads there, and customers do not read it', async () => {
  const dotted = [{ ...services[0]!, name: 'auth.api' }]
  const text = with_('auth.api is slow.')
  expect(await faults(text, 'internal', { services: dotted })).toEqual([])
  expect((await faults(text)).join()).toContain('host or link')
  expect((await faults(text, 'customers', { services: dotted })).join()).toContain('host or link')
  const linked = with_('See https://auth.api/x, or auth.api.evil.ru instead.')
  expect((await faults(linked, 'internal', { services: dotted })).join()).toContain('host or link')
})

test('G11: what Baton leaves out of its own text does not join to an address', async () => {
  const body = note(
    'blocker',
    'look at evil.@com, evil．xyz, tel:+1 and //evil.me/x, see packet.md',
  )
  const drafts: Drafts = [...complete, { kind: 'note.recorded', minute: 23, body }]
  const { to } = await propose(undefined, 'internal', { drafts })
  const { text } = publicationOf({ system: 'messages', to })!
  expect(text).toContain('see packet.md')
  expect(text).not.toMatch(/evil|tel:/)
})

test.each([
  'n/a eu-west-1',
  'placeholder eu-west-1',
  'test eu-west-1',
  'eu-west-1',
  'eu-west-1 2026-11-23T07:00Z 2026-11-23T07:01Z',
  'TBD eu-west-1\nn/a\n- - -',
  'test test test test test eu-west-1',
  'a b c d e 1 2 3 eu-west-1',
])('G9: %j says nothing, whatever it promises', async (said) => {
  const text = `${said}\nNext update: 2026-11-23T08:00Z`
  expect((await faults(text)).join()).toContain('It says nothing')
  expect((await faults(text, 'customers')).join()).toContain('It says nothing')
})

test('G9: a short honest text says something, in any script', async () => {
  const promise = '\nNext update: 2026-11-23T08:00Z'
  expect(await faults(`No change since then, eu-west-1 still fails.${promise}`)).toEqual([])
  expect(await faults(`eu-west-1 のログイン障害を調査しています。${promise}`)).toEqual([])
})

test.each(['internal', 'executive', 'customers'])(
  'G9: for %s the same words with times moved are refused, what was checked since is not',
  async (audience) => {
    const { to } = await propose(fit, audience)
    const last: Posted = {
      ...publicationOf({ system: 'messages', to })!,
      incident: 'INC-7Q3F',
      key: 'REQ-9',
      number: 1,
    }
    const posts = [last]
    const moved = next('**Next update**: 2026-11-23T08:25Z')
    for (const text of [moved, moved.replace('06:57', '06:58'), moved.replace('it.', 'it!')]) {
      await expect(propose(text, audience, { posts })).rejects.toMatchObject({
        code: 'CONFLICT',
        rule: 'nothing-to-change',
        data: { request: 'REQ-9' },
        hint: expect.stringContaining('done or checked since'),
      })
    }
    const checked = moved.replace('We are', 'No change since the last update. We are')
    expect(await propose(checked, audience, { posts })).toMatchObject({ baseVersion: '1' })
  },
)

test('after the resolution no further update has to be promised', async () => {
  const body = note('decision', 'Resolved: the flag is off')
  const drafts: Drafts = [...complete, { kind: 'note.recorded', minute: 24, body }]
  const text = next('Next update: none, resolved at 2026-11-23T07:20Z').replace(
    'We are working on it.',
    'The problem is resolved.',
  )
  expect(await faults(text, 'internal', { drafts })).toEqual([])
  expect(await faults(text, 'customers', { drafts })).toEqual([])
})

test('a tighter rhythm of the configuration binds what may be promised', async () => {
  const [first, ...rest] = complete
  const drafts = [{ ...first, body: { ...opened, severity: 'SEV1' } }, ...rest] as Drafts
  expect(await faults(fit, 'internal', { drafts })).toEqual([
    'The next update is promised for the past or too late; at the latest "Next update: 2026-11-23T07:55Z".',
  ])
})

const trust = {
  digest: '',
  people: [{ id: 'noor', name: 'Noor Haddad', email: null, roles: [], keys: [], notAfterMs: null }],
  rota: [],
  matrix: [],
  policies: {},
}
const services = ['auth', 'token-cache', 'billing'].map((name) => ({
  name,
  owner: null,
  tier: null,
  regions: [],
  dependsOn: [],
  mau: null,
  slo: null,
}))

test.each([
  ['a service', 'The auth service is slow.', 'names a person, a service'],
  ['a service of another team', 'The token-cache lost entries.', 'names a person, a service'],
  ['a flag', 'We turned auth-new-token off.', 'names a person, a service'],
  ['who works on it', 'Maria looks into it.', 'names a person, a service'],
  ['somebody of the trust folder', 'Ask Noor Haddad.', 'names a person, a service'],
  ['who owes the repair', 'Noah repairs it.', 'names a person, a service'],
  ['the incident', 'This is INC-7Q3F.', 'by its id'],
  ['a ticket', 'As reported in SUP-77.', 'by its id'],
  ['the end too early', 'The problem is now resolved.', 'It says resolved'],
  ['a repair too early', 'It has been fixed.', 'It says resolved'],
  ['a time nobody owns', 'All is well by 2026-11-23T09:00Z.', 'promises a time'],
])('customers do not read %s; colleagues may', async (_, sentence, words) => {
  const text = with_(sentence)
  expect(await faults(text, 'internal', { trust: () => trust, services })).toEqual([])
  const found = await faults(text, 'customers', { trust: () => trust, services })
  expect(found.join(' ')).toContain(words)
})

test.each([
  'We keep you informed until it is resolved.',
  'The error rate is over 5 percent. Our support and engineering teams are on it.',
  'It is not fixed yet.',
  'Payment and billing work.',
])('customers may read: %s', async (sentence) => {
  expect(await faults(with_(sentence), 'customers', { trust: () => trust, services })).toEqual([])
})

test('customers are told since when', async () => {
  const text = fit.replace(' since 2026-11-23T06:57Z', '')
  expect(await faults(text)).toEqual([])
  expect(await faults(text, 'customers')).toEqual(['It does not say since when, as a UTC minute.'])
})

test('a time with an owner may be promised: the ETA, or a promise on the record', async () => {
  const text = with_('We expect the correction by 2026-11-23T10:00Z.')
  const eta = { at: at(180), owner: 'noah' }
  const owned: Drafts = [
    ...complete,
    { kind: 'incident.updated', minute: 23, body: { set: { eta }, reason: 'noah said so' } },
  ]
  const promised: Drafts = [
    ...complete,
    { kind: 'note.recorded', minute: 23, body: note('promise', 'mended by ten, says noah') },
  ]
  expect(await faults(text, 'customers')).toHaveLength(1)
  expect(await faults(text, 'customers', { drafts: owned })).toEqual([])
  expect(await faults(text, 'customers', { drafts: promised })).toEqual([])
})

test.each(['customers', 'executive', 'internal'])(
  'what Baton writes itself for %s is fit to be read, whatever the record holds',
  async (audience) => {
    const hostile =
      'see https://evil.example/x @channel <!here> [fill in] «person:7Q3fK2abXk» TBD at 2026-11-23T07:01:02.003Z or 9:30, ask auth-7.prod.internal ____ {{x}}'
    const [, ...rest] = complete
    const said = { ...opened, title: hostile }
    const drafts: Drafts = [
      { kind: 'incident.opened', minute: 5, body: said },
      ...rest,
      { kind: 'note.recorded', minute: 23, body: note('hypothesis', hostile.repeat(3)) },
      ...Array.from({ length: 30 }, (): Drafts[number] => ({
        kind: 'note.recorded',
        minute: 23,
        body: note('blocker', hostile),
      })),
    ]
    const { to } = await propose(undefined, audience, { drafts })
    const { text } = publicationOf({ system: 'messages', to })!
    expect(text).toMatch(/eu-west-1/)
    expect(text).toMatch(/\n\nNext update: 2026-11-23T08:25Z$/)
    expect(text).not.toMatch(/evil|«|@|<|\[/)
  },
)

test('what Baton writes for customers leaves out a workaround that names a colleague or a ticket', async () => {
  const of = async (workaround: string): Promise<string> => {
    const body = { set: { workaround }, reason: 'x' }
    const [first, ...rest] = complete.filter(({ kind }) => !kind.startsWith('change.'))
    const drafts: Drafts = [first!, { kind: 'incident.updated', minute: 6, body }, ...rest]
    const { to } = await propose(undefined, 'customers', { drafts, trust: () => trust, services })
    return publicationOf({ system: 'messages', to })!.text
  }
  expect(await of('use a private window')).toContain('Until then: use a private window')
  expect(await of('ask Noor Haddad')).not.toContain('Until then')
  expect(await of('see SUP-77')).not.toContain('Until then')
})

test('the draft for the channel, to the letter', async () => {
  const { to } = await propose(undefined)
  expect(publicationOf({ system: 'messages', to })?.text).toMatchInlineSnapshot(`
    "SEV2 auth in production, eu-west-1: mitigated by REQ-1 (auth-new-token to false) at 2026-11-23T07:16Z, error rate 24.3% as of 2026-11-23T07:06Z, cause not yet fixed.

    - Report: Customers cannot log in
    - Error rate: 0.3% before → 24.3% at opening → 24.3% as of 2026-11-23T07:06Z.
    - Suspect: New token check rejects old tokens
    - Ask: Hotfix for the token check (noah, assigned, due 2026-11-23T12:00Z).

    Next update: 2026-11-23T08:25Z"
  `)
})

test('an incident without a region is told to nobody', async () => {
  const [, ...rest] = complete
  const drafts = [
    { kind: 'incident.opened', minute: 5, body: { ...opened, regions: [] } },
    ...rest,
  ] as Drafts
  expect((await faults(fit, 'internal', { drafts })).join()).toContain('has no region yet')
})

const request = async (): Promise<ChangeRequest> =>
  ({
    id: 'REQ-1',
    incident: 'INC-7Q3F',
    proposal: { ...(await propose(fit, 'customers')), digest: 'd' },
  }) as unknown as ChangeRequest

test('the read-back knows the publication by its key, whatever came after it', async () => {
  const asked = await request()
  const wanted = publicationOf(asked.proposal)!
  const own: Posted = { ...wanted, incident: 'INC-7Q3F', key: 'REQ-1', number: 1 }
  const other: Posted = { ...own, key: 'REQ-2', number: 2, text: 'another' }
  const read = (posts: readonly Posted[]) => room.readBack(asked, contextOf({ posts }))
  expect(await read([])).toEqual({ value: null, version: '0', done: false })
  expect(await read([own])).toEqual({ value: publicationDigest(own), version: '1', done: true })
  expect(await read([own, other])).toMatchObject({ version: '1', done: true })
  expect(await read([other])).toMatchObject({ version: '2', done: false })
  const bent = { ...own, text: 'something else' }
  expect(await read([bent])).toEqual({ value: publicationDigest(bent), version: '1' })
})

test('apply publishes exactly what was granted, in its place, under the key of its request', async () => {
  const asked = await request()
  const published: Posted[] = []
  const context = (nowMs: number): ApplyContext => ({
    nowMs,
    signal,
    flags: { toggle: () => Promise.reject(new Error()) },
    messages: {
      publish: (post) => {
        published.push(post)
        return Promise.resolve('x')
      },
    },
  })
  await room.apply(asked, context(startMs + 25 * 60_000))
  const wanted = publicationOf(asked.proposal)!
  expect(published).toEqual([{ ...wanted, incident: 'INC-7Q3F', key: 'REQ-1', number: 1 }])
  await expect(room.apply(asked, context(startMs + 60 * 60_000))).rejects.toMatchObject({
    code: 'DENIED',
    rule: 'publish-in-time',
  })
  const strange = { ...asked, proposal: { ...asked.proposal, to: 'off' } }
  await expect(room.apply(strange, context(startMs))).rejects.toMatchObject({ code: 'DENIED' })
  expect(published).toHaveLength(1)
})

test('clients are told that it reaches the outside and destroys nothing', () => {
  const [listed] = toolList([tool])
  expect(listed?.annotations).toEqual({
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  })
})

test('unknown arguments are refused and the tool stays within its tokens', () => {
  const given = { incident: 'INC-7Q3F', audience: 'internal', text: fit }
  expect(room.input.safeParse(given).success).toBe(true)
  expect(room.input.safeParse({ ...given, approved: true }).success).toBe(false)
  const { $schema: _, ...inputSchema } = z.toJSONSchema(room.input, { io: 'input' })
  const { name, description } = tool
  expect(encode(JSON.stringify({ name, description, inputSchema })).length).toBeLessThanOrEqual(230)
})
