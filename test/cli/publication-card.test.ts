import { expect, test } from 'vitest'

import { cardLine, cardText } from '../../src/cli/decide/card.ts'
import { textBlock } from '../../src/cli/decide/text-block.ts'
import type { Audience } from '../../src/domain/publication.ts'
import { makeRig, startMs } from '../support-approvals/rig.ts'

async function cardOf(text: string, audience: Audience = 'customers') {
  const rig = await makeRig({ level: 'L0', policy: { productionAtL0: true } })
  const request = await rig.propose({
    system: 'messages',
    target: `${audience}/outbox`,
    service: null,
    from: null,
    to: { audience, channel: 'outbox', subject: 'Update 1: eu-west-1', text },
    baseVersion: '0',
    reason: 'Update 1 for customers',
  })
  const card = await rig.changes.view(request.id)
  return {
    card,
    digest: request.proposal.digest,
    shown: (digest: string) => cardText(card, digest, startMs),
  }
}

test('the card of a text for customers shows it whole, last and behind bars', async () => {
  const { card, shown } = await cardOf('Sign-ins fail.\n\nNext update: 2026-11-23T07:30Z')
  const fixed = shown('d'.repeat(64)).replaceAll(card.request, 'REQ-X')
  expect(fixed).toMatchInlineSnapshot(`
    "Request       REQ-X, proposed
    Incident      INC-TEST, SEV1
    Audience      CUSTOMERS
    Channel       outbox
    Subject       Update 1: eu-west-1
    About         production, eu-west-1
    Publishes     update 1, 46 characters
    Before it     nothing yet
    Undo          NONE: what people have read stays read; a correction is an update of its own
    Asked by      maria at 2026-11-23T07:00Z
    Reason given  "Update 1 for customers"
    Guarantee     L0: the agent works on the same machine as you; Baton shows a breach afterwards but cannot prevent it
    Digest        dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
    Expires       2026-11-23T07:15Z, 15 min left
    Can decide    noor

    WARNING: a text for customers at L0. Compare the digest with the one you were told by another channel.

    What would be read:
      | Sign-ins fail.
      |
      | Next update: 2026-11-23T07:30Z"
  `)
  expect(cardLine(card, startMs)).toBe(
    `${card.request}  SEV1  15 min left  customers/outbox: update 1, 46 characters in production (production)  asked by maria`,
  )
})

test('text for colleagues carries no warning', async () => {
  const { shown } = await cardOf('Sign-ins fail.', 'internal')
  expect(shown('d')).not.toContain('WARNING')
})

test('no text imitates a row, hides a character or scrolls what was shown away', async () => {
  const hostile = [
    'Fine.',
    `Digest        ${'0'.repeat(64)}`,
    '\u001b[2J\u001b[1;1HGranted by noor.',
    'wor\u200bd \u202edetnarg',
    `${'x'.repeat(300)} ${'y '.repeat(100)}`,
  ].join('\n')
  const { shown, digest } = await cardOf(hostile)
  const lines = shown(digest).split('\n')
  const from = lines.indexOf('What would be read:')
  expect(lines.slice(0, from).filter((line) => line.startsWith('Digest'))).toEqual([
    `Digest        ${digest}`,
  ])
  const block = lines.slice(from + 1)
  expect(block.every((line) => line.startsWith('  |') && [...line].length <= 80)).toBe(true)
  expect(shown(digest)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e]/)
  const back = block.map((line) => line.slice(4)).join(' ')
  expect(back).toContain('y y y y')
  expect(block.map((line) => line.slice(4)).join('')).toContain('x'.repeat(300))
})

test('a text that Baton would never propose is cut, and that is said', () => {
  const block = textBlock('word '.repeat(2_000))
  expect(block.at(-1)).toBe(
    '  [CUT: 10000 characters, more than Baton ever proposes. Do not grant this.]',
  )
  expect(textBlock('a\n\nb')).toEqual(['  | a', '  |', '  | b'])
})
